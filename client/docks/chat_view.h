#pragma once

// The list of messages. It stays where it is while older messages come in above, and at the end while new ones come in
// below, unless the person has scrolled up. Main thread only.

#include <QListView>
#include <QPersistentModelIndex>
#include <QUrl>

namespace client {

class ChatDelegate;

class ChatView : public QListView {
    Q_OBJECT

 public:
    explicit ChatView(ChatDelegate* delegate, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    void doItemsLayout() override;

    bool isAtEnd() const { return m_atEnd; }
    void goToEnd();

 Q_SIGNALS:
    void olderWanted();
    void newerWanted();
    void atEndChanged(bool atEnd);
    // What a row was asked for, at this place of the screen.
    void menuWanted(const QModelIndex& index, const QPoint& globalPosition);
    void linkWanted(const QUrl& url);
    void retryWanted(const QModelIndex& index);

 protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

 private:
    void noteScroll();
    void restToEnd();
    void setAtEnd(bool atEnd);
    void act(const QModelIndex& index, const QPoint& position);

    ChatDelegate* m_delegate;
    QPersistentModelIndex m_anchor;  // the first row that is seen ...
    int m_anchorTop = 0;             // ... and where it was
    int m_topMargin = 0;             // few messages stand at the end, not at the top
    bool m_atEnd = true;
    bool m_arranging = false;
    QMetaObject::Connection m_reset;
};

}  // namespace client
