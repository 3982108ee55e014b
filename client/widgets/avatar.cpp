#include "client/widgets/avatar.h"

#include "client/widgets/avatar_pictures.h"
#include "client/widgets/look.h"

#include <QCryptographicHash>
#include <QPainter>

#include <cmath>

namespace client {

namespace {

struct Pair {
    QRgb ground;
    QRgb cells;
};

// The avatars' own colours: the same in every theme, since they belong to a person.
constexpr std::array<Pair, 8> pairs{{{0xff3a2f1c, 0xffe3b562},
                                     {0xff1e2e3d, 0xff84b3de},
                                     {0xff20332a, 0xff7cc298},
                                     {0xff3a2626, 0xffe39a8e},
                                     {0xff2d2a3d, 0xffafa3de},
                                     {0xff1f3335, 0xff79c0c4},
                                     {0xff38302a, 0xffcdb29a},
                                     {0xff36273a, 0xffd296c4}}};

int radiusOf(int side) {
    return side < 40 ? 6 : side < 80 ? 8 : 12;
}

void paintEdge(QPainter& painter, const QRect& square, const Look& look) {
    if (!look.theme().highContrast)
        return;
    const int radius = radiusOf(square.width());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look.theme().lineStrong, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(square).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

}  // namespace

AvatarPattern avatarPattern(const QString& name) {
    const QByteArray hash = QCryptographicHash::hash(name.toLower().toUtf8(), QCryptographicHash::Sha256);
    const unsigned bits = (static_cast<unsigned char>(hash[0]) << 8U) | static_cast<unsigned char>(hash[1]);
    AvatarPattern pattern;
    for (unsigned row = 0; row < 5; ++row) {
        // Three bits a row, from the top bit on: columns 0 to 2; 3 and 4 mirror 1 and 0.
        const unsigned half = (bits >> (13U - 3U * row)) & 7U;
        pattern.rows[row] = (half << 2U) | ((half & 2U) != 0 ? 2U : 0U) | ((half & 4U) != 0 ? 1U : 0U);
    }
    pattern.rows[2] |= 4U;
    pattern.colors = static_cast<unsigned char>(hash[hash.size() - 1]) % pairs.size();
    return pattern;
}

AvatarPattern aiAvatarPattern() {
    return {{0b00100, 0b11111, 0b10101, 0b11111, 0b01110}, 6};
}

void paintAvatar(QPainter& painter, const QRect& square, const QString& name, const QString& avatarUrl,
                 const Look& look) {
    const int side = square.width();
    // A delegate's painter stands on the view's viewport.
    auto* painted = dynamic_cast<QWidget*>(painter.device());
    const QPixmap picture =
        look.avatars().find(avatarUrl, side, radiusOf(side), painter.device()->devicePixelRatioF(), painted);
    if (picture.isNull())
        return paintAvatar(painter, square, avatarPattern(name), look);
    painter.save();
    painter.drawPixmap(square.topLeft(), picture);
    paintEdge(painter, square, look);
    painter.restore();
}

void paintAvatar(QPainter& painter, const QRect& square, const AvatarPattern& pattern, const Look& look) {
    const Pair& pair = pairs.at(static_cast<std::size_t>(pattern.colors));
    const int side = square.width();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(pair.ground));
    painter.drawRoundedRect(square, radiusOf(side), radiusOf(side));
    paintEdge(painter, square, look);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const int cell = static_cast<int>(std::lround(side / 8.0));
    const QPoint start = square.topLeft() + QPoint(side - 5 * cell, side - 5 * cell) / 2;
    for (int row = 0; row < 5; ++row) {
        for (int column = 0; column < 5; ++column) {
            if ((pattern.rows[static_cast<std::size_t>(row)] >> (4 - column)) & 1U)
                painter.fillRect(start.x() + column * cell, start.y() + row * cell, cell, cell, QColor(pair.cells));
        }
    }
    painter.restore();
}

Avatar::Avatar(const Look& look, int side, QWidget* parent) : QWidget(parent), m_look(look) {
    setFixedSize(side, side);
    setPerson(QString());
}

void Avatar::setPerson(const QString& name, const QString& avatarUrl) {
    m_name = name;
    m_avatarUrl = avatarUrl;
    m_isAi = false;
    setAccessibleName(tr("Picture of %1").arg(name));
    update();
}

void Avatar::setAi() {
    m_isAi = true;
    setAccessibleName(tr("Picture of the AI"));
    update();
}

void Avatar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_isAi)
        paintAvatar(painter, rect(), aiAvatarPattern(), m_look);
    else
        paintAvatar(painter, rect(), m_name, m_avatarUrl, m_look);
}

}  // namespace client
