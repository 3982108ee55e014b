#pragma once

// What stands where there is nothing to show: a quiet picture, what it means, and one way on. With the alert icon it is
// a page that could not be loaded. Main thread only.

#include <QWidget>

class QLabel;

namespace client {

class Look;

class EmptyState : public QWidget {
    Q_OBJECT

 public:
    enum class Picture { Table, Alert };

    // Without a `button` text there is no button.
    EmptyState(const Look& look, Picture picture, const QString& title, const QString& text, const QString& button,
               const QString& buttonName, QWidget* parent = nullptr);

    void setText(const QString& title, const QString& text);

 Q_SIGNALS:
    void buttonClicked();

 private:
    QLabel* m_title;
    QLabel* m_text;
};

}  // namespace client
