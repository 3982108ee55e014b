#pragma once

// One QPSQL connection with its cache of prepared statements, used by the thread that opened it and by no other. Knows
// what a lost connection looks like on Qt 6.4: isOpen() stays true, the error has no SQLSTATE, and what was prepared
// before fails with 26000. Whoever sees SqlError::connectionLost() closes it and opens it again, which also drops the
// statements.

#include "server/database/connection_settings.h"
#include "server/database/rows.h"
#include "server/database/sql_error.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <chrono>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace server {

struct ConnectionLimits {
    std::chrono::seconds connectTimeout{5};             // at least 2 (libpq)
    std::chrono::milliseconds statementTimeout{5'000};  // 0: none
};

class Connection {
 public:
    Connection(ConnectionSettings settings, ConnectionLimits limits);
    ~Connection();  // close(), so on the thread that opened it
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Opens if it is not open. Throws SqlError.
    void open();
    void close();
    bool isOpen() const { return m_open; }

    // Such as 150006; opens if need be.
    int serverVersion();

    void begin();
    // Throws std::logic_error where a statement of this transaction failed and nobody passed that on: PostgreSQL would
    // quietly roll back.
    void commit();
    void rollback() noexcept;

    // Prepared, cached by its text; the text must live as long as the program.
    Rows run(const char* sql, const std::vector<QVariant>& values = {});
    // One statement that is not worth preparing.
    Rows query(const QString& sql);
    // Statements separated by semicolons, without parameters or rows.
    void runScript(const QString& sql);

 private:
    static Rows fetch(QSqlQuery& query);
    QSqlQuery& prepared(const char* sql);
    [[noreturn]] void fail(const QSqlQuery& query);

    const ConnectionSettings m_settings;
    const ConnectionLimits m_limits;
    const QString m_name;
    bool m_open = false;
    bool m_failed = false;  // a statement of this transaction failed
    std::unordered_map<std::string_view, std::unique_ptr<QSqlQuery>> m_statements;
};

}  // namespace server
