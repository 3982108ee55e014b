#pragma once

// A QR code, black on white in every theme because scanners want it so. Main thread only.

#include <QBitArray>
#include <QWidget>

namespace client {

class QrCode : public QWidget {
    Q_OBJECT

 public:
    // `side` is in logical pixels, the quiet zone included. `name` is what a screen reader says.
    QrCode(int side, const QString& name, const QString& objectName, QWidget* parent = nullptr);

    // Empty: nothing is drawn. False: it is too long for a code.
    bool setText(const QString& text);

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    QBitArray m_modules;  // row by row
    int m_width = 0;      // modules a row
};

}  // namespace client
