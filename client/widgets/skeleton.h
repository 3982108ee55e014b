#pragma once

// Rows of grey bars where a list is on its way. Main thread only.

#include <QWidget>

namespace client {

class Look;

class SkeletonRows : public QWidget {
    Q_OBJECT

 public:
    SkeletonRows(const Look& look, int rowHeight, QWidget* parent = nullptr);

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    const Look& m_look;
    int m_rowHeight;
};

}  // namespace client
