#pragma once

// What a feature keeps of a person, said once where its tables are known: how the person gets a copy of it, and what of
// it goes with the account. Each feature with tables of people has one function that answers this (accounts/data,
// history/history_data, ...); app/every_account_data puts them together. Values; any thread.

#include "server/database/transaction.h"

#include <vector>

namespace server {

struct AccountData {
    // One list in the copy. The statement is asked page by page, with the user's id as $1, the last key so far as $2 (0
    // at first) and the number of rows as $3. It answers the columns `key`, a bigint above 0 by which its rows are
    // ordered, and `item`, the text of a JSON value of at most 16 KiB. Nothing secret and no other person's secrets.
    struct Section {
        const char* name;
        Sql rows;
    };
    std::vector<Section> sections;

    // With the user's id as $1. What belongs to others as well (matches, messages) stays; the account itself stays as a
    // row without a name.
    std::vector<Sql> erasures;

    AccountData& add(const AccountData& other);
};

inline AccountData& AccountData::add(const AccountData& other) {
    sections.insert(sections.end(), other.sections.begin(), other.sections.end());
    erasures.insert(erasures.end(), other.erasures.begin(), other.erasures.end());
    return *this;
}

namespace accounts {

// Of the account itself: profile, sign-ins, second factors (without secrets), mails on their way, what was done to it.
AccountData accountData();

}  // namespace accounts

}  // namespace server
