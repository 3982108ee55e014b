#pragma once

// Who has given the right password and still owes a second factor. Lives for ten minutes and is known by a random
// challenge that only that client has, so that a lost connection does not mean typing the password again. Nothing of it
// is stored: a restart of the server means a new log in. Main thread.

#include "server/net/refusal.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <cstdint>
#include <optional>

namespace server {

struct PendingLogIn {
    UserId user = 0;
    QString device;
    QString passwordHash;  // what was right: void when the account has another by then
};

class PendingLogIns {
 public:
    static constexpr std::int64_t lifetimeUs = 10 * 60 * std::int64_t{1'000'000};
    static constexpr qsizetype mostEntries = 20'000;

    // The challenge. When there are too many, the oldest gives way.
    QByteArray add(const PendingLogIn& logIn, std::int64_t nowUs);
    std::optional<PendingLogIn> find(const QByteArray& challenge, std::int64_t nowUs) const;
    void remove(const QByteArray& challenge);
    // The password they gave is not the account's any more.
    void removeAll(UserId user);

    qsizetype count() const { return m_entries.size(); }

 private:
    struct Entry {
        PendingLogIn logIn;
        std::int64_t endsUs;
    };
    void makeRoom(std::int64_t nowUs);

    QHash<QByteArray, Entry> m_entries;  // by the challenge's hash: finding one tells nothing of the others
};

}  // namespace server
