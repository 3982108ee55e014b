#include "client/widgets/switch.h"

#include "client/widgets/look.h"

#include <QPainter>

namespace client {

namespace {

constexpr int trackWidth = 40;
constexpr int trackHeight = 24;
constexpr int knob = 16;
constexpr int hitHeight = 32;
constexpr int slideMs = 120;

}  // namespace

Switch::Switch(const Look& look, const QString& name, const QString& objectName, QWidget* parent)
    : QAbstractButton(parent), m_look(look) {
    setObjectName(objectName);
    setAccessibleName(name);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::toggled, this, &Switch::slide);
}

QSize Switch::sizeHint() const {
    return {trackWidth, hitHeight};
}

void Switch::slide(bool on) {
    const double end = on ? 1.0 : 0.0;
    delete m_slide;
    if (m_look.reduceMotion() || !isVisible()) {
        m_place = end;
        update();
        return;
    }
    m_slide = new QVariantAnimation(this);
    m_slide->setDuration(slideMs);
    m_slide->setEasingCurve(QEasingCurve::OutCubic);
    m_slide->setStartValue(m_place);
    m_slide->setEndValue(end);
    connect(m_slide, &QVariantAnimation::valueChanged, this, [this](const QVariant& place) {
        m_place = place.toDouble();
        update();
    });
    m_slide->start(QAbstractAnimation::DeleteWhenStopped);
}

void Switch::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    const QRectF track(0, (height() - trackHeight) / 2.0, trackWidth, trackHeight);
    const bool on = isChecked();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = m_look.edge() / 2.0;
    const QColor& edge = !isEnabled() ? theme.surface3 : underMouse() ? theme.text2 : theme.lineStrong;
    painter.setPen(on && isEnabled() ? QPen(Qt::NoPen) : QPen(edge, m_look.edge()));
    painter.setBrush(!isEnabled()         ? theme.surface3
                     : on && underMouse() ? theme.accentHover
                     : on                 ? theme.accent
                                          : theme.surface3);
    painter.drawRoundedRect(on ? track : track.adjusted(inset, inset, -inset, -inset), trackHeight / 2.0,
                            trackHeight / 2.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(!isEnabled() ? theme.text3 : on ? theme.onAccent : theme.text2);
    constexpr double margin = (trackHeight - knob) / 2.0;
    const double left = margin + m_place * (trackWidth - knob - 2 * margin);
    painter.drawEllipse(QRectF(left, track.top() + margin, knob, knob));
}

void Switch::enterEvent(QEnterEvent* event) {
    update();
    QAbstractButton::enterEvent(event);
}

void Switch::leaveEvent(QEvent* event) {
    update();
    QAbstractButton::leaveEvent(event);
}

}  // namespace client
