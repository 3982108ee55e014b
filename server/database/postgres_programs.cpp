#include "server/database/postgres_programs.h"

#include "server/database/start_error.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

#include <optional>

namespace server {

namespace {

using Problem = DatabaseStartError::Problem;

constexpr int oldestVersion = 13;
constexpr int newestLookedFor = 60;
constexpr int oldestLookedFor = 8;  // to say "too old" rather than "not installed"

PostgresPrograms programsIn(const QString& folder, int version) {
    return {version, folder + QStringLiteral("/postgres"), folder + QStringLiteral("/initdb")};
}

QStringList missing(const PostgresPrograms& programs, bool needsInitdb) {
    QStringList names;
    if (!QFileInfo(programs.postgres).isExecutable())
        names.append(programs.postgres);
    if (needsInitdb && !QFileInfo(programs.initdb).isExecutable())
        names.append(programs.initdb);
    return names;
}

// The postgres of PATH (some distributions have one version only, in /usr/bin).
std::optional<PostgresPrograms> programsInPath() {
    const QString postgres = QStandardPaths::findExecutable(QStringLiteral("postgres"));
    if (postgres.isEmpty())
        return std::nullopt;
    QProcess process;
    process.start(postgres, {QStringLiteral("--version")});
    if (!process.waitForFinished(5'000))
        return std::nullopt;
    static const QRegularExpression number(QStringLiteral("\\(PostgreSQL\\) (\\d+)"));
    const QRegularExpressionMatch match = number.match(QString::fromUtf8(process.readAllStandardOutput()));
    if (!match.hasMatch())
        return std::nullopt;
    return programsIn(QFileInfo(postgres).absolutePath(), match.captured(1).toInt());
}

[[noreturn]] void tooOld(int version) {
    throw DatabaseStartError(
        Problem::TooOld,
        QStringLiteral("PostgreSQL %1 is too old: version %2 or newer is needed").arg(version).arg(oldestVersion));
}

[[noreturn]] void notInstalled(int version, const QStringList& missingPrograms, const QStringList& folders) {
    const QString name = version == 0 ? QStringLiteral("PostgreSQL") : QStringLiteral("PostgreSQL %1").arg(version);
    QStringList places = folders;
    places.replaceInStrings(QStringLiteral("%1"), QStringLiteral("*"));
    const QString lacking =
        missingPrograms.isEmpty()
            ? QStringLiteral("nothing of it is in %1 or in PATH").arg(places.join(QStringLiteral(", ")))
            : QStringLiteral("%1 is missing").arg(missingPrograms.join(QStringLiteral(" and ")));
    const QString package = version == 0 ? QStringLiteral("postgresql") : QStringLiteral("postgresql-%1").arg(version);
    throw DatabaseStartError(Problem::NotInstalled,
                             QStringLiteral("%1 is needed, and %2. Install it (Debian: apt install %3), "
                                            "or name a database with --database")
                                 .arg(name, lacking, package));
}

// Complete programs of a version; what an incomplete installation lacks is added to `lacking`.
std::optional<PostgresPrograms> find(int version, bool needsInitdb, const QStringList& folders, QStringList& lacking) {
    for (const QString& pattern : folders) {
        const QString folder = pattern.arg(version);
        if (!QFileInfo(folder).isDir())
            continue;
        const PostgresPrograms programs = programsIn(folder, version);
        const QStringList names = missing(programs, needsInitdb);
        if (names.isEmpty())
            return programs;
        lacking.append(names);
    }
    return std::nullopt;
}

}  // namespace

QStringList PostgresPrograms::usualFolders() {
    return {QStringLiteral("/usr/lib/postgresql/%1/bin"), QStringLiteral("/usr/pgsql-%1/bin")};
}

PostgresPrograms PostgresPrograms::newest(const QStringList& folders) {
    QStringList lacking;
    for (int version = newestLookedFor; version >= oldestLookedFor; --version) {
        if (const auto programs = find(version, true, folders, lacking)) {
            if (version < oldestVersion)
                tooOld(version);
            return *programs;
        }
    }
    if (const auto programs = programsInPath(); programs && missing(*programs, true).isEmpty()) {
        if (programs->version < oldestVersion)
            tooOld(programs->version);
        return *programs;
    }
    notInstalled(0, lacking, folders);
}

PostgresPrograms PostgresPrograms::ofVersion(int version, const QStringList& folders) {
    if (version < oldestVersion)
        tooOld(version);
    QStringList lacking;
    if (const auto programs = find(version, false, folders, lacking))
        return *programs;
    if (const auto programs = programsInPath();
        programs && programs->version == version && missing(*programs, false).isEmpty())
        return *programs;
    notInstalled(version, lacking, folders);
}

}  // namespace server
