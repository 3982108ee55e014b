#include "server/app/every_account_data.h"

#include "server/chat/chat_data.h"
#include "server/friends/friends_data.h"
#include "server/history/history_data.h"
#include "server/moderation/moderation_data.h"
#include "server/notifications/notifications_data.h"
#include "server/tournaments/tournaments_data.h"

namespace server {

AccountData everyAccountData() {
    AccountData all = accounts::accountData();
    return all.add(friends::accountData())
        .add(history::accountData())
        .add(moderation::accountData())
        .add(notifications::accountData())
        .add(chat::accountData())
        .add(tournaments::accountData());
}

}  // namespace server
