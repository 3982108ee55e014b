#include "client/widgets/dialog_card.h"

#include "client/widgets/buttons.h"
#include "client/widgets/focus_ring.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPainter>

namespace client {

namespace {

constexpr int dialogWidth = 440;
constexpr int padding = 24;
constexpr int scrimAlpha = 178;  // 70 %

class Scrim : public QWidget {
 public:
    Scrim(const Look& look, QWidget* window) : QWidget(window), m_look(look) { hide(); }

 protected:
    void paintEvent(QPaintEvent*) override {
        QColor color = m_look.theme().scrim;
        color.setAlpha(scrimAlpha);
        QPainter(this).fillRect(rect(), color);
    }

 private:
    const Look& m_look;
};

}  // namespace

DialogCard::DialogCard(const Look& look, const QString& title, const QString& text, QWidget* window)
    : QDialog(window, Qt::Dialog | Qt::FramelessWindowHint)
    , m_look(look)
    , m_scrim(new Scrim(look, window))
    , m_icon(new QLabel)
    , m_content(new QVBoxLayout)
    , m_buttons(new QHBoxLayout) {
    setAttribute(Qt::WA_TranslucentBackground);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(title);
    window->installEventFilter(this);
    connect(this, &QObject::destroyed, m_scrim, &QObject::deleteLater);
    new FocusRing(look, this);

    QLabel* words = makeParagraph(text, "body");
    setTone(words, "text2");
    m_content->setSpacing(8);
    m_buttons->setSpacing(12);
    m_buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_icon);
    head->addWidget(makeLabel(title, "heading"), 1);
    m_icon->hide();
    column->addLayout(head);
    column->addSpacing(4);
    column->addWidget(words);
    column->addSpacing(16);
    column->addLayout(m_content);
    column->addSpacing(8);
    column->addLayout(m_buttons);
    setFixedWidth(m_look.scaled(dialogWidth));
}

void DialogCard::setAlertIcon() {
    m_icon->setPixmap(iconPixmap(QStringLiteral("alert"), 24, devicePixelRatioF(), m_look.theme().danger));
    m_icon->show();
}

QPushButton* DialogCard::addButton(const QString& text, const char* kind, const QString& objectName) {
    QPushButton* button = makeButton(text, kind, objectName, this);
    addButton(button);
    return button;
}

void DialogCard::addButton(QPushButton* button) {
    m_buttons->addWidget(button);
}

void DialogCard::adjust() {
    layout()->activate();
    if (isVisible())
        place();
}

void DialogCard::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    const int edge = m_look.edge();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, edge));
    painter.setBrush(theme.surface1);
    const qreal half = edge / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 12, 12);
}

void DialogCard::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    place();
    m_scrim->show();
    m_scrim->raise();
}

void DialogCard::hideEvent(QHideEvent* event) {
    m_scrim->hide();
    QDialog::hideEvent(event);
}

bool DialogCard::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && (event->type() == QEvent::Resize || event->type() == QEvent::Move) && isVisible())
        place();
    return QDialog::eventFilter(watched, event);
}

void DialogCard::place() {
    const QWidget* window = parentWidget();
    m_scrim->setGeometry(window->rect());
    resize(width(), layout()->totalHeightForWidth(width()));
    move(window->mapToGlobal(window->rect().center()) - rect().center());
}

}  // namespace client
