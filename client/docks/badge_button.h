#pragma once

// An icon button with a count at its upper right corner: requests, unread messages, notifications. Main thread only.

#include <QToolButton>

namespace client {

class Badge;
class Look;

class BadgeButton : public QToolButton {
    Q_OBJECT

 public:
    // `name` is what it opens; a screen reader hears the count with it.
    BadgeButton(const Look& look, const QString& icon, const QString& name, const QString& objectName,
                QWidget* parent = nullptr);

    // Without a badge at 0.
    void setCount(int count);

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    void placeBadge();

    QString m_name;
    Badge* m_badge;
};

}  // namespace client
