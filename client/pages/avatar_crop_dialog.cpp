#include "client/pages/avatar_crop_dialog.h"

#include "client/widgets/buttons.h"
#include "client/widgets/crop_view.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QSignalBlocker>
#include <QSlider>

namespace client {

namespace {

constexpr int zoomSteps = 100;

}  // namespace

AvatarCropDialog::AvatarCropDialog(const Look& look, const QImage& picture, QWidget* window)
    : DialogCard(look, tr("Your picture"), tr("Drag it into place; the wheel or the slider zooms."), window)
    , m_view(new CropView(look, picture, QStringLiteral("cropView")))
    , m_error(makeParagraph(QString(), "small"))
    , m_use(new BusyButton(look, tr("Use picture"), "primary", QStringLiteral("useCropButton"))) {
    setObjectName(QStringLiteral("avatarCropDialog"));
    auto* zoom = new QSlider(Qt::Horizontal);
    zoom->setObjectName(QStringLiteral("cropZoom"));
    zoom->setAccessibleName(tr("Zoom"));
    zoom->setRange(0, zoomSteps);
    m_error->setObjectName(QStringLiteral("cropError"));
    setTone(m_error, "danger");
    m_error->hide();
    content()->addWidget(m_view, 0, Qt::AlignHCenter);
    content()->addWidget(zoom);
    content()->addWidget(m_error);
    QPushButton* cancel = addButton(tr("Cancel"), "secondary", QStringLiteral("cancelCropButton"));
    addButton(m_use);
    m_use->setDefault(true);
    m_view->setFocus();

    connect(zoom, &QSlider::valueChanged, m_view,
            [this](int step) { m_view->setZoom(static_cast<double>(step) / zoomSteps); });
    connect(m_view, &CropView::zoomChanged, zoom, [zoom](double share) {
        const QSignalBlocker quiet(zoom);
        zoom->setValue(static_cast<int>(share * zoomSteps + 0.5));
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_use, &QPushButton::clicked, this, [this] {
        m_error->hide();
        m_use->setBusy(true);
        Q_EMIT chosen(m_view->cropped());
    });
}

void AvatarCropDialog::showError(const QString& text) {
    m_use->setBusy(false);
    m_error->setText(text);
    m_error->show();
    adjust();
}

void AvatarCropDialog::reject() {
    if (!m_use->isBusy())
        DialogCard::reject();
}

}  // namespace client
