#pragma once

// A question before something that cannot simply be undone. Keeping things as they are is the default answer, and what
// Escape means; accepted(): do it. Main thread only.
//
// Object names: keepButton, confirmButton.

#include "client/widgets/dialog_card.h"

namespace client {

class ConfirmDialog : public DialogCard {
    Q_OBJECT

 public:
    ConfirmDialog(const Look& look, const QString& title, const QString& text, const QString& keep,
                  const QString& confirm, QWidget* window);
};

}  // namespace client
