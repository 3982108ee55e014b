#pragma once

// Where a link that somebody wrote leads, before it is opened. Main thread only.
//
// Object names: linkTarget, stayHereButton, copyLinkButton, openLinkButton.

#include "client/widgets/dialog_card.h"

#include <QUrl>

namespace client {

class LinkDialog : public DialogCard {
    Q_OBJECT

 public:
    LinkDialog(const Look& look, const QUrl& url, QWidget* window);

 Q_SIGNALS:
    void openRequested(const QUrl& url);
};

}  // namespace client
