#pragma once

// The SQL of setting two-factor up and ending it. Each locks the account's row first, so that what two devices do at
// once happens one after the other. Store functions, for a database thread.

#include "server/accounts/second_factor_store.h"

#include <QByteArray>
#include <QList>

namespace server::accounts {

// An app that is to be confirmed by its first code; an earlier one that was not is void. Throws Refusal(CONFLICT) when
// an app is on already.
void startApp(Transaction& transaction, UserId user, QByteArray sealedSecret);

// The same for codes by e-mail, with the first code on its way.
void startEmail(Transaction& transaction, UserId user, NewEmailCode code, QueuedMail mail);

struct TurnOn {
    QList<QByteArray> recoveryHashes;  // for when this is the first method
    std::optional<QueuedMail> notice;  // tells the owner
};

enum class TurnOnResult { WrongCode, On, OnAsFirst };

// A wrong code is counted. A code by e-mail also confirms the address.
TurnOnResult turnOn(Transaction& transaction, UserId user, FactorCode code, TurnOn change);

// TWO_FACTOR_UNSPECIFIED: all. Answers whether there was anything to turn off. With the last method recovery codes and
// trusted computers go too.
bool turnOff(Transaction& transaction, UserId user, wire::TwoFactorMethod method, std::optional<QueuedMail> notice);

// What goes with the last method: recovery codes, trusted computers, a code on its way.
void forgetFactors(Transaction& transaction, UserId user);

// Throws Refusal(CONFLICT) where two-factor is off.
void replaceRecoveryCodes(Transaction& transaction, UserId user, QList<QByteArray> hashes);

}  // namespace server::accounts
