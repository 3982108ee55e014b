#include "server/database/rows.h"

#include <stdexcept>

namespace server {

const QVariant& Row::value(QStringView column) const {
    const qsizetype index = m_rows.m_columns.indexOf(column);
    if (index < 0)
        throw std::logic_error("no column " + column.toString().toStdString());
    return m_rows.m_values.at(m_number * m_rows.columnCount() + static_cast<std::size_t>(index));
}

const QVariant& Row::present(QStringView column) const {
    const QVariant& cell = value(column);
    if (cell.isNull())
        throw std::logic_error("NULL in column " + column.toString().toStdString());
    return cell;
}

std::int64_t Row::int64(QStringView column) const {
    return present(column).toLongLong();
}

int Row::integer(QStringView column) const {
    return present(column).toInt();
}

bool Row::boolean(QStringView column) const {
    return present(column).toBool();
}

double Row::real(QStringView column) const {
    return present(column).toDouble();
}

QString Row::text(QStringView column) const {
    return present(column).toString();
}

QByteArray Row::bytes(QStringView column) const {
    return present(column).toByteArray();
}

QDateTime Row::dateTime(QStringView column) const {
    return present(column).toDateTime();
}

std::optional<std::int64_t> Row::optionalInt64(QStringView column) const {
    return isNull(column) ? std::nullopt : std::optional(int64(column));
}

std::optional<QString> Row::optionalText(QStringView column) const {
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

std::optional<QDateTime> Row::optionalDateTime(QStringView column) const {
    return isNull(column) ? std::nullopt : std::optional(dateTime(column));
}

Row Rows::at(std::size_t number) const {
    if (number >= size())
        throw std::logic_error("no such row");
    return {*this, number};
}

Row Rows::one() const {
    if (size() != 1)
        throw std::logic_error("not exactly one row");
    return {*this, 0};
}

}  // namespace server
