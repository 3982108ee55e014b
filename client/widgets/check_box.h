#pragma once

// A check box of 20 px whose tick and box follow the theme. Main thread only.

#include <QCheckBox>

namespace client {

class Look;

class CheckBox : public QCheckBox {
    Q_OBJECT

 public:
    CheckBox(const Look& look, const QString& text, const QString& objectName, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& position) const override;

 private:
    const Look& m_look;
};

}  // namespace client
