#include "client/pages/create_tournament_dialog.h"

#include "client/widgets/buttons.h"
#include "client/widgets/field.h"
#include "client/widgets/labels.h"
#include "client/widgets/segmented.h"
#include "shared/protocol/tournament_name.h"

#include <QBoxLayout>

namespace client {

namespace {

constexpr int usualSize = 8;
constexpr std::array pointsToWin{5, 7, 11, 15, 21};
constexpr int usualPoints = 11;

}  // namespace

CreateTournamentDialog::CreateTournamentDialog(const Look& look, QWidget* window)
    : DialogCard(look, tr("Create tournament"),
                 tr("Single elimination: who loses a match is out. You are in it yourself, and start it when everybody "
                    "is here."),
                 window)
    , m_name(new Field(look, tr("Name"), QStringLiteral("tournamentNameField")))
    , m_size(new Segmented(QStringLiteral("tournamentSize"), tr("Players at most"), true))
    , m_points(new Segmented(QStringLiteral("tournamentPoints"), tr("Points to win a match"), true))
    , m_create(new BusyButton(look, tr("Create"), "primary", QStringLiteral("makeTournamentButton"), this)) {
    setObjectName(QStringLiteral("createTournamentDialog"));
    for (const int size : pong::tournamentSizes)
        m_size->add(QString::number(size), size);
    m_size->setValue(usualSize);
    for (const int points : pointsToWin)
        m_points->add(QString::number(points), points);
    m_points->setValue(usualPoints);
    m_name->edit()->setMaxLength(2 * pong::longestTournamentName);  // of characters that take two of QString's
    content()->addWidget(m_name);
    addChoice(tr("Players at most"), m_size);
    addChoice(tr("Points to win a match"), m_points);
    content()->addSpacing(8);
    QPushButton* keep = addButton(tr("Cancel"), "secondary", QStringLiteral("keepTournamentButton"));
    addButton(m_create);
    m_name->edit()->setFocus();
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, &CreateTournamentDialog::submit);
    connect(m_name, &Field::submitted, this, &CreateTournamentDialog::submit);
}

void CreateTournamentDialog::addChoice(const QString& label, Segmented* choice) {
    content()->addWidget(makeLabel(label, "fieldLabel"));
    content()->addWidget(choice);
}

void CreateTournamentDialog::submit() {
    if (m_create->isBusy())
        return;
    const QString name = pong::normalisedTournamentName(m_name->text());
    if (name.isEmpty())
        showError(tr("Give it a name."));
    else if (pong::chatTextLength(name) > pong::longestTournamentName)
        showError(tr("At most %1 characters.").arg(pong::longestTournamentName));
    else
        Q_EMIT createRequested(name, m_size->value(), m_points->value());
}

void CreateTournamentDialog::setBusy(bool busy) {
    m_create->setBusy(busy);
}

void CreateTournamentDialog::showError(const QString& text) {
    m_name->setError(text);
    m_name->edit()->setFocus();
    m_name->edit()->selectAll();
}

}  // namespace client
