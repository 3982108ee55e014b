#pragma once

// Buttons of the design: QPushButton and QToolButton whose kinds the style sheet knows. Main thread only.

#include "client/widgets/theme.h"

#include <QPushButton>

class QToolButton;

namespace client {

class Look;

// `kind`: primary, secondary, ghost, quiet (a way back, flush with the text around), danger, link. One primary a view.
QPushButton* makeButton(const QString& text, const char* kind, const QString& objectName, QWidget* parent = nullptr);
// The same of a button of one's own class.
void prepareButton(QPushButton* button, const QString& text, const char* kind, const QString& objectName);
// With an 18 px icon in the kind's text colour, 8 px before the text.
void setButtonIcon(QPushButton* button, const Look& look, const QString& icon);
// 32 px high, smaller text.
void makeCompact(QPushButton* button);

// A square of 40 (or 32) with an icon only; `name` is its tool tip and what a screen reader says.
QToolButton* makeIconButton(const Look& look, const QString& icon, const QString& name, const QString& objectName,
                            int side = 40, QWidget* parent = nullptr);

// A button that can rest while its work is on the way: it keeps its width and shows three squares for its label.
class BusyButton : public QPushButton {
    Q_OBJECT

 public:
    BusyButton(const Look& look, const QString& text, const char* kind, const QString& objectName,
               QWidget* parent = nullptr);

    // What it says while it does not rest.
    void setLabel(const QString& text);
    void setBusy(bool busy);
    bool isBusy() const { return m_busy; }

 protected:
    void paintEvent(QPaintEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

 private:
    const Look& m_look;
    QString m_label;
    bool m_busy = false;
    int m_bright = 0;  // which square is lit
    int m_timer = 0;
};

}  // namespace client
