#include "server/database/connection.h"

#include <QSqlError>
#include <QSqlRecord>

namespace server {

namespace {

// The first line only: the others (DETAIL) quote values, which must not reach a log.
QString firstLine(const QString& text) {
    return text.section(u'\n', 0, 0, QString::SectionSkipEmpty).trimmed();
}

SqlError sqlError(const QSqlError& error) {
    const QString state = error.nativeErrorCode();
    // No state: libpq itself failed. 08: connection exceptions; 57P01 to 57P03: the server shuts down, crashed or
    // starts; 25P03: it gave up on this session; 26000: the statement belongs to a connection that is gone.
    const bool lost = state.isEmpty() || state.startsWith(u"08") || state.startsWith(u"57P0") || state == u"25P03" ||
                      state == u"26000";
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return SqlError(firstLine(text), state, lost);
}

// libpq's quoting of a value in a connection string.
QString quoted(QString value) {
    value.replace(u'\\', QStringLiteral("\\\\")).replace(u'\'', QStringLiteral("\\'"));
    return u'\'' + value + u'\'';
}

QString connectOptions(const ConnectionSettings& settings, const ConnectionLimits& limits) {
    // The keepalives and tcp_user_timeout end a wait on a server that vanished without a word within ten seconds.
    QString text = QStringLiteral(
                       "connect_timeout=%1;application_name=pong-server;keepalives_idle=5;keepalives_interval=2;"
                       "keepalives_count=2;tcp_user_timeout=10000;"
                       "options='-c statement_timeout=%2 -c idle_in_transaction_session_timeout=60000 "
                       "-c client_min_messages=warning'")
                       .arg(limits.connectTimeout.count())
                       .arg(limits.statementTimeout.count());
    for (const auto& [name, value] : settings.options)
        text += u';' + name + u'=' + quoted(value);
    return text;
}

}  // namespace

Connection::Connection(ConnectionSettings settings, ConnectionLimits limits)
    : m_settings(std::move(settings))
    , m_limits(limits)
    , m_name(QStringLiteral("connection-%1").arg(reinterpret_cast<quintptr>(this), 0, 16)) {}

Connection::~Connection() {
    close();
}

void Connection::open() {
    if (m_open)
        return;
    close();
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), m_name);
    database.setHostName(m_settings.host);
    database.setPort(m_settings.port);
    database.setDatabaseName(m_settings.database);
    database.setUserName(m_settings.user);
    database.setPassword(m_settings.password);
    database.setConnectOptions(connectOptions(m_settings, m_limits));
    m_open = database.open();
    if (m_open)
        return;
    const QSqlError error = database.lastError();
    throw SqlError(firstLine(error.databaseText()), error.nativeErrorCode(), true);
}

void Connection::close() {
    m_open = false;
    if (QSqlDatabase::contains(m_name))
        QSqlDatabase::removeDatabase(m_name);
    // After the connection, which takes them with it: before, each would send a DEALLOCATE, and warn if nobody answers.
    m_statements.clear();
}

int Connection::serverVersion() {
    open();
    return run("SELECT current_setting('server_version_num')::integer AS version").one().integer(u"version");
}

void Connection::begin() {
    m_failed = false;
    runScript(QStringLiteral("BEGIN"));
}

void Connection::commit() {
    if (m_failed)
        throw std::logic_error("a store function returned after one of its statements had failed");
    runScript(QStringLiteral("COMMIT"));
}

void Connection::rollback() noexcept {
    if (!m_open)
        return;
    try {
        runScript(QStringLiteral("ROLLBACK"));
    } catch (const std::exception&) {
        close();  // the server rolls back a session that ends
    }
}

QSqlQuery& Connection::prepared(const char* sql) {
    std::unique_ptr<QSqlQuery>& query = m_statements[std::string_view(sql)];
    if (!query) {
        auto fresh = std::make_unique<QSqlQuery>(QSqlDatabase::database(m_name, false));
        if (!fresh->prepare(QString::fromUtf8(sql)))
            fail(*fresh);
        query = std::move(fresh);
    }
    return *query;
}

Rows Connection::run(const char* sql, const std::vector<QVariant>& values) {
    QSqlQuery& query = prepared(sql);
    for (std::size_t i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), values[i]);
    if (!query.exec())
        fail(query);
    Rows rows = fetch(query);
    query.finish();
    return rows;
}

Rows Connection::query(const QString& sql) {
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    if (!query.exec(sql))
        fail(query);
    return fetch(query);
}

void Connection::runScript(const QString& sql) {
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    if (!query.exec(sql))
        fail(query);
    while (query.nextResult()) {
    }
    if (query.lastError().isValid())  // exec() tells of the first statement's failure only
        fail(query);
}

Rows Connection::fetch(QSqlQuery& query) {
    if (!query.isSelect())
        return {{}, {}, 0, query.numRowsAffected()};
    const QSqlRecord record = query.record();
    QStringList columns;
    for (int column = 0; column < record.count(); ++column)
        columns.append(record.fieldName(column));
    const auto count = static_cast<std::size_t>(std::max(0, query.size()));
    std::vector<QVariant> cells;
    cells.reserve(count * static_cast<std::size_t>(record.count()));
    while (query.next()) {
        for (int column = 0; column < record.count(); ++column)
            cells.push_back(query.value(column));
    }
    return {std::move(columns), std::move(cells), count, 0};
}

void Connection::fail(const QSqlQuery& query) {
    m_failed = true;
    throw sqlError(query.lastError());
}

}  // namespace server
