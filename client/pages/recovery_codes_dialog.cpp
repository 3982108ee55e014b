#include "client/pages/recovery_codes_dialog.h"

#include "client/widgets/buttons.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QFrame>
#include <QGridLayout>

namespace client {

RecoveryCodesDialog::RecoveryCodesDialog(const Look& look, const QStringList& codes, QWidget* window)
    : DialogCard(look, tr("Your recovery codes"),
                 tr("Each of them takes the place of a code, once. Keep them where you find them without your phone: "
                    "they are not shown again, and earlier ones are no longer good."),
                 window)
    , m_note(new ElidedLabel(QString(), "caption")) {
    setObjectName(QStringLiteral("recoveryCodesDialog"));
    content()->addWidget(makeColumns(codes));
    m_note->setObjectName(QStringLiteral("codesNote"));
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    content()->addWidget(m_note);
    QPushButton* copy = addButton(tr("Copy"), "secondary", QStringLiteral("copyCodesButton"));
    setButtonIcon(copy, look, QStringLiteral("copy"));
    QPushButton* save = addButton(tr("Save…"), "secondary", QStringLiteral("saveCodesButton"));
    QPushButton* done = addButton(tr("Done"), "primary", QStringLiteral("codesDoneButton"));
    const QString text = codes.join(u'\n') + u'\n';
    connect(copy, &QPushButton::clicked, this, [this, text] { Q_EMIT copyRequested(text); });
    connect(save, &QPushButton::clicked, this, [this, text] { Q_EMIT saveRequested(text); });
    connect(done, &QPushButton::clicked, this, &QDialog::accept);
    copy->setFocus();
}

QWidget* RecoveryCodesDialog::makeColumns(const QStringList& codes) {
    auto* frame = new QFrame;
    frame->setProperty("kind", QStringLiteral("well"));
    auto* grid = new QGridLayout(frame);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setVerticalSpacing(8);
    const int rows = static_cast<int>(codes.size() + 1) / 2;
    for (int i = 0; i < codes.size(); ++i) {
        QLabel* code = makeLabel(codes[i], "code");
        code->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(code, i % rows, i / rows);
    }
    return frame;
}

void RecoveryCodesDialog::showNote(const QString& text, bool good) {
    m_note->setText(text);
    setTone(m_note, good ? "success" : "danger");
}

}  // namespace client
