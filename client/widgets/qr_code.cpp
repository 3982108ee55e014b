#include "client/widgets/qr_code.h"

#include <QPainter>
#include <qrencode.h>

#include <algorithm>
#include <memory>

namespace client {

namespace {

constexpr int quietModules = 4;  // ISO/IEC 18004: at each side
constexpr int radius = 8;

}  // namespace

QrCode::QrCode(int side, const QString& name, const QString& objectName, QWidget* parent) : QWidget(parent) {
    setFixedSize(side, side);
    setObjectName(objectName);
    setAccessibleName(name);
}

bool QrCode::setText(const QString& text) {
    m_width = 0;
    update();
    if (text.isEmpty())
        return true;
    // Level M survives a scratched or mirrored screen; case matters in an address.
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(text.toUtf8().constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
    if (!code)
        return false;
    m_width = code->width;
    m_modules.resize(m_width * m_width);
    for (int i = 0; i < m_width * m_width; ++i)
        m_modules.setBit(i, (code->data[i] & 1U) != 0);
    return true;
}

void QrCode::paintEvent(QPaintEvent*) {
    if (m_width == 0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(rect(), radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
    // Modules of whole device pixels: a blurred edge is what scanners stumble over.
    const qreal ratio = devicePixelRatioF();
    const int pixels = static_cast<int>(width() * ratio);
    const int module = std::max(1, pixels / (m_width + 2 * quietModules));
    const int start = (pixels - module * m_width) / 2;
    painter.scale(1 / ratio, 1 / ratio);
    for (int y = 0; y < m_width; ++y) {
        for (int x = 0; x < m_width; ++x) {
            if (m_modules.testBit(y * m_width + x))
                painter.fillRect(start + x * module, start + y * module, module, module, Qt::black);
        }
    }
}

}  // namespace client
