#pragma once

// One server to choose, as a row with a radio mark. Main thread only.

#include "client/pages/server_choice.h"

#include <QAbstractButton>

namespace client {

class Look;

class ServerRow : public QAbstractButton {
    Q_OBJECT

 public:
    ServerRow(const Look& look, QWidget* parent = nullptr);

    void setServer(const ServerChoice& server);
    // The ends of the list keep to the corners of its card.
    void setEnds(bool first, bool last);
    const ServerChoice& server() const { return m_server; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

 protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

 private:
    void paintGround(QPainter& painter) const;
    void paintMark(QPainter& painter, const QRect& mark) const;
    // What is known of it, at the right; returns where the words must end.
    int paintState(QPainter& painter) const;

    const Look& m_look;
    ServerChoice m_server;
    bool m_first = false;
    bool m_last = false;
};

}  // namespace client
