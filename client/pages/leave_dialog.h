#pragma once

// The question before a match is given up. Staying is the default answer, and what Escape means. accepted(): leave.
// Main thread only.

#include "client/widgets/dialog_card.h"

namespace client {

class LeaveDialog : public DialogCard {
    Q_OBJECT

 public:
    LeaveDialog(const Look& look, const QString& opponent, bool rated, QWidget* window);
};

}  // namespace client
