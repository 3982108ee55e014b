#pragma once

// A tab of the top bar: icon and word (or the icon, where there is no room), an accent line while it is the current
// page. Main thread only.

#include <QAbstractButton>

namespace client {

class Look;

class TopTab : public QAbstractButton {
    Q_OBJECT

 public:
    TopTab(const Look& look, const QString& icon, const QString& text, const QString& objectName,
           QWidget* parent = nullptr);

    // Only the icon, unless it is the current page.
    void setCompact(bool compact);

    QSize sizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

 private:
    bool showsWord() const { return !m_isCompact || isChecked(); }

    const Look& m_look;
    QString m_icon;
    bool m_isCompact = false;
};

}  // namespace client
