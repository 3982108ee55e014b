#pragma once

// The keyring of the desktop (libsecret, KWallet) through QtKeychain. Where there is none, nothing is kept and nothing
// is found; a store that does not answer counts as none after a while. Main thread only.

#include "client/net/keyring.h"

#include <QObject>

#include <vector>

namespace client {

class DesktopKeyring : public QObject, public Keyring {
    Q_OBJECT

 public:
    explicit DesktopKeyring(QObject* parent = nullptr) : QObject(parent) {}

    pong::Completion<std::optional<QString>> read(const QString& key) override;
    pong::Completion<bool> write(const QString& key, const QString& secret) override;
    void remove(const QString& key) override;
    void close() override;

 private:
    std::vector<pong::Completion<std::optional<QString>>> m_reads;
    std::vector<pong::Completion<bool>> m_writes;
};

}  // namespace client
