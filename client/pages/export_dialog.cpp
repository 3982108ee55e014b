#include "client/pages/export_dialog.h"

#include "client/widgets/labels.h"

#include <QBoxLayout>
#include <QDir>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace client {

ExportDialog::ExportDialog(const Look& look, const QString& path, QWidget* window)
    : DialogCard(look, tr("All my data"), QDir::toNativeSeparators(path), window)
    , m_path(path)
    , m_progress(makeParagraph(QString(), "body"))
    , m_close(addButton(tr("Cancel"), "secondary", QStringLiteral("exportCloseButton"))) {
    setObjectName(QStringLiteral("exportDialog"));
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    content()->addWidget(m_progress);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    setWritten(0);
}

void ExportDialog::setWritten(qint64 bytes) {
    m_progress->setText(tr("Writing… %1 so far").arg(QLocale().formattedDataSize(bytes)));
}

void ExportDialog::showDone() {
    setTone(m_progress, "success");
    m_progress->setText(tr("Done. Only you can read this file; it holds everything, so keep it safe."));
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(m_close->text());
    adjust();
}

void ExportDialog::showError(const QString& text) {
    setTone(m_progress, "danger");
    m_progress->setText(tr("No file was written. %1").arg(text));
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(m_close->text());
    adjust();
}

}  // namespace client
