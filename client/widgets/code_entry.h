#pragma once

// Six boxes for a code of six digits: one line edit, painted as boxes, so that typing, pasting, undo and screen readers
// work as in any field. A pasted code may have spaces, dashes or words around it. Goes into a Field, whose error turns
// the boxes' edges red. Main thread only.
//
//     auto* entry = new CodeEntry(look, QStringLiteral("codeField"));
//     auto* field = new Field(look, tr("Code"), entry);

#include <QLineEdit>

namespace client {

class Look;

class CodeEntry : public QLineEdit {
    Q_OBJECT

 public:
    static constexpr int digits = 6;
    // Square where the boxes stand in a card among other things.
    enum class Boxes { Tall, Square };

    CodeEntry(const Look& look, const QString& objectName, Boxes boxes = Boxes::Tall, QWidget* parent = nullptr);

    bool isComplete() const { return text().size() == digits; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

 Q_SIGNALS:
    // By hand, with isComplete() or without: `code` holds digits only.
    void codeEdited(const QString& code);

 protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent*) override {}  // boxes are chosen, not swept over
    void focusInEvent(QFocusEvent* event) override;

 private:
    void keepDigits(const QString& typed);
    QRect box(int index) const;
    // The box that the next key fills, or those that it replaces.
    bool isCurrent(int index) const;

    const Look& m_look;
    const Boxes m_boxes;
};

}  // namespace client
