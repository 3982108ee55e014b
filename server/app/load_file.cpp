#include "server/app/load_file.h"

#include <QFile>

#include <cstdio>

namespace server {

namespace {

constexpr std::chrono::seconds renewEvery{2};
constexpr std::size_t oneAtATime = 1;

// Readers see the old file or the new one. Nothing is lost with it, so it is not forced to the disk. What fails is
// tried again in two seconds.
void write(const QString& path, const QByteArray& content) {
    const QString fresh = path + QStringLiteral(".new");
    QFile file(fresh);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        file.write(content) != content.size())
        return;
    file.close();
    std::rename(QFile::encodeName(fresh).constData(), QFile::encodeName(path).constData());
}

}  // namespace

LoadFile::LoadFile(QString path, std::function<QByteArray()> content)
    : m_path(std::move(path)), m_content(std::move(content)), m_writer("load file", 1, oneAtATime) {
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { renew(); });
    m_timer.start(renewEvery);
    renew();
}

LoadFile::~LoadFile() {
    m_writer.stop(WorkerPool::Stop::Drop);
    QFile::remove(m_path);
}

void LoadFile::renew() {
    // A disk that is slower than that misses a turn.
    static_cast<void>(m_writer.post([path = m_path, content = m_content()] { write(path, content); }));
}

}  // namespace server
