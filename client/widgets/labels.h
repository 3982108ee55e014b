#pragma once

// Labels of the type scale, styled by resources/themes/pong.qss. Main thread only.

#include <QLabel>

namespace client {

// `type` is one of the sheet's: display, title, heading, lead, body, name, strong, small, fieldLabel, caption, figure,
// number, code, address. The colour follows from it unless setTone() says otherwise.
QLabel* makeLabel(const QString& text, const char* type, QWidget* parent = nullptr);
// Wraps, and takes the height that its width needs.
QLabel* makeParagraph(const QString& text, const char* type, QWidget* parent = nullptr);
// text, text2, text3, accent, success, danger, warning, onTable, onTable2.
void setTone(QWidget* widget, const char* tone);
// For a tool tip that shows what somebody typed, or what a server says: tool tips take what looks like markup as
// markup.
QString plainToolTip(const QString& text);
// Sets a property that the style sheet selects by, and styles the widget anew.
void setStyled(QWidget* widget, const char* property, const QVariant& value);

// One line that ends in an ellipsis where it does not fit, with the whole text as its tool tip then.
class ElidedLabel : public QLabel {
    Q_OBJECT

 public:
    ElidedLabel(const QString& text, const char* type, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
};

}  // namespace client
