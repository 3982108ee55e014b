#pragma once

// Which square of a chosen picture becomes the own one: dragged and zoomed by hand, by wheel or by keys. Main thread
// only.
//
// Object names: avatarCropDialog, cropView, cropZoom, cropError, cancelCropButton, useCropButton.

#include "client/widgets/dialog_card.h"

#include <QImage>

namespace client {

class BusyButton;
class CropView;

class AvatarCropDialog : public DialogCard {
    Q_OBJECT

 public:
    AvatarCropDialog(const Look& look, const QImage& picture, QWidget* window);

    // What was cropped stays, to be tried again.
    void showError(const QString& text);

    void reject() override;

 Q_SIGNALS:
    // Busy from here on; close it with accept(), or showError().
    void chosen(const QImage& square);

 private:
    CropView* m_view;
    QLabel* m_error;
    BusyButton* m_use;
};

}  // namespace client
