#pragma once

// Where a message is written: the field with its send button, how many characters are left near the limit, and why
// nothing can be sent now. What was typed stays until it is handed on. Main thread only.
//
// Object names: chatField, sendButton, chatCounter, chatNotice.

#include <QWidget>

#include <chrono>

class QLabel;
class QLineEdit;
class QTimer;
class QToolButton;

namespace client {

class Look;

class ChatComposer : public QWidget {
    Q_OBJECT

 public:
    explicit ChatComposer(const Look& look, QWidget* parent = nullptr);

    // What is written belongs to the conversation it was begun in.
    QString text() const;
    void setText(const QString& text);
    void setPlaceholder(const QString& text);
    void setWritable(bool writable);
    // Empty: nothing is wrong. It leaves by itself after this time; 0: when something is typed.
    void showNotice(const QString& text, std::chrono::milliseconds time = {});

 Q_SIGNALS:
    // Normalised, not empty, not too long; the field is empty then.
    void submitted(const QString& text);
    void typed();

 protected:
    void keyPressEvent(QKeyEvent* event) override;

 private:
    void submit();
    void showCount();
    void showFoot();

    QLineEdit* m_edit;
    QToolButton* m_send;
    QWidget* m_foot;
    QLabel* m_notice;
    QLabel* m_counter;
    QTimer* m_noticeTimer;
};

}  // namespace client
