#include "client/widgets/resend_button.h"

#include "client/widgets/buttons.h"

namespace client {

ResendButton::ResendButton(const QString& objectName, QWidget* parent) : QPushButton(parent) {
    prepareButton(this, tr("Send a new code"), "link", objectName);
    connect(&m_countdown, &Countdown::ticked, this,
            [this](const QString& left) { setText(tr("Send again in %1").arg(left)); });
    connect(&m_countdown, &Countdown::finished, this, &ResendButton::wake);
}

void ResendButton::restFor(std::chrono::milliseconds time) {
    setEnabled(false);
    m_countdown.start(time);
}

void ResendButton::wake() {
    m_countdown.stop();
    setText(tr("Send a new code"));
    setEnabled(true);
}

}  // namespace client
