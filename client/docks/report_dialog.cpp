#include "client/docks/report_dialog.h"

#include "client/widgets/field.h"
#include "client/widgets/labels.h"

#include <QBoxLayout>
#include <QPushButton>

namespace client {

namespace {
constexpr int longestReason = 500;
}

ReportDialog::ReportDialog(const Look& look, const QString& name, const QString& quote, QWidget* window)
    : DialogCard(look, tr("Report %1?").arg(name),
                 tr("The host of this server reads what you write here. %1 is not told.").arg(name), window)
    , m_reason(new Field(look, tr("What is wrong"), QStringLiteral("reportReasonField"))) {
    if (!quote.isEmpty()) {
        auto* words = new ElidedLabel(quote, "small");
        words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        content()->addWidget(words);
    }
    m_reason->edit()->setMaxLength(longestReason);
    content()->addWidget(m_reason);
    QPushButton* keep = addButton(tr("Cancel"), "secondary", QStringLiteral("keepReportButton"));
    QPushButton* send = addButton(tr("Report"), "danger", QStringLiteral("sendReportButton"));
    keep->setAutoDefault(false);
    send->setAutoDefault(false);
    m_reason->edit()->setFocus();
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(send, &QPushButton::clicked, this, &ReportDialog::submit);
    connect(m_reason, &Field::submitted, this, &ReportDialog::submit);
}

void ReportDialog::submit() {
    const QString reason = m_reason->text().simplified();
    if (reason.isEmpty()) {
        m_reason->setError(tr("Say in a few words what is wrong."));
        return;
    }
    Q_EMIT sendRequested(reason);
    accept();
}

}  // namespace client
