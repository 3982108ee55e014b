#pragma once

// A dialog as a card over the dimmed window: heading, text, room for more, buttons at the right. Opens modal to its
// window, never blocks, and is deleted when it closes. Escape is the safe answer: reject(). Main thread only.

#include <QDialog>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace client {

class Look;

class DialogCard : public QDialog {
    Q_OBJECT

 public:
    DialogCard(const Look& look, const QString& title, const QString& text, QWidget* window);

 protected:
    // Between the text and the buttons.
    QVBoxLayout* content() const { return m_content; }
    // The alert icon before the title: something may be wrong.
    void setAlertIcon();
    QPushButton* addButton(const QString& text, const char* kind, const QString& objectName);
    void addButton(QPushButton* button);
    // Takes the height that its content needs by now.
    void adjust();

    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

    const Look& look() const { return m_look; }

 private:
    void place();

    const Look& m_look;
    QWidget* m_scrim;
    QLabel* m_icon;
    QVBoxLayout* m_content;
    QHBoxLayout* m_buttons;
};

}  // namespace client
