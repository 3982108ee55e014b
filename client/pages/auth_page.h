#pragma once

// What the pages before being signed in have in common: a card under the wordmark with a title, fields, one button, a
// way back, and a line for what belongs to no field. A page adds its fields and says what its button does. Main thread
// only.

#include <QList>
#include <QWidget>

#include <chrono>

class QFrame;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace client {

class BusyButton;
class Field;
class Look;
class RetryWait;

class AuthPage : public QWidget {
    Q_OBJECT

 public:
    // While a request is on its way the form rests.
    void setBusy(bool busy);
    // At the field whose edit is called `field` + "Field", else over the button.
    void showError(const QString& field, const QString& text);
    // The server wants no further try before this time has passed.
    void showWait(std::chrono::milliseconds time);
    // Empties the form.
    virtual void reset();

 Q_SIGNALS:
    void backRequested();

 protected:
    struct Texts {
        QString icon;  // empty: none
        QString title;
        QString button;
        QString back;
        QString name;  // of the button and, with "Error" and "Back" behind it, of the line and the way back
    };
    AuthPage(const Look& look, const Texts& texts, QWidget* parent);

    // The button, or Enter in a field. Not called while the button rests.
    virtual void submit() = 0;

    void setTitle(const QString& title);
    // Under the title.
    void setText(const QString& text);
    // Between the text and the button.
    QVBoxLayout* body() const { return m_body; }
    // At the right of the way back.
    QHBoxLayout* foot() const { return m_foot; }
    BusyButton* button() const { return m_button; }
    // Into the body; knows its errors, its Enter and its rest from now on.
    void addField(Field* field);
    void clearErrors();
    // Into the first visible field with an error, else the first that is empty.
    void focusField();

    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    QWidget* makeTile(const QString& icon);
    QFrame* makeCard();
    void trySubmit();
    void fitHeight();

    const Look& m_look;
    QWidget* m_wordmark;
    QWidget* m_tile;  // null: none
    QLabel* m_title;
    QLabel* m_text;
    QVBoxLayout* m_body;
    QLabel* m_error;
    BusyButton* m_button;
    QPushButton* m_back;
    QHBoxLayout* m_foot;
    QFrame* m_card;
    RetryWait* m_wait;
    QList<Field*> m_fields;
};

}  // namespace client
