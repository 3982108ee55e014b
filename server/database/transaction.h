#pragma once

// What a store function gets: the way to its SQL, inside a transaction that is already begun and that ends with the
// function (COMMIT when it returns, ROLLBACK when it throws). On a database thread only, and only during the call. The
// function may run more than once (serialization failures, a connection lost before COMMIT), so it does nothing but
// SQL.

#include "server/database/rows.h"

#include <initializer_list>
#include <optional>

namespace server {

class Connection;

// The text of a statement: a literal of the program, never put together at run time. Parameters are $1, $2, ...
class Sql {
 public:
    consteval Sql(const char* text) : m_text(text) {}
    const char* text() const { return m_text; }

 private:
    const char* m_text;
};

// A parameter's value. A null QString is an empty text, never NULL: NULL is std::nullopt.
class SqlValue {
 public:
    SqlValue(std::nullopt_t) {}
    SqlValue(bool value) : m_value(value) {}
    SqlValue(int value) : m_value(value) {}
    SqlValue(std::int64_t value) : m_value(static_cast<qlonglong>(value)) {}
    SqlValue(double value) : m_value(value) {}
    SqlValue(const QString& value) : m_value(value.isNull() ? QStringLiteral("") : value) {}
    SqlValue(const QByteArray& value) : m_value(value.isNull() ? QByteArray("") : value) {}
    SqlValue(const QDateTime& value) : m_value(value) {}
    template <typename Value>
    SqlValue(const std::optional<Value>& value) {
        if (value)
            m_value = SqlValue(*value).m_value;
    }
    SqlValue(const char*) = delete;  // would become a bool

    const QVariant& variant() const { return m_value; }

 private:
    QVariant m_value;
};

class Transaction {
 public:
    explicit Transaction(Connection& connection) : m_connection(connection) {}
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    // Prepared once a connection and cached. Throws SqlError.
    template <typename... Values>
    Rows execute(Sql sql, const Values&... values) {
        return run(sql, {SqlValue(values)...});
    }

 private:
    Rows run(Sql sql, std::initializer_list<SqlValue> values);

    Connection& m_connection;
};

}  // namespace server
