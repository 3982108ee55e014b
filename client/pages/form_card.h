#pragma once

// The latest matches as a row of bars: how many points each was won or lost by, the newest at the right. Main thread
// only.

#include <QList>
#include <QPointer>
#include <QWidget>

class QAbstractItemModel;
class QLabel;

namespace client {

class FormChart;
class Look;

class FormCard : public QWidget {
    Q_OBJECT

 public:
    static constexpr int mostMatches = 10;

    explicit FormCard(const Look& look, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model);

 private:
    void count();

    QPointer<QAbstractItemModel> m_model;
    QLabel* m_summary;
    FormChart* m_chart;
};

}  // namespace client
