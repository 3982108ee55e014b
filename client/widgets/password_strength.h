#pragma once

// How hard a password is to guess, as four bars and a word under its field. An estimate to nudge with, not a rule: the
// only rules are the length and that it is none of the commonest. Main thread only.

#include <QWidget>

class QLabel;

namespace client {

class Field;
class Look;

// 0: empty, 1: too short, very weak or one of the commonest, to 4: very strong. Estimated from the length, the kinds of
// characters and how many different ones there are.
int passwordStrength(const QString& password);

class PasswordStrength : public QWidget {
    Q_OBJECT

 public:
    // Puts itself into the field and follows its text.
    PasswordStrength(const Look& look, Field& field);

    QSize sizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    void update(const QString& password);

    const Look& m_look;
    QLabel* m_word;
    int m_strength = 0;
};

}  // namespace client
