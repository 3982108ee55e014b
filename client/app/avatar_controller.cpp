#include "client/app/avatar_controller.h"

#include "client/app/avatar_image.h"
#include "client/widgets/avatar_pictures.h"

#include <algorithm>

namespace client {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostAtOnce = 4;
constexpr qsizetype mostWaiting = 500;
constexpr std::chrono::milliseconds shortestPause = 1s;

}  // namespace

AvatarController::AvatarController(AvatarPictures& pictures, Connection& connection, AvatarFiles files)
    : m_pictures(pictures), m_connection(connection), m_files(std::move(files)), m_tasks(QStringLiteral("avatars")) {
    connect(&m_pictures, &AvatarPictures::wanted, this, &AvatarController::want, Qt::QueuedConnection);
    connect(&m_connection, &Connection::stateChanged, this, &AvatarController::follow);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &AvatarController::fetchNext);
}

void AvatarController::want(const QString& url) {
    if (m_fetching.contains(url) || m_queue.contains(url))
        return;
    if (AvatarImage::hashOf(url).isEmpty()) {
        m_pictures.setMissing(url);
        return;
    }
    if (showKept(url))
        return;
    // What was asked for last is what a person looks at now; the longest waiting one may have been scrolled away.
    if (m_queue.size() >= mostWaiting)
        m_pictures.retry(m_queue.dequeue());
    m_queue.enqueue(url);
    fetchNext();
}

void AvatarController::follow(ConnectionState state) {
    if (m_connection.server() != m_server) {
        m_server = m_connection.server();
        m_queue.clear();
        m_pictures.clear();
    }
    if (state == ConnectionState::SignedIn)
        fetchNext();
}

void AvatarController::fetchNext() {
    while (m_connection.state() == ConnectionState::SignedIn && !m_pause.isActive() && !m_queue.isEmpty() &&
           m_fetching.size() < mostAtOnce)
        m_tasks.run(fetch(m_queue.dequeue()));
}

bool AvatarController::showKept(const QString& url) {
    const QByteArray hash = AvatarImage::hashOf(url);
    const auto bytes = m_files.load(hash);
    if (!bytes)
        return false;
    const auto picture = AvatarImage::decode(*bytes, url);
    if (picture)
        m_pictures.add(url, *picture);
    else
        m_files.remove(hash);
    return picture.has_value();
}

QCoro::Task<void> AvatarController::fetch(QString url) {
    m_fetching.insert(url);
    const auto server = m_server;
    pong::wire::AvatarRequest body;
    body.set_avatar_url(url.toStdString());
    auto request = m_connection.request(std::move(body));
    const auto reply = co_await request;
    m_fetching.remove(url);
    if (server != m_server)
        co_return;
    if (reply.ok()) {
        take(url, reply.value().image());
    } else if (reply.failure().kind() != Failure::Kind::Refused ||
               reply.failure().code() == pong::wire::REFUSAL_TOO_MANY ||
               reply.failure().code() == pong::wire::REFUSAL_UNAVAILABLE) {
        m_queue.prepend(url);
        m_pause.start(std::max(shortestPause, std::chrono::milliseconds(reply.failure().retryAfterMs())));
    } else {
        m_pictures.setMissing(url);
    }
    fetchNext();
}

void AvatarController::take(const QString& url, const std::string& bytes) {
    const QByteArray image = QByteArray::fromStdString(bytes);
    if (const auto picture = AvatarImage::decode(image, url)) {
        m_pictures.add(url, *picture);
        m_files.save(AvatarImage::hashOf(url), image);
    } else {
        m_pictures.setMissing(url);
    }
}

}  // namespace client
