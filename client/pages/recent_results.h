#pragma once

// The latest matches on the home page. Main thread only.

#include <QPointer>
#include <QWidget>

class QAbstractItemModel;
class QListView;
class QStackedWidget;

namespace client {

class Look;

class RecentResults : public QWidget {
    Q_OBJECT

 public:
    static constexpr int mostRows = 10;

    explicit RecentResults(const Look& look, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model);

 Q_SIGNALS:
    void historyRequested();

 private:
    void showRowsOrEmpty();

    QListView* m_view;
    QStackedWidget* m_stack;
};

}  // namespace client
