#pragma once

// A desktop's keyring that a test plays: works or does not, and answers at once or when it is told to. Main thread
// only.

#include "client/net/keyring.h"

#include <QHash>

#include <utility>
#include <vector>

class FakeKeyring : public client::Keyring {
 public:
    pong::Completion<std::optional<QString>> read(const QString& key) override {
        pong::Completion<std::optional<QString>> completion;
        if (isLocked)
            m_waiting.emplace_back(key, completion);
        else
            completion.complete(find(key));
        return completion;
    }
    pong::Completion<bool> write(const QString& key, const QString& secret) override {
        pong::Completion<bool> completion;
        if (works)
            secrets.insert(key, secret);
        completion.complete(works);
        return completion;
    }
    void remove(const QString& key) override { secrets.remove(key); }
    void close() override {
        for (auto& [key, completion] : std::exchange(m_waiting, {}))
            completion.complete(std::nullopt);
    }
    // The person typed its password.
    void unlock() {
        isLocked = false;
        for (auto& [key, completion] : std::exchange(m_waiting, {}))
            completion.complete(find(key));
    }

    QHash<QString, QString> secrets;
    bool works = true;
    bool isLocked = false;

 private:
    std::optional<QString> find(const QString& key) const {
        return works && secrets.contains(key) ? std::optional(secrets.value(key)) : std::nullopt;
    }

    std::vector<std::pair<QString, pong::Completion<std::optional<QString>>>> m_waiting;
};
