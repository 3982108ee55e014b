#pragma once

// Opens and closes the chat beside a match, and counts what was written meanwhile. Main thread only.

#include <QPushButton>

class QLabel;

namespace client {

class Badge;
class Look;

class MatchChatButton : public QPushButton {
    Q_OBJECT

 public:
    explicit MatchChatButton(const Look& look, QWidget* parent = nullptr);

    void setOpen(bool open);
    void setUnread(int count);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

 private:
    void describe();

    const Look& m_look;
    QLabel* m_arrow;
    Badge* m_badge;
    int m_unread = 0;
    bool m_open = false;
};

}  // namespace client
