#pragma once

// The own account as the profile page shows it. Plain values; any thread.

#include <QDateTime>
#include <QString>

namespace client {

struct ProfileInfo {
    QString username;
    QString email;
    bool emailConfirmed = false;
    QString pendingEmail;  // to be confirmed with a code; empty: none
    QString avatarUrl;     // empty: the drawn default of the name
    bool codesByApp = false;
    bool codesByEmail = false;
    int recoveryCodesLeft = 0;
    QDateTime joined;
};

}  // namespace client
