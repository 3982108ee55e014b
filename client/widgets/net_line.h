#pragma once

// The dashed net as a separator between two columns of a page. Main thread only.

#include <QWidget>

namespace client {

class Look;

class NetLine : public QWidget {
    Q_OBJECT

 public:
    explicit NetLine(const Look& look, QWidget* parent = nullptr);

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    const Look& m_look;
};

}  // namespace client
