#include "client/pages/trust_dialogs.h"

#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace client {

namespace {

// In lines of eight pairs, so that two people can compare it aloud.
QString inLines(const QString& fingerprint) {
    constexpr int pairsALine = 8;
    QString plain = fingerprint;
    plain.remove(QLatin1Char(':'));
    QString lines;
    for (qsizetype i = 0; i < plain.size(); i += 2) {
        if (i > 0)
            lines += i / 2 % pairsALine == 0 ? QLatin1Char('\n') : QLatin1Char(' ');
        lines += plain.mid(i, 2).toUpper();
    }
    return lines;
}

QWidget* fingerprintBlock(const QString& name, const QString& fingerprint, const QString& objectName) {
    auto* block = new QWidget;
    auto* column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(4);
    column->addWidget(makeLabel(name, "fieldLabel"));
    QLabel* value = makeLabel(inLines(fingerprint), "number");
    value->setObjectName(objectName);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(value);
    return block;
}

}  // namespace

FirstContactDialog::FirstContactDialog(const Look& look, const QString& server, const QString& fingerprint,
                                       QWidget* window)
    : DialogCard(look, tr("Is this your server?"),
                 tr("This computer meets %1 for the first time. Compare the fingerprint with the one that the server "
                    "shows its host.")
                     .arg(server),
                 window) {
    content()->addWidget(fingerprintBlock(tr("Fingerprint"), fingerprint, QStringLiteral("fingerprint")));
    QPushButton* no = addButton(tr("Not now"), "secondary", QStringLiteral("dontTrustServerButton"));
    QPushButton* yes = addButton(tr("Trust this server"), "primary", QStringLiteral("trustServerButton"));
    yes->setDefault(true);
    yes->setFocus();
    connect(no, &QPushButton::clicked, this, &QDialog::reject);
    connect(yes, &QPushButton::clicked, this, &QDialog::accept);
    connect(this, &QDialog::finished, this, [this](int result) { Q_EMIT answered(result == Accepted); });
}

ChangedCertificateDialog::ChangedCertificateDialog(const Look& look, const QString& server,
                                                   const QString& knownFingerprint, const QString& newFingerprint,
                                                   QWidget* window)
    : DialogCard(look, tr("This server has changed its identity"),
                 tr("%1 shows another certificate than before. Somebody may be listening in, or the server was "
                    "installed anew. Ask its host before you go on.")
                     .arg(server),
                 window) {
    setAlertIcon();
    content()->addWidget(
        fingerprintBlock(tr("Known fingerprint"), knownFingerprint, QStringLiteral("knownFingerprint")));
    content()->addWidget(fingerprintBlock(tr("New fingerprint"), newFingerprint, QStringLiteral("newFingerprint")));
    QPushButton* accept = addButton(tr("Trust the new one"), "danger", QStringLiteral("acceptCertificateButton"));
    QPushButton* safe = addButton(tr("Keep away"), "primary", QStringLiteral("keepSafeButton"));
    safe->setDefault(true);
    safe->setFocus();
    connect(safe, &QPushButton::clicked, this, &QDialog::reject);
    connect(accept, &QPushButton::clicked, this, &QDialog::accept);
    connect(this, &QDialog::finished, this, [this](int result) { Q_EMIT answered(result == Accepted); });
}

}  // namespace client
