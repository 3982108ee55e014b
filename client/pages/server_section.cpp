#include "client/pages/server_section.h"

#include "client/pages/scroll_page.h"
#include "client/pages/server_row.h"
#include "client/widgets/buttons.h"
#include "client/widgets/field.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QLabel>
#include <QScrollArea>

#include <algorithm>

namespace client {

namespace {

constexpr int mostRowsShown = 3;
constexpr int longestAddress = 260;

}  // namespace

ServerSection::ServerSection(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_rows(new QVBoxLayout)
    , m_group(new QButtonGroup(this))
    , m_none(makeParagraph(tr("No server yet. Add the address that your host gave you."), "small"))
    , m_addButton(makeButton(tr("Add an address"), "secondary", QStringLiteral("addAddressButton"))) {
    setButtonIcon(m_addButton, look, QStringLiteral("plus"));
    m_group->setExclusive(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(makeLabel(tr("Server"), "heading"));
    column->addWidget(buildList());
    column->addWidget(m_addButton);
    column->addWidget(m_addressRow = buildAddressRow());
    setAdding(false);

    connect(m_addButton, &QPushButton::clicked, this, [this] { setAdding(true); });
    connect(m_group, &QButtonGroup::buttonClicked, this,
            [this](QAbstractButton* row) { Q_EMIT serverChosen(static_cast<ServerRow*>(row)->server().address); });
    connect(&look, &Look::changed, this, &ServerSection::resizeList);
}

QWidget* ServerSection::buildList() {
    auto* content = new QWidget;
    content->setProperty("surface", QStringLiteral("clear"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    m_rows->addWidget(m_none);
    m_none->setContentsMargins(16, 18, 16, 18);
    m_none->setAlignment(Qt::AlignVCenter | Qt::AlignLeft);
    content->setLayout(m_rows);
    m_area = makeScrollPage(content);
    m_area->setObjectName(QStringLiteral("serverList"));
    m_area->setAccessibleName(tr("Servers"));
    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(m_area);
    return card;
}

QWidget* ServerSection::buildAddressRow() {
    m_address = new Field(m_look, tr("Address of the server"), QStringLiteral("addressField"));
    m_address->edit()->setPlaceholderText(tr("Name or number, and port: 192.168.1.20:1972"));
    m_address->edit()->setMaxLength(longestAddress);
    QPushButton* confirm = makeButton(tr("Add"), "secondary", QStringLiteral("confirmAddressButton"));
    QPushButton* cancel = makeButton(tr("Cancel"), "ghost", QStringLiteral("cancelAddressButton"));
    auto* row = new QWidget;
    auto* columns = new QHBoxLayout(row);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(8);
    columns->addWidget(m_address, 1);
    // Beside the field itself: below its label, above its reserved line.
    for (QPushButton* button : {confirm, cancel}) {
        auto* place = new QVBoxLayout;
        place->setSpacing(4);
        place->addWidget(makeLabel(QString(), "fieldLabel"));
        place->addWidget(button);
        place->addWidget(makeLabel(QString(), "caption"));
        columns->addLayout(place);
    }
    connect(m_address, &Field::textEdited, this, [this] { m_address->setError(QString()); });
    connect(m_address, &Field::submitted, this, &ServerSection::add);
    connect(confirm, &QPushButton::clicked, this, &ServerSection::add);
    connect(cancel, &QPushButton::clicked, this, [this] { setAdding(false); });
    return row;
}

void ServerSection::setServers(const QList<ServerChoice>& servers, const QString& chosen) {
    QList<QAbstractButton*> rows = m_group->buttons();
    while (rows.size() > servers.size()) {
        QAbstractButton* row = rows.takeLast();
        m_group->removeButton(row);
        delete row;
    }
    while (rows.size() < servers.size()) {
        auto* row = new ServerRow(m_look);
        row->setObjectName(QStringLiteral("serverRow%1").arg(rows.size()));
        m_rows->addWidget(row);
        m_group->addButton(row);
        rows.append(row);
    }
    for (qsizetype i = 0; i < servers.size(); ++i) {
        auto* row = static_cast<ServerRow*>(rows[i]);
        row->setServer(servers[i]);
        row->setEnds(i == 0, i + 1 == servers.size());
        row->setChecked(servers[i].address == chosen);
        // Tab stops at the chosen server only; arrow keys move within.
        row->setFocusPolicy(row->isChecked() || (i == 0 && !m_group->checkedButton()) ? Qt::StrongFocus
                                                                                      : Qt::ClickFocus);
    }
    m_none->setVisible(servers.isEmpty());
    setRowsTabOrder(rows);
    resizeList();
}

// Rows come and go, but the keyboard finds them before the button under them.
void ServerSection::setRowsTabOrder(const QList<QAbstractButton*>& rows) {
    QWidget* before = m_addButton->previousInFocusChain();
    while (before != m_addButton && (before->focusPolicy() == Qt::NoFocus || m_area->isAncestorOf(before)))
        before = before->previousInFocusChain();
    for (QAbstractButton* row : rows) {
        setTabOrder(before, row);
        before = row;
    }
}

void ServerSection::resizeList() {
    const QList<QAbstractButton*> rows = m_group->buttons();
    const int rowHeight = rows.isEmpty() ? m_none->sizeHint().height() : rows.first()->sizeHint().height();
    const int shown = std::clamp(int(rows.size()), 1, mostRowsShown);
    m_area->setFixedHeight(rowHeight * shown);
}

void ServerSection::showError(const QString& text) {
    setAdding(true);
    m_address->setError(text);
}

void ServerSection::setAdding(bool adding) {
    m_addressRow->setVisible(adding);
    m_addButton->setVisible(!adding);
    if (adding)
        m_address->edit()->setFocus();
    else
        m_address->setText(QString());
    m_address->setError(QString());
}

void ServerSection::add() {
    const QString address = m_address->text().trimmed();
    if (address.isEmpty())
        return m_address->setError(tr("Enter the address that the server shows."));
    setAdding(false);
    Q_EMIT serverAdded(address);
}

}  // namespace client
