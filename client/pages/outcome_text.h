#pragma once

// The words for how a match went. Any thread.

#include "client/models/history_roles.h"
#include "client/widgets/chip.h"

#include <QCoreApplication>
#include <QString>

namespace client {

class OutcomeText {
    Q_DECLARE_TR_FUNCTIONS(client::OutcomeText)

 public:
    static QString chip(history::Outcome outcome);
    static ChipKind kind(history::Outcome outcome);
    static QString ending(history::Ending ending);
};

}  // namespace client
