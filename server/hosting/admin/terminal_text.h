#pragma once

// Text for the operator's terminal. What people typed (names of devices, reasons, messages) may hold sequences that a
// terminal obeys, so nothing of theirs is printed as it is. Pure; any thread.

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <vector>

namespace server::terminal {

// On one line, without control characters, what reverses the direction of writing, or half characters.
QString printable(const QString& text);

// "2026-11-28 17:05 UTC"; a dash for none.
QString time(const std::optional<QDateTime>& time);

// Columns as wide as their widest cell, the first line above; every line ends with a line feed.
QString table(const QStringList& titles, const std::vector<QStringList>& lines);

// "title:  value" lines, the values below each other.
QString list(const std::vector<std::pair<QString, QString>>& values);

}  // namespace server::terminal
