#pragma once

// What a query answered: a value, independent of the statement and of the connection. Any thread.

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <cstdint>
#include <optional>
#include <vector>

namespace server {

class Rows;

// One row of Rows, which must outlive it. A column that does not exist, or NULL where a plain value is asked for, is a
// defect of the calling SQL and throws std::logic_error.
class Row {
 public:
    bool isNull(QStringView column) const { return value(column).isNull(); }
    const QVariant& value(QStringView column) const;

    std::int64_t int64(QStringView column) const;
    int integer(QStringView column) const;
    bool boolean(QStringView column) const;
    double real(QStringView column) const;
    QString text(QStringView column) const;
    QByteArray bytes(QStringView column) const;
    QDateTime dateTime(QStringView column) const;  // milliseconds: keep keyset columns timestamptz(3)

    std::optional<std::int64_t> optionalInt64(QStringView column) const;
    std::optional<QString> optionalText(QStringView column) const;
    std::optional<QDateTime> optionalDateTime(QStringView column) const;

 private:
    friend class Rows;
    Row(const Rows& rows, std::size_t number) : m_rows(rows), m_number(number) {}
    const QVariant& present(QStringView column) const;

    const Rows& m_rows;
    std::size_t m_number;
};

class Rows {
 public:
    // `count` because a row may have no columns (SELECT FROM ...).
    Rows(QStringList columns, std::vector<QVariant> values, std::size_t count, std::int64_t affected)
        : m_columns(std::move(columns)), m_values(std::move(values)), m_count(count), m_affected(affected) {}

    std::size_t size() const { return m_count; }
    bool isEmpty() const { return m_count == 0; }
    // Of an INSERT, UPDATE or DELETE.
    std::int64_t affected() const { return m_affected; }
    const QStringList& columns() const { return m_columns; }

    Row at(std::size_t number) const;
    // The only row; anything but one row is a defect and throws std::logic_error.
    Row one() const;

    class Iterator {
     public:
        Iterator(const Rows& rows, std::size_t number) : m_rows(&rows), m_number(number) {}
        Row operator*() const { return m_rows->at(m_number); }
        Iterator& operator++() {
            ++m_number;
            return *this;
        }
        bool operator==(const Iterator& other) const { return m_number == other.m_number; }

     private:
        const Rows* m_rows;
        std::size_t m_number;
    };
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, size()}; }

 private:
    friend class Row;
    std::size_t columnCount() const { return static_cast<std::size_t>(m_columns.size()); }

    QStringList m_columns;
    std::vector<QVariant> m_values;  // row by row
    std::size_t m_count;
    std::int64_t m_affected;
};

}  // namespace server
