#pragma once

// 3, 2, 1 in the middle of the table. Main thread only.

#include <QWidget>

namespace client {

class Look;

class CountdownCard : public QWidget {
    Q_OBJECT

 public:
    explicit CountdownCard(const Look& look, QWidget* parent = nullptr);

    // What is about to happen ("Serve to Kaito"), and the milliseconds until then.
    void setCountdown(const QString& caption, int milliseconds);
    // The figure that stands for so many milliseconds: 700 each.
    static int figure(int milliseconds);

    QSize sizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    const Look& m_look;
    QString m_caption;
    int m_milliseconds = 0;
};

}  // namespace client
