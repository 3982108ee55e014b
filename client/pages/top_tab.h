#pragma once

// A tab of the top bar: icon and word, an accent line while it is the current page. Main thread only.

#include <QAbstractButton>

namespace client {

class Look;

class TopTab : public QAbstractButton {
    Q_OBJECT

 public:
    TopTab(const Look& look, const QString& icon, const QString& text, const QString& objectName,
           QWidget* parent = nullptr);

    QSize sizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

 private:
    const Look& m_look;
    QString m_icon;
};

}  // namespace client
