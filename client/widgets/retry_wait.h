#pragma once

// What a form does while the server wants no further try: its button rests, and its error line counts down. Main thread
// only.

#include "client/widgets/countdown.h"

class QAbstractButton;
class QLabel;

namespace client {

class RetryWait : public QObject {
    Q_OBJECT

 public:
    // Both belong to the form, and so does this.
    RetryWait(QLabel* error, QAbstractButton* button);

    void start(std::chrono::milliseconds time);
    // The button works again: what is tried next is something else.
    void cancel();
    bool isRunning() const { return m_countdown.isRunning(); }

 private:
    void end();

    QLabel* m_error;
    QAbstractButton* m_button;
    Countdown m_countdown;
};

}  // namespace client
