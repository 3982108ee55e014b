#pragma once

// On or off, at once: a track of 40 x 24 whose knob slides. Its name for a screen reader is the accessible name. Main
// thread only.

#include <QAbstractButton>
#include <QPointer>
#include <QVariantAnimation>

namespace client {

class Look;

class Switch : public QAbstractButton {
    Q_OBJECT

 public:
    Switch(const Look& look, const QString& name, const QString& objectName, QWidget* parent = nullptr);

    QSize sizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

 private:
    void slide(bool on);

    const Look& m_look;
    QPointer<QVariantAnimation> m_slide;  // while it slides
    double m_place = 0.0;                 // of the knob: 0 off, 1 on
};

}  // namespace client
