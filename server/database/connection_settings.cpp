#include "server/database/connection_settings.h"

#include "server/database/start_error.h"

#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace server {

namespace {

// What may stand behind the '?' of a URL, other than `host` (a socket's folder).
constexpr std::array<QStringView, 5> allowedOptions{u"sslmode", u"sslrootcert", u"sslcert", u"sslkey",
                                                    u"target_session_attrs"};

[[noreturn]] void refuse(const QString& text) {
    throw DatabaseStartError(DatabaseStartError::Problem::BadUrl,
                             QStringLiteral("The database URL %1. It looks like "
                                            "postgres://user:password@host:5432/database")
                                 .arg(text));
}

}  // namespace

ConnectionSettings ConnectionSettings::fromUrl(const QString& text) {
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        refuse(QStringLiteral("cannot be read"));
    if (url.scheme() != u"postgres" && url.scheme() != u"postgresql")
        refuse(QStringLiteral("does not begin with postgres://"));
    ConnectionSettings settings;
    settings.host = url.host();
    settings.port = url.port(5432);
    settings.database = url.path(QUrl::FullyDecoded).mid(1);
    settings.user = url.userName(QUrl::FullyDecoded);
    settings.password = url.password(QUrl::FullyDecoded);
    for (const auto& [name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded)) {
        if (name == u"host") {
            settings.host = value;
        } else if (std::find(allowedOptions.begin(), allowedOptions.end(), name) != allowedOptions.end()) {
            settings.options.append({name, value});
        } else {
            refuse(QStringLiteral("has an option that is not known here: %1").arg(name));
        }
    }
    if (settings.host.isEmpty())
        refuse(QStringLiteral("names no host"));
    if (settings.database.isEmpty())
        refuse(QStringLiteral("names no database"));
    if (settings.user.isEmpty())
        refuse(QStringLiteral("names no user"));
    return settings;
}

QString ConnectionSettings::url() const {
    QUrl url;
    url.setScheme(QStringLiteral("postgres"));
    url.setUserName(user);
    url.setPassword(password);
    url.setPort(port);
    url.setPath(u'/' + database);
    QUrlQuery query;
    if (host.startsWith(u'/')) {
        url.setHost(QStringLiteral("localhost"));  // a user name needs a host; the option below is what counts
        query.addQueryItem(QStringLiteral("host"), QString::fromLatin1(QUrl::toPercentEncoding(host)));
    } else {
        url.setHost(host);
    }
    for (const auto& [name, value] : options)
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    if (!query.isEmpty())
        url.setQuery(query);
    return url.toString(QUrl::FullyEncoded);
}

QString ConnectionSettings::describe() const {
    const QString place = host.startsWith(u'/') ? host : QStringLiteral("%1:%2").arg(host).arg(port);
    return QStringLiteral("%1@%2/%3").arg(user, place, database);
}

ConnectionSettings ConnectionSettings::withDatabase(const QString& name) const {
    ConnectionSettings settings = *this;
    settings.database = name;
    return settings;
}

}  // namespace server
