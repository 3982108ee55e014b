#pragma once

// The text of a chat message as it is stored and shown. Client and server call the same functions, so that the client's
// counter and the server's limit agree. Pure; any thread.

#include <QString>

namespace pong {

constexpr int longestChatText = 500;  // characters as Unicode counts them (code points)

// One paragraph without what would disturb the texts around it: line breaks, other controls and runs of spaces become
// one space; overrides of the writing direction, invisible characters and towers of accents go. Empty where nothing
// could be seen.
QString normalisedChatText(const QString& text);

int chatTextLength(const QString& text);

}  // namespace pong
