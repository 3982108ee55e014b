#include "client/pages/app_codes_card.h"

#include "client/widgets/buttons.h"
#include "client/widgets/chip.h"
#include "client/widgets/code_entry.h"
#include "client/widgets/field.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/qr_code.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>

namespace client {

namespace {

constexpr int qrSide = 200;  // three pixels a module, and a little more
constexpr int groupsALine = 2;

// Two groups of four a line, as in the design.
QString inLines(const QString& secret) {
    const QStringList groups = secret.split(u' ', Qt::SkipEmptyParts);
    QStringList lines;
    for (qsizetype i = 0; i < groups.size(); i += groupsALine)
        lines.append(groups.mid(i, groupsALine).join(u' '));
    return lines.join(u'\n');
}

}  // namespace

AppCodesCard::AppCodesCard(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_chip(makeChip(QString()))
    , m_text(makeParagraph(QString(), "small"))
    , m_start(makeButton(tr("Set up"), "secondary", QStringLiteral("setUpAppButton")))
    , m_turnOff(makeButton(tr("Turn off"), "danger", QStringLiteral("turnOffAppButton"))) {
    setProperty("kind", QStringLiteral("card"));
    m_chip->setObjectName(QStringLiteral("appCodesState"));
    m_setUp = buildSetUp(look);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Codes by app"), "heading"));
    head->addStretch();
    head->addWidget(m_chip);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 24);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_text);
    column->addSpacing(12);
    column->addWidget(m_setUp);
    column->addWidget(m_start, 0, Qt::AlignLeft);
    column->addWidget(m_turnOff, 0, Qt::AlignLeft);
    column->addStretch();
    connect(m_start, &QPushButton::clicked, this, &AppCodesCard::setUpRequested);
    connect(m_turnOff, &QPushButton::clicked, this, &AppCodesCard::turnOffRequested);
    setState(State::Off);
}

QWidget* AppCodesCard::buildSetUp(const Look& look) {
    m_qrCode = new QrCode(qrSide, tr("QR code for the authenticator app"), QStringLiteral("appQrCode"));
    m_key = makeLabel(QString(), "code");
    m_key->setObjectName(QStringLiteral("appKey"));
    m_key->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QPushButton* copy = makeButton(tr("Copy key"), "secondary", QStringLiteral("copyAppKeyButton"));
    makeCompact(copy);
    setButtonIcon(copy, look, QStringLiteral("copy"));
    m_code = new Field(look, tr("Then enter the six digits it shows"),
                       new CodeEntry(look, QStringLiteral("appCodeEntry"), CodeEntry::Boxes::Square));
    m_turnOn = new BusyButton(look, tr("Turn on codes by app"), "primary", QStringLiteral("turnOnAppButton"));
    QPushButton* cancel = makeButton(tr("Cancel"), "ghost", QStringLiteral("cancelAppButton"));

    auto* byHand = new QVBoxLayout;
    byHand->setSpacing(4);
    byHand->addWidget(makeLabel(tr("Or type this key"), "small"));
    byHand->addWidget(m_key);
    byHand->addSpacing(8);
    byHand->addWidget(copy, 0, Qt::AlignLeft);
    byHand->addStretch();
    auto* both = new QHBoxLayout;
    both->setSpacing(16);
    both->addWidget(m_qrCode, 0, Qt::AlignTop);
    both->addLayout(byHand, 1);

    auto* area = new QWidget;
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(both);
    column->addSpacing(16);
    column->addWidget(m_code);
    column->addSpacing(8);
    column->addWidget(m_turnOn);
    column->addSpacing(8);
    column->addWidget(cancel);

    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(QString(m_secret).remove(u' '));
        Q_EMIT keyCopied();
    });
    connect(m_turnOn, &QPushButton::clicked, this, &AppCodesCard::confirm);
    connect(m_code, &Field::submitted, this, &AppCodesCard::confirm);
    connect(m_code, &Field::textEdited, this, [this] { m_code->setError(QString()); });
    connect(cancel, &QPushButton::clicked, this, &AppCodesCard::cancelSetUp);
    return area;
}

void AppCodesCard::setOn(bool on) {
    if (on)
        setState(State::On);
    else if (m_state == State::On)
        setState(State::Off);
}

void AppCodesCard::showSetUp(const QString& secret, const QString& uri) {
    m_secret = secret;
    m_key->setText(inLines(secret));
    m_qrCode->setText(uri);
    setState(State::SettingUp);
    m_code->edit()->setFocus();
}

void AppCodesCard::cancelSetUp() {
    if (m_state == State::SettingUp)
        setState(State::Off);
}

void AppCodesCard::showError(const QString& text) {
    m_turnOn->setBusy(false);
    m_code->setEnabled(true);
    m_code->setError(text);
    m_code->edit()->setFocus();
    m_code->edit()->selectAll();
}

void AppCodesCard::confirm() {
    if (m_turnOn->isBusy())
        return;
    if (m_code->text().size() < CodeEntry::digits)
        return showError(tr("Enter all six digits."));
    m_turnOn->setBusy(true);
    m_code->setEnabled(false);
    m_code->setError(QString());
    Q_EMIT codeEntered(m_code->text());
}

void AppCodesCard::setState(State state) {
    m_state = state;
    const bool isSettingUp = state == State::SettingUp;
    if (!isSettingUp) {
        // A secret does not stay about.
        m_secret.clear();
        m_key->clear();
        m_qrCode->setText(QString());
    }
    m_turnOn->setBusy(false);
    m_code->setEnabled(true);
    m_code->setText(QString());
    m_code->setError(QString());
    m_setUp->setVisible(isSettingUp);
    m_start->setVisible(state == State::Off);
    m_turnOff->setVisible(state == State::On);
    setChip(m_chip,
            state == State::Off ? tr("Off")
            : isSettingUp       ? tr("Setting up")
                                : tr("On"),
            state == State::On ? ChipKind::Won : ChipKind::Neutral);
    m_text->setText(isSettingUp          ? tr("Scan the code with an authenticator app.")
                    : state == State::On ? tr("Logging in asks for a code of your authenticator app.")
                                         : tr("An app on your phone shows a new code every 30 seconds; logging in asks "
                                              "for it. No network needed."));
}

}  // namespace client
