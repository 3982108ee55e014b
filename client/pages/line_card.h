#pragma once

// A card of one line: an icon, what it is about, a line below, and a control at the right. Main thread only.

#include <QFrame>

class QHBoxLayout;
class QLabel;

namespace client {

class Look;

class LineCard : public QFrame {
    Q_OBJECT

 public:
    LineCard(const Look& look, const QString& icon, const QString& title, QWidget* control, QWidget* parent = nullptr);

    void setText(const QString& text);

 private:
    QLabel* m_text;
};

}  // namespace client
