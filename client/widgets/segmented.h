#pragma once

// One choice out of a few, side by side. Arrow keys move it. Main thread only.

#include <QFrame>

class QButtonGroup;
class QHBoxLayout;

namespace client {

class Look;

class Segmented : public QFrame {
    Q_OBJECT

 public:
    // Its segments share the width where `stretched`. `name` is what a screen reader calls the whole.
    Segmented(const QString& objectName, const QString& name, bool stretched, QWidget* parent = nullptr);

    // `value` comes back from value(); values are unique and not negative.
    void add(const QString& text, int value);
    int value() const;
    // Nothing changes where there is no such value.
    void setValue(int value);

 Q_SIGNALS:
    // By hand or by setValue().
    void valueChanged(int value);

 private:
    QButtonGroup* m_group;
    QHBoxLayout* m_row;
    bool m_stretched;
};

}  // namespace client
