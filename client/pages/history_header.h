#pragma once

// The names of the history list's columns, where its rows have them. Main thread only.

#include <QWidget>

namespace client {

class Look;
class MatchRowDelegate;

class HistoryHeader : public QWidget {
    Q_OBJECT

 public:
    // `list`: what the rows are drawn on; it is narrower while there is a scroll bar.
    HistoryHeader(const Look& look, const MatchRowDelegate& rows, const QWidget& list, QWidget* parent = nullptr);

    QSize sizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    const Look& m_look;
    const MatchRowDelegate& m_rows;
    const QWidget& m_list;
};

}  // namespace client
