#pragma once

// A large button with an icon, a name and a line about it: one way to play. Main thread only.

#include <QAbstractButton>

namespace client {

class Look;

class Tile : public QAbstractButton {
    Q_OBJECT

 public:
    Tile(const Look& look, const QString& icon, const QString& title, const QString& text, const QString& objectName,
         QWidget* parent = nullptr);

    // The line under the name.
    void setDetail(const QString& text);
    // 88 high; 72 where the window is low.
    void setLow(bool low);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

 private:
    const Look& m_look;
    QString m_icon;
    QString m_detail;
    bool m_low = false;
};

}  // namespace client
