#pragma once

// A link that asks for another code by e-mail, and rests while the server would refuse one: "Send again in 0:28". Main
// thread only.

#include "client/widgets/countdown.h"

#include <QPushButton>

namespace client {

class ResendButton : public QPushButton {
    Q_OBJECT

 public:
    explicit ResendButton(const QString& objectName, QWidget* parent = nullptr);

    void restFor(std::chrono::milliseconds time);
    // Ready at once: it is about another receiver now.
    void wake();

 private:
    Countdown m_countdown;
};

}  // namespace client
