#include "client/pages/auth_page.h"

#include "client/pages/scroll_page.h"
#include "client/widgets/buttons.h"
#include "client/widgets/field.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/retry_wait.h"
#include "client/widgets/wordmark.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>

namespace client {

namespace {

constexpr int cardWidth = 448;
constexpr int cardHeight = 528;
constexpr int wordmarkCell = 5;
constexpr int tileSide = 48;
constexpr int tileIcon = 24;
constexpr int lowWindow = 720;  // below this height the form needs all of it

}  // namespace

AuthPage::AuthPage(const Look& look, const Texts& texts, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_wordmark(new Wordmark(look, wordmarkCell))
    , m_tile(texts.icon.isEmpty() ? nullptr : makeTile(texts.icon))
    , m_title(makeLabel(texts.title, "title"))
    , m_text(makeParagraph(QString(), "body"))
    , m_body(new QVBoxLayout)
    , m_error(makeParagraph(QString(), "small"))
    , m_button(new BusyButton(look, texts.button, "primary", texts.name))
    , m_back(makeButton(texts.back, "quiet", texts.name + QStringLiteral("Back")))
    , m_foot(new QHBoxLayout)
    , m_card(makeCard())
    , m_wait(new RetryWait(m_error, m_button)) {
    m_error->setObjectName(texts.name + QStringLiteral("Error"));
    setTone(m_error, "danger");
    setTone(m_text, "text2");
    setButtonIcon(m_back, look, QStringLiteral("back"));
    connect(m_back, &QPushButton::clicked, this, &AuthPage::backRequested);
    connect(m_button, &QPushButton::clicked, this, &AuthPage::trySubmit);
    connect(&look, &Look::changed, this, &AuthPage::fitHeight);

    auto* content = new QWidget;
    auto* middle = new QVBoxLayout(content);
    middle->setContentsMargins(24, 16, 24, 16);
    middle->setSpacing(28);
    middle->addStretch(1);
    middle->addWidget(m_wordmark, 0, Qt::AlignHCenter);
    // Not by an alignment: the card's texts would be measured for the whole width.
    auto* cardRow = new QHBoxLayout;
    cardRow->addStretch();
    cardRow->addWidget(m_card);
    cardRow->addStretch();
    middle->addLayout(cardRow);
    middle->addStretch(1);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(makeScrollPage(content));
}

QWidget* AuthPage::makeTile(const QString& icon) {
    auto* tile = new QLabel;
    tile->setProperty("kind", QStringLiteral("tile"));
    tile->setAlignment(Qt::AlignCenter);
    tile->setFixedSize(tileSide, tileSide);
    const auto paint = [this, tile, icon] {
        tile->setPixmap(iconPixmap(icon, tileIcon, devicePixelRatioF(), m_look.theme().accentText));
    };
    connect(&m_look, &Look::changed, tile, paint);
    paint();
    // The room below it goes with it.
    auto* holder = new QWidget;
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 20);
    column->addWidget(tile);
    return holder;
}

QFrame* AuthPage::makeCard() {
    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(40, 32, 40, 24);
    inside->setSpacing(0);
    if (m_tile)
        inside->addWidget(m_tile);
    m_body->setSpacing(0);
    m_foot->setSpacing(8);
    m_foot->addWidget(m_back);
    m_foot->addStretch();
    inside->addWidget(m_title);
    inside->addSpacing(4);
    inside->addWidget(m_text);
    inside->addSpacing(16);
    inside->addLayout(m_body);
    inside->addStretch();
    inside->addWidget(m_error);
    inside->addSpacing(4);
    inside->addWidget(m_button);
    inside->addSpacing(8);
    inside->addLayout(m_foot);
    return card;
}

void AuthPage::setTitle(const QString& title) {
    m_title->setText(title);
}

void AuthPage::setText(const QString& text) {
    m_text->setText(text);
}

void AuthPage::addField(Field* field) {
    m_fields.append(field);
    m_body->addWidget(field);
    m_body->addSpacing(8);
    connect(field, &Field::textEdited, this, [this] {
        if (!m_wait->isRunning())
            m_error->setText(QString());
    });
    connect(field, &Field::submitted, this, &AuthPage::trySubmit);
}

void AuthPage::trySubmit() {
    if (m_button->isEnabled())
        submit();
}

void AuthPage::setBusy(bool busy) {
    m_button->setBusy(busy);
    for (Field* field : m_fields)
        field->setEnabled(!busy);
}

void AuthPage::showError(const QString& field, const QString& text) {
    for (Field* candidate : m_fields) {
        if (candidate->isVisibleTo(this) && candidate->edit()->objectName() == field + QStringLiteral("Field")) {
            candidate->setError(text);
            candidate->edit()->setFocus();
            candidate->edit()->selectAll();
            return;
        }
    }
    m_error->setText(text);
}

void AuthPage::showWait(std::chrono::milliseconds time) {
    m_wait->start(time);
}

void AuthPage::reset() {
    m_wait->cancel();
    for (Field* field : m_fields)
        field->setText(QString());
    clearErrors();
}

void AuthPage::clearErrors() {
    for (Field* field : m_fields)
        field->setError(QString());
    if (!m_wait->isRunning())
        m_error->setText(QString());
}

void AuthPage::focusField() {
    const auto focusFirst = [this](auto isMeant) {
        for (Field* field : m_fields) {
            if (field->isVisibleTo(this) && isMeant(*field)) {
                field->edit()->setFocus();
                return true;
            }
        }
        return false;
    };
    if (!focusFirst([](const Field& field) { return field.hasError(); }))
        focusFirst([](const Field& field) { return field.text().isEmpty(); });
}

void AuthPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    focusField();
}

void AuthPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitHeight();
}

void AuthPage::fitHeight() {
    const bool isLow = height() < lowWindow;
    m_wordmark->setVisible(!isLow);
    if (m_tile)
        m_tile->setVisible(!isLow);
    m_card->setFixedWidth(m_look.scaled(cardWidth));
    m_card->setMinimumHeight(isLow ? 0 : cardHeight);
}

void AuthPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT backRequested();
    else
        QWidget::keyPressEvent(event);
}

}  // namespace client
