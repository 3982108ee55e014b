#pragma once

// Pixel avatars: five by five cells, mirrored, drawn from the name, so that everybody has one and always the same.
// Main thread only (paintAvatar(): any thread that paints).

#include <QWidget>

#include <array>

class QPainter;

namespace client {

class Look;

struct AvatarPattern {
    // Rows from the top; bit 4 is the leftmost cell.
    std::array<unsigned, 5> rows{};
    int colors = 0;  // index of the pair (ground, cells), 0 to 7

    bool operator==(const AvatarPattern&) const = default;
};

// From the first fifteen bits of SHA-256 of the name in lower case (names differ by more than case), the pair from its
// last three. The centre cell is always set.
AvatarPattern avatarPattern(const QString& name);
// The computer's own.
AvatarPattern aiAvatarPattern();

void paintAvatar(QPainter& painter, const QRect& square, const AvatarPattern& pattern, const Look& look);

class Avatar : public QWidget {
    Q_OBJECT

 public:
    Avatar(const Look& look, int side, QWidget* parent = nullptr);

    void setPerson(const QString& name);
    void setAi();

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    const Look& m_look;
    AvatarPattern m_pattern;
};

}  // namespace client
