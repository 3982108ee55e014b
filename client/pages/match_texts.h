#pragma once

// How figures of a match are written for a person. Any thread.

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

#include <cstdint>

namespace client {

class MatchTexts {
    Q_DECLARE_TR_FUNCTIONS(client::MatchTexts)

 public:
    // "11 – 8", with an en dash.
    static QString score(int mine, int theirs);
    // "6:12"; an hour and more "1:06:12".
    static QString length(std::int64_t milliseconds);
    // "Today 17:41", "Yesterday 17:41", "Friday 17:41" within a week, "20 Nov", and with the year where it is another.
    static QString played(const QDateTime& at, const QDateTime& now);
    // "+9", "−8" with the minus sign of figures (U+2212); empty for 0: nothing changed, or the match was not rated.
    static QString ratingChange(int change);
    // Grouped as this person's language does: "88,214".
    static QString count(std::int64_t number);
};

}  // namespace client
