#pragma once

// Fusion with the two measures that a style sheet cannot give: how far the focus ring stands off, and no dotted focus
// rectangles. Main thread only.

#include <QProxyStyle>

namespace client {

class PongStyle : public QProxyStyle {
    Q_OBJECT

 public:
    PongStyle();

    // Between a control and the outer edge of its ring: 2 px of air and 2 px of ring.
    static constexpr int focusMargin = 4;

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returned) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

}  // namespace client
