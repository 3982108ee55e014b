#pragma once

// Pictures of people that were fetched before, as files named by their hash: an avatar_url names the very bytes, so
// that a file is good for ever, whatever server it came from. Bounded; what was not used for longest goes first. Main
// thread only; each call reads or writes one small file.

#include <QByteArray>
#include <QString>

#include <optional>

namespace client {

class AvatarFiles {
 public:
    static constexpr int mostFiles = 1000;  // 60 MB at most, 20 as a rule

    // Files live in this folder, which is made when the first one is kept.
    explicit AvatarFiles(QString folder, int most = mostFiles) : m_folder(std::move(folder)), m_most(most) {}

    // Null: none kept. Whoever can write there may have changed it: decode it by its hash.
    std::optional<QByteArray> load(const QByteArray& hash) const;
    // A picture that cannot be kept is fetched again next time.
    void save(const QByteArray& hash, const QByteArray& bytes);
    // It turned out to be another one.
    void remove(const QByteArray& hash);

 private:
    QString path(const QByteArray& hash) const;
    void makeRoom() const;

    QString m_folder;
    int m_most;
};

}  // namespace client
