#include "client/widgets/retry_wait.h"

#include <QAbstractButton>
#include <QLabel>

namespace client {

RetryWait::RetryWait(QLabel* error, QAbstractButton* button) : QObject(button), m_error(error), m_button(button) {
    connect(&m_countdown, &Countdown::ticked, this,
            [this](const QString& left) { m_error->setText(tr("Too many tries. Try again in %1.").arg(left)); });
    connect(&m_countdown, &Countdown::finished, this, &RetryWait::end);
}

void RetryWait::start(std::chrono::milliseconds time) {
    m_button->setEnabled(false);
    m_error->show();
    m_countdown.start(time);
}

void RetryWait::cancel() {
    if (!isRunning())
        return;
    m_countdown.stop();
    end();
}

void RetryWait::end() {
    m_error->setText(QString());
    m_button->setEnabled(true);
}

}  // namespace client
