#pragma once

// How the client looks right now: the theme, the text scale, whether things move, and the pictures that people chose
// for themselves. One object, made in client/app and handed to every page and painted widget; changed() follows a
// change, after palette and style sheet were set on the application, so that a widget may also just wait for its
// PaletteChange. Main thread only.

#include "client/widgets/theme.h"

#include <QFont>
#include <QObject>

class QApplication;

namespace client {

class AvatarPictures;

// The type scale of the design; Number is the mono face, its size given in pixels by the caller.
enum class TextStyle { Display, Title, Heading, Body, BodyName, BodyStrong, Small, SmallLabel, Caption, CaptionChip };

class Look : public QObject {
    Q_OBJECT

 public:
    // Sets style, palette, font and style sheet of the application, now and at each change. The application must
    // outlive the look, and the look every widget that was given it.
    explicit Look(QApplication& application, QObject* parent = nullptr);

    const Theme& theme() const { return *m_theme; }
    double textScale() const { return m_textScale; }
    bool reduceMotion() const { return m_reduceMotion; }
    // For paintAvatar(): whoever paints people needs no further object.
    AvatarPictures& avatars() const { return *m_avatars; }

    void setTheme(const Theme& theme);  // one of Theme::dark(), light(), highContrast()
    void setTextScale(double scale);    // 1.0 to 1.5
    void setReduceMotion(bool reduce);

    QFont font(TextStyle style) const;
    // The mono face for figures, in unscaled pixels.
    QFont number(int pixels, int weight = QFont::Medium) const;
    // Pixels of something that must grow with the text.
    int scaled(int pixels) const;
    // A width for the edge of a card, field or button: 1, in high contrast 2.
    int edge() const { return m_theme->highContrast ? 2 : 1; }

 Q_SIGNALS:
    void changed();

 private:
    void apply();
    QString styleSheet() const;

    QApplication& m_application;
    AvatarPictures* m_avatars;
    const Theme* m_theme;
    double m_textScale = 1.0;
    bool m_reduceMotion = false;
    QString m_sans;
    QString m_mono;
};

}  // namespace client
