#include "server/accounts/password_hasher.h"

#include "server/net/refusal.h"
#include "shared/async/completion.h"

#include <algorithm>
#include <array>
#include <sodium.h>
#include <stdexcept>
#include <thread>

namespace server {

namespace {

// Empty when there is not enough memory.
QString hashOf(const QByteArray& password, HashCost cost) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str(text.data(), password.constData(), static_cast<unsigned long long>(password.size()),
                          cost.operations, cost.memoryBytes) != 0)
        return {};
    return QString::fromLatin1(text.data());
}

bool isHashOf(const QByteArray& hash, const QByteArray& password) {
    return crypto_pwhash_str_verify(hash.constData(), password.constData(),
                                    static_cast<unsigned long long>(password.size())) == 0;
}

}  // namespace

HashCost HashCost::interactive() {
    return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}

HashCost HashCost::minimal() {
    return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
}

int PasswordHasher::defaultThreads() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

PasswordHasher::PasswordHasher(MainQueue& queue, HashCost cost, int threads, std::size_t queueLimit)
    : m_queue(queue), m_cost(cost), m_pool("hash", threads, queueLimit) {
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium cannot be used");
}

template <typename Result>
QCoro::Task<Result> PasswordHasher::onWorker(std::function<Result()> work) {
    pong::Completion<Result> completion;
    auto job = [&queue = m_queue, completion, work = std::move(work)] {
        queue.post([completion, result = work()]() mutable { completion.complete(result); });
    };
    if (!m_pool.post(std::move(job)))
        throw Refusal(wire::REFUSAL_BUSY, QStringLiteral("The server is busy. Try again in a moment."), {}, 2000);
    ++m_started;
    co_return co_await completion;
}

QCoro::Task<QString> PasswordHasher::hash(QByteArray password) {
    std::function<QString()> work = [password, cost = m_cost] { return hashOf(password, cost); };
    const QString hash = co_await onWorker(std::move(work));
    if (hash.isEmpty())
        throw Refusal(wire::REFUSAL_BUSY, QStringLiteral("The server is busy. Try again in a moment."), {}, 2000);
    co_return hash;
}

QCoro::Task<bool> PasswordHasher::verify(std::optional<QString> hash, QByteArray password) {
    std::function<bool()> work;
    if (hash)
        work = [hash = hash->toLatin1(), password] { return isHashOf(hash, password); };
    else
        work = [password, cost = m_cost] {
            hashOf(password, cost);
            return false;
        };
    co_return co_await onWorker(std::move(work));
}

}  // namespace server
