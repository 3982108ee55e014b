#pragma once

// The latest matches on the home page. Main thread only.

#include <QPointer>
#include <QWidget>

class QAbstractItemModel;
class QListView;
class QStackedWidget;

namespace client {

class LatestRows;
class Look;

class RecentResults : public QWidget {
    Q_OBJECT

 public:
    explicit RecentResults(const Look& look, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model);

 Q_SIGNALS:
    void historyRequested();
    // A row was chosen: the page of its opponent is asked for.
    void playerRequested(qint64 userId);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void showRowsOrEmpty();

    QListView* m_view;
    LatestRows* m_latest;
    QStackedWidget* m_stack;
};

}  // namespace client
