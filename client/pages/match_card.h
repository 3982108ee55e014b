#pragma once

// What stands over the table while nobody plays: getting ready, a pause, the wait for somebody, the result. Main thread
// only.

#include <QFrame>
#include <QList>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace client {

class Look;
class NumberDisplay;
class ScoreDisplay;

class MatchCard : public QFrame {
    Q_OBJECT

 public:
    explicit MatchCard(const Look& look, QWidget* parent = nullptr);

    void showMessage(const QString& title, const QString& text);
    // With seconds left, in blocks.
    void showWait(const QString& title, const QString& text, int seconds);
    void showPause();
    void showResult(const QString& title, const QString& text, int left, int right, bool canRematch);

    // Of the button that leaves the result.
    void setBackLabel(const QString& text);

 Q_SIGNALS:
    void resumeClicked();
    void leaveClicked();
    void rematchClicked();
    void backClicked();

 private:
    void setContent(const QString& title, const QString& text);
    // Shows these buttons only, the first one with the keyboard.
    void setButtons(const QList<QPushButton*>& buttons);
    QPushButton* addButton(QHBoxLayout* row, const QString& text, const char* kind, const QString& objectName);

    QLabel* m_title;
    QLabel* m_text;
    QWidget* m_figure;  // around score or seconds
    ScoreDisplay* m_score;
    NumberDisplay* m_seconds;
    QWidget* m_buttons;
    QPushButton* m_resume;
    QPushButton* m_leave;
    QPushButton* m_rematch;
    QPushButton* m_back;
    QList<QPushButton*> m_shown;
};

}  // namespace client
