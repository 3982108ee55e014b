#include "server/hosting/admin/terminal_text.h"

#include <algorithm>

namespace server::terminal {

namespace {

QString padded(const QStringList& cells, const std::vector<qsizetype>& widths) {
    QString line;
    for (qsizetype column = 0; column < cells.size(); ++column)
        line += cells[column].leftJustified(static_cast<int>(widths[static_cast<std::size_t>(column)]) + 2);
    while (line.endsWith(QLatin1Char(' ')))
        line.chop(1);
    return line + QLatin1Char('\n');
}

}  // namespace

QString printable(const QString& text) {
    QString shown;
    const QList<uint> characters = text.toUcs4();
    for (const uint character : characters) {
        const QChar::Category category = QChar::category(character);
        const bool isObeyed = category == QChar::Other_Control || category == QChar::Other_Format ||
                              category == QChar::Other_Surrogate || category == QChar::Separator_Line ||
                              category == QChar::Separator_Paragraph;
        const char32_t kept = isObeyed ? U' ' : character;
        shown += QString::fromUcs4(&kept, 1);
    }
    return shown;
}

QString time(const std::optional<QDateTime>& time) {
    return time ? time->toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'")) : QStringLiteral("-");
}

QString table(const QStringList& titles, const std::vector<QStringList>& lines) {
    std::vector<qsizetype> widths(static_cast<std::size_t>(titles.size()));
    const auto widen = [&widths](const QStringList& cells) {
        for (qsizetype column = 0; column < cells.size(); ++column) {
            qsizetype& width = widths[static_cast<std::size_t>(column)];
            width = std::max(width, cells[column].size());
        }
    };
    widen(titles);
    std::for_each(lines.begin(), lines.end(), widen);
    QString text = padded(titles, widths);
    for (const QStringList& line : lines)
        text += padded(line, widths);
    return text;
}

QString list(const std::vector<std::pair<QString, QString>>& values) {
    qsizetype width = 0;
    for (const auto& [title, value] : values)
        width = std::max(width, title.size());
    QString text;
    for (const auto& [title, value] : values)
        text += padded({title + QLatin1Char(':'), value}, {width + 1, value.size()});
    return text;
}

}  // namespace server::terminal
