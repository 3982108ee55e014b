#include "client/docks/link_dialog.h"

#include "client/docks/chat_links.h"
#include "client/widgets/labels.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QPushButton>

namespace client {

namespace {

// An address has no places where a label could break its line: a space of no width makes some.
QString breakable(const QString& address) {
    constexpr qsizetype most = 32;
    QString text;
    for (qsizetype i = 0; i < address.size(); i += most)
        text += address.mid(i, most) + QChar(0x200B);
    return text;
}

}  // namespace

LinkDialog::LinkDialog(const Look& look, const QUrl& url, QWidget* window)
    : DialogCard(look, tr("Open this link?"),
                 tr("Somebody wrote it in the chat. It leads to %1:").arg(url.host(QUrl::FullyEncoded)), window) {
    QLabel* target = makeParagraph(breakable(shownTarget(url)), "number");
    target->setObjectName(QStringLiteral("linkTarget"));
    target->setAccessibleName(shownTarget(url));
    content()->addWidget(target);
    QPushButton* stay = addButton(tr("Stay here"), "secondary", QStringLiteral("stayHereButton"));
    QPushButton* copy = addButton(tr("Copy"), "secondary", QStringLiteral("copyLinkButton"));
    QPushButton* open = addButton(tr("Open in browser"), "primary", QStringLiteral("openLinkButton"));
    stay->setFocus();
    connect(stay, &QPushButton::clicked, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, [this, url] {
        QApplication::clipboard()->setText(shownTarget(url));
        reject();
    });
    connect(open, &QPushButton::clicked, this, [this, url] {
        Q_EMIT openRequested(url);
        accept();
    });
}

}  // namespace client
