#pragma once

// All-time figures of the chosen server, along the bottom of the login page. Main thread only.

#include "client/pages/server_choice.h"

#include <QFrame>

#include <optional>

class QHBoxLayout;
class QLabel;

namespace client {

class Look;

class StatisticsFooter : public QFrame {
    Q_OBJECT

 public:
    explicit StatisticsFooter(const Look& look, QWidget* parent = nullptr);

    void setServerName(const QString& name);
    void setStatistics(const std::optional<ServerStatistics>& statistics);

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    struct Figure {
        QWidget* whole;
        QLabel* number;
        QLabel* word;
    };

    Figure addFigure(QHBoxLayout* row);
    static void show(const Figure& figure, std::int64_t number, const QString& word);

    QHBoxLayout* m_row;
    QLabel* m_name;
    QLabel* m_state;
    Figure m_users;
    Figure m_matches;
    Figure m_tournaments;
    Figure m_points;
};

}  // namespace client
