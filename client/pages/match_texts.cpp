#include "client/pages/match_texts.h"

#include <QLocale>

#include <cstdlib>

namespace client {

QString MatchTexts::score(int mine, int theirs) {
    return QStringLiteral("%1 – %2").arg(mine).arg(theirs);
}

QString MatchTexts::length(std::int64_t milliseconds) {
    const std::int64_t seconds = milliseconds / 1000;
    const QLatin1Char zero('0');
    if (seconds < 3600)
        return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, zero);
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, zero)
        .arg(seconds % 60, 2, 10, zero);
}

QString MatchTexts::played(const QDateTime& at, const QDateTime& now) {
    const QLocale locale;
    const QString time = locale.toString(at.time(), QStringLiteral("HH:mm"));
    const qint64 days = at.date().daysTo(now.date());
    if (days == 0)
        return tr("Today %1").arg(time);
    if (days == 1)
        return tr("Yesterday %1").arg(time);
    if (days > 1 && days < 7)
        return tr("%1 %2", "day of the week and time").arg(locale.dayName(at.date().dayOfWeek()), time);
    const QString day = locale.toString(at.date(), QStringLiteral("d MMM"));
    return at.date().year() == now.date().year() ? day : day + QLatin1Char(' ') + QString::number(at.date().year());
}

QString MatchTexts::ratingChange(int change) {
    if (change == 0)
        return {};
    return (change > 0 ? QStringLiteral("+") : QStringLiteral("\u2212")) + QString::number(std::abs(change));
}

QString MatchTexts::count(std::int64_t number) {
    return QLocale().toString(static_cast<qlonglong>(number));
}

}  // namespace client
