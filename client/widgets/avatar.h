#pragma once

// People's pictures: the one that somebody chose, or a pixel avatar of five by five cells, mirrored, drawn from the
// name, so that everybody has one and always the same. Everything that shows a person paints through paintAvatar().
// Main thread only.

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

// The picture under `avatarUrl`; the drawn one of the name where that is empty, and until it is here: the widget that
// is painted on is painted again then.
void paintAvatar(QPainter& painter, const QRect& square, const QString& name, const QString& avatarUrl,
                 const Look& look);
void paintAvatar(QPainter& painter, const QRect& square, const AvatarPattern& pattern, const Look& look);

class Avatar : public QWidget {
    Q_OBJECT

 public:
    Avatar(const Look& look, int side, QWidget* parent = nullptr);

    // `avatarUrl` is empty for who has no account, and where the drawn one is wanted.
    void setPerson(const QString& name, const QString& avatarUrl = {});
    void setAi();

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    const Look& m_look;
    QString m_name;
    QString m_avatarUrl;
    bool m_isAi = false;
};

}  // namespace client
