#include "client/widgets/buttons.h"

#include "client/widgets/icon.h"
#include "client/widgets/look.h"

#include <QPainter>
#include <QTimerEvent>
#include <QToolButton>

#include <chrono>
#include <cstring>

namespace client {

namespace {

constexpr std::chrono::milliseconds squareTime{300};

ColorRole textRole(const QString& kind) {
    if (kind == QLatin1String("primary"))
        return &Theme::onAccent;
    if (kind == QLatin1String("danger"))
        return &Theme::danger;
    if (kind == QLatin1String("ghost") || kind == QLatin1String("quiet"))
        return &Theme::text2;
    if (kind == QLatin1String("link"))
        return &Theme::accentText;
    return &Theme::text;
}

}  // namespace

void prepareButton(QPushButton* button, const QString& text, const char* kind, const QString& objectName) {
    button->setText(text);
    button->setProperty("kind", QString::fromLatin1(kind));
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    button->setAutoDefault(false);
    if (std::strcmp(kind, "link") == 0)
        button->setCursor(Qt::PointingHandCursor);
}

QPushButton* makeButton(const QString& text, const char* kind, const QString& objectName, QWidget* parent) {
    auto* button = new QPushButton(parent);
    prepareButton(button, text, kind, objectName);
    return button;
}

void setButtonIcon(QPushButton* button, const Look& look, const QString& icon) {
    button->setIcon(themedIcon(look, icon, textRole(button->property("kind").toString())));
    // Qt puts 4 px between icon and text; the icon brings 4 more.
    button->setIconSize(QSize(22, 18));
}

void makeCompact(QPushButton* button) {
    button->setProperty("scale", QStringLiteral("compact"));
}

QToolButton* makeIconButton(const Look& look, const QString& icon, const QString& name, const QString& objectName,
                            int side, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setIcon(themedIcon(look, icon));
    button->setIconSize(side < 40 ? QSize(18, 18) : QSize(20, 20));
    button->setFixedSize(side, side);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

BusyButton::BusyButton(const Look& look, const QString& text, const char* kind, const QString& objectName,
                       QWidget* parent)
    : QPushButton(parent), m_look(look), m_label(text) {
    prepareButton(this, text, kind, objectName);
}

void BusyButton::setLabel(const QString& text) {
    m_label = text;
    setAccessibleName(text);
    if (!m_busy)
        setText(text);
}

void BusyButton::setBusy(bool busy) {
    if (m_busy == busy)
        return;
    m_busy = busy;
    if (busy) {
        setMinimumWidth(width());
        setText(QString());
        setAccessibleDescription(tr("Working"));
        m_bright = 0;
        if (!m_look.reduceMotion())
            m_timer = startTimer(squareTime);
    } else {
        setMinimumWidth(0);
        setText(m_label);
        setAccessibleDescription(QString());
        if (m_timer != 0)
            killTimer(std::exchange(m_timer, 0));
    }
    setEnabled(!busy);
}

void BusyButton::paintEvent(QPaintEvent* event) {
    QPushButton::paintEvent(event);
    if (!m_busy)
        return;
    constexpr int side = 6;
    constexpr int gap = 6;
    QPainter painter(this);
    int x = (width() - 3 * side - 2 * gap) / 2;
    for (int square = 0; square < 3; ++square, x += side + gap) {
        const Theme& theme = m_look.theme();
        painter.fillRect(x, (height() - side) / 2, side, side, square == m_bright ? theme.text : theme.text3);
    }
}

void BusyButton::timerEvent(QTimerEvent* event) {
    if (event->timerId() != m_timer)
        return QPushButton::timerEvent(event);
    m_bright = (m_bright + 1) % 3;
    update();
}

}  // namespace client
