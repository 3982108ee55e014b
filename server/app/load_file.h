#pragma once

// What a running server says of its load, in a file of its data folder (load.json) that is renewed every two seconds,
// for `pong-server status` and pong-load. Written on a thread of its own: the main thread does no file work. Main
// thread.

#include "server/async/worker_pool.h"

#include <QByteArray>
#include <QTimer>

#include <functional>

namespace server {

class LoadFile {
 public:
    // `content` is asked for each time, on the main thread.
    LoadFile(QString path, std::function<QByteArray()> content);
    ~LoadFile();  // removes the file

 private:
    void renew();

    const QString m_path;
    const std::function<QByteArray()> m_content;
    QTimer m_timer;
    WorkerPool m_writer;
};

}  // namespace server
