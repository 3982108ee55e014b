#pragma once

// Whether the server is there, by name, with the ping. Main thread only.

#include "client/pages/server_choice.h"

#include <QWidget>

class QLabel;

namespace client {

class Look;
class StateDot;

class ServerStatus : public QWidget {
    Q_OBJECT

 public:
    explicit ServerStatus(const Look& look, QWidget* parent = nullptr);

    void setServer(const ServerChoice& server);
    // Where there is room for it.
    void setNameShown(bool shown);

 private:
    StateDot* m_dot;
    QLabel* m_name;
    QLabel* m_ping;
};

}  // namespace client
