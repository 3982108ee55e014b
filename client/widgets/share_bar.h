#pragma once

// Two numbers as the two parts of one line, with a gap between them: won and lost. Main thread only.

#include "client/widgets/theme.h"

#include <QWidget>

#include <cstdint>

namespace client {

class Look;

class ShareBar : public QWidget {
    Q_OBJECT

 public:
    ShareBar(const Look& look, ColorRole left, ColorRole right, QWidget* parent = nullptr);

    // Both 0: empty.
    void setParts(std::int64_t left, std::int64_t right);

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    const Look& m_look;
    ColorRole m_leftColor;
    ColorRole m_rightColor;
    std::int64_t m_left = 0;
    std::int64_t m_right = 0;
};

}  // namespace client
