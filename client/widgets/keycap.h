#pragma once

// A key of the keyboard as a picture. Main thread only.

#include <QWidget>

namespace client {

class Look;

// What stands on a key: "W", "↑", "Space".
QString keyLabel(Qt::Key key);

class Keycap : public QWidget {
    Q_OBJECT

 public:
    enum class Ground { Surface, Table };

    Keycap(const Look& look, const QString& label, Ground ground = Ground::Surface, QWidget* parent = nullptr);
    Keycap(const Look& look, Qt::Key key, Ground ground = Ground::Surface, QWidget* parent = nullptr)
        : Keycap(look, keyLabel(key), ground, parent) {}

    QSize sizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    QFont labelFont() const;

    const Look& m_look;
    QString m_label;
    Ground m_ground;
};

}  // namespace client
