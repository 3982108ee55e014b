#pragma once

// Builds a PostgreSQL array as one text parameter ($1::bigint[], $1::text[]), for statements that write many rows with
// one round trip through unnest(). Only what needs no quoting can be added. A value; any thread.

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace server {

class SqlArray {
 public:
    void add(std::int64_t number) { append(QByteArray::number(static_cast<qlonglong>(number))); }
    // Of a text[]; decode(element, 'hex') gives the bytes.
    void addHex(const QByteArray& bytes) { append('"' + bytes.toHex() + '"'); }  // an empty text needs the quotes

    QString text() const { return QString::fromLatin1('{' + m_elements + '}'); }

 private:
    void append(const QByteArray& element) {
        if (!m_elements.isEmpty())
            m_elements += ',';
        m_elements += element;
    }

    QByteArray m_elements;
};

}  // namespace server
