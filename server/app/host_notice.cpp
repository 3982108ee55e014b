#include "server/app/host_notice.h"

namespace server {

namespace {

// Half of a SHA-256 fingerprint, sixteen pairs: a whole one is wider than a terminal.
constexpr qsizetype fingerprintLine = 16 * 3;

QString line(const char* label, const QString& value) {
    return QStringLiteral("  %1%2\n").arg(QLatin1StringView(label), -19).arg(value);
}

QString fingerprintLines(const QString& fingerprint) {
    QString lines;
    for (qsizetype from = 0; from < fingerprint.size(); from += fingerprintLine)
        lines += line(from == 0 ? "Fingerprint" : "", fingerprint.mid(from, fingerprintLine));
    return lines;
}

}  // namespace

QString asText(const HostNotice& notice) {
    QString text = QStringLiteral("\nPong server \"%1\" is up.\n").arg(notice.name);
    const QString none = QStringLiteral("nobody: it listens for this machine only");
    text +=
        line("Others connect to", notice.forOthers.isEmpty() ? none : notice.forOthers.join(QStringLiteral(" or ")));
    text += line("On this machine", notice.fingerprint.isEmpty()
                                        ? notice.url.toString()
                                        : QStringLiteral("%1:%2").arg(notice.url.host()).arg(notice.url.port()));
    text += notice.fingerprint.isEmpty() ? line("Fingerprint", QStringLiteral("none: without TLS"))
                                         : fingerprintLines(notice.fingerprint);
    text += line("Everything is in", notice.dataFolder);
    text += line("PostgreSQL", notice.database.isEmpty() ? QStringLiteral("its own, in that folder") : notice.database);
    text += line("To stop it", QStringLiteral("Ctrl-C; matches are stored and go on at the next start"));
    return text + QLatin1Char('\n');
}

}  // namespace server
