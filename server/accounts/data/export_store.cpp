#include "server/accounts/data/export_store.h"

namespace server::accounts {

namespace {

constexpr qsizetype enoughBytes = 24 * 1024;
constexpr int rowsAtOnce = 64;

}  // namespace

std::string ExportCursor::text() const {
    return std::to_string(section) + ':' + std::to_string(after);
}

std::optional<ExportCursor> ExportCursor::fromText(const std::string& text) {
    if (text.empty())
        return ExportCursor();
    const QByteArrayList parts = QByteArray::fromStdString(text).split(':');
    bool isSection = false;
    bool isKey = false;
    const uint section = parts[0].toUInt(&isSection);
    const qlonglong after = parts.value(1).toLongLong(&isKey);
    if (parts.size() != 2 || !isSection || !isKey || after < 0)
        return std::nullopt;
    return ExportCursor{section, after};
}

ExportPiece exportPiece(Transaction& transaction, UserId user, ExportCursor from,
                        std::vector<AccountData::Section> sections) {
    ExportCursor at = from;
    QByteArray json;
    if (at.isStart())
        json = "{\n\"format\": \"pong account, version 1\"";
    while (at.section < sections.size()) {
        if (json.size() >= enoughBytes)
            return {json, at};
        const AccountData::Section& section = sections[at.section];
        if (at.after == 0)
            json += QByteArray(",\n\n\"") + section.name + "\": [";
        const Rows rows = transaction.execute(section.rows, user, at.after, rowsAtOnce);
        for (const Row row : rows) {
            json += at.after == 0 ? "\n" : ",\n";
            json += row.text(u"item").toUtf8();
            at.after = row.int64(u"key");
            if (json.size() >= enoughBytes)
                return {json, at};
        }
        if (rows.size() == rowsAtOnce)
            continue;
        json += ']';
        at = {at.section + 1, 0};
    }
    json += "\n}\n";
    return {json, std::nullopt};
}

}  // namespace server::accounts
