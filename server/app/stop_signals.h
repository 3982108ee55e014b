#pragma once

// SIGTERM and SIGINT as a Qt signal. The first asks the server to stop; the second ends the process at once, even while
// the event loop is busy (the private PostgreSQL is then stopped by the kernel's parent-death signal). One object a
// process; main thread.

#include <QObject>

#include <array>
#include <memory>

class QSocketNotifier;

namespace server {

class StopSignals : public QObject {
    Q_OBJECT

 public:
    // Throws std::runtime_error when the operating system refuses.
    explicit StopSignals(QObject* parent = nullptr);
    ~StopSignals() override;

 Q_SIGNALS:
    void stopRequested(const char* signalName);

 private:
    void onReadable();

    std::array<int, 2> m_pipe{-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

}  // namespace server
