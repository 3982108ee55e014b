#pragma once

// Notices that nobody has touched this program for a while, and that somebody does again: keys, buttons, the wheel and
// the pointer, in any of its windows. Main thread only.

#include <QObject>
#include <QTimer>

#include <chrono>

namespace client {

class IdleWatch : public QObject {
    Q_OBJECT

 public:
    explicit IdleWatch(std::chrono::milliseconds after = std::chrono::minutes(5), QObject* parent = nullptr);

    bool isIdle() const { return m_isIdle; }

 Q_SIGNALS:
    void idleChanged(bool idle);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void setIdle(bool idle);

    QTimer m_timer;
    bool m_isIdle = false;
};

}  // namespace client
