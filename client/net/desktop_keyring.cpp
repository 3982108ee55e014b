#include "client/net/desktop_keyring.h"

#include <QTimer>
#include <qt6keychain/keychain.h>

#include <chrono>

namespace client {

namespace {

// Long enough to type the password of a locked keyring.
constexpr std::chrono::seconds patience{60};

QString service() {
    return QStringLiteral("pong");
}

// Remembers a new one, and forgets those that are done.
template <typename Value>
pong::Completion<Value> add(std::vector<pong::Completion<Value>>& waiting) {
    std::erase_if(waiting, [](const auto& completion) { return completion.isComplete(); });
    return waiting.emplace_back();
}

}  // namespace

pong::Completion<std::optional<QString>> DesktopKeyring::read(const QString& key) {
    auto completion = add(m_reads);
    auto* job = new QKeychain::ReadPasswordJob(service(), this);
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, this, [completion, job]() mutable {
        const bool isFound = job->error() == QKeychain::NoError && !job->textData().isEmpty();
        completion.complete(isFound ? std::optional(job->textData()) : std::nullopt);
    });
    QTimer::singleShot(patience, this, [completion]() mutable { completion.complete(std::nullopt); });
    job->start();
    return completion;
}

pong::Completion<bool> DesktopKeyring::write(const QString& key, const QString& secret) {
    auto completion = add(m_writes);
    auto* job = new QKeychain::WritePasswordJob(service(), this);
    job->setKey(key);
    job->setTextData(secret);
    connect(job, &QKeychain::Job::finished, this,
            [completion, job]() mutable { completion.complete(job->error() == QKeychain::NoError); });
    QTimer::singleShot(patience, this, [completion]() mutable { completion.complete(false); });
    job->start();
    return completion;
}

void DesktopKeyring::remove(const QString& key) {
    auto* job = new QKeychain::DeletePasswordJob(service(), this);
    job->setKey(key);
    job->start();
}

void DesktopKeyring::close() {
    for (auto& read : std::exchange(m_reads, {}))
        read.complete(std::nullopt);
    for (auto& write : std::exchange(m_writes, {}))
        write.complete(false);
}

}  // namespace client
