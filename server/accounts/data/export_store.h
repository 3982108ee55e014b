#pragma once

// The copy of all that the server knows of an account: one JSON document, piece by piece. Each piece is read when it is
// asked for, so that neither side ever holds the whole; what changes between two pieces may be in either state. Store
// function, for a database thread.

#include "server/accounts/data/account_data.h"
#include "server/net/refusal.h"

#include <QByteArray>

#include <cstddef>
#include <optional>
#include <string>

namespace server::accounts {

// Where the next piece begins.
struct ExportCursor {
    std::size_t section = 0;
    std::int64_t after = 0;  // the last key of that section that was given out; 0: none

    bool isStart() const { return section == 0 && after == 0; }
    std::string text() const;
    // Empty text is the start; none: nothing that text() made.
    static std::optional<ExportCursor> fromText(const std::string& text);
};

struct ExportPiece {
    QByteArray json;
    std::optional<ExportCursor> next;  // none: that was the end
};

// Some 24 KiB, 40 at most.
ExportPiece exportPiece(Transaction& transaction, UserId user, ExportCursor from,
                        std::vector<AccountData::Section> sections);

}  // namespace server::accounts
