#pragma once

// A count in a small round ground. Main thread only.

#include <QWidget>

namespace client {

class Look;

class Badge : public QWidget {
    Q_OBJECT

 public:
    // Muted: a plain count; else one that wants attention.
    Badge(const Look& look, bool muted, QWidget* parent = nullptr);

    // Hidden at 0; "99+" over 99.
    void setCount(int count);

    QSize sizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    QFont countFont() const;

    const Look& m_look;
    bool m_muted;
    QString m_text;
};

}  // namespace client
