#pragma once

// A list of matches that can be watched. Main thread only.

#include <QListView>

namespace client {

class Look;

class LiveView : public QListView {
    Q_OBJECT

 public:
    LiveView(const Look& look, const QString& objectName, QWidget* parent = nullptr);

 Q_SIGNALS:
    void watchRequested(qint64 matchId);
};

}  // namespace client
