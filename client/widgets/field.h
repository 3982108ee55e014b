#pragma once

// A labelled line of text: label above, a line below that is always reserved for a hint or an error, so that nothing
// moves when one appears. Passwords get an eye. Main thread only.

#include <QLineEdit>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace client {

class Look;

class Field : public QWidget {
    Q_OBJECT

 public:
    enum class Kind { Text, Password };

    // `editName` is the line edit's object name.
    Field(const Look& look, const QString& label, const QString& editName, Kind kind = Kind::Text,
          QWidget* parent = nullptr);
    // Around an edit of another kind, which has its object name and is taken over. Without a label the edit says for
    // itself what it is.
    Field(const Look& look, const QString& label, QLineEdit* edit, QWidget* parent = nullptr);

    QLineEdit* edit() const { return m_edit; }
    QString text() const { return m_edit->text(); }
    void setText(const QString& text) { m_edit->setText(text); }

    void setHint(const QString& hint);
    // Shown instead of the hint until somebody types; empty: nothing is wrong.
    void setError(const QString& error);
    bool hasError() const { return !m_errorText.isEmpty(); }
    QString error() const { return m_errorText; }

    // Room for more: at the label's right, between the edit and its message, and at the message's right.
    QHBoxLayout* labelRow() const { return m_labelRow; }
    QVBoxLayout* underEdit() const { return m_underEdit; }
    QHBoxLayout* messageRow() const { return m_messageRow; }

 Q_SIGNALS:
    void textEdited(const QString& text);
    void submitted();  // Enter
    // The focus left after the text was changed by hand.
    void edited();

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void addEye();
    void showMessage();

    const Look& m_look;
    QLineEdit* m_edit;
    QHBoxLayout* m_labelRow;
    QVBoxLayout* m_underEdit;
    QHBoxLayout* m_messageRow;
    QLabel* m_alert;
    QLabel* m_message;
    QToolButton* m_eye = nullptr;
    QString m_hintText;
    QString m_errorText;
    bool m_touched = false;
};

}  // namespace client
