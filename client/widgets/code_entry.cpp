#include "client/widgets/code_entry.h"

#include "client/widgets/look.h"

#include <QFocusEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int boxWidth = 48;
constexpr int tallBox = 56;
constexpr int gap = 12;
constexpr int middleGap = 30;
constexpr int dash = 8;
constexpr int half = CodeEntry::digits / 2;
constexpr int naturalWidth = CodeEntry::digits * boxWidth + (CodeEntry::digits - 2) * gap + middleGap;
constexpr int digitPixels = 24;

}  // namespace

CodeEntry::CodeEntry(const Look& look, const QString& objectName, Boxes boxes, QWidget* parent)
    : QLineEdit(parent), m_look(look), m_boxes(boxes) {
    setObjectName(objectName);
    setAccessibleName(tr("Code of six digits"));
    setInputMethodHints(Qt::ImhDigitsOnly);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setCursor(Qt::ArrowCursor);
    connect(this, &QLineEdit::textEdited, this, &CodeEntry::keepDigits);
    connect(this, &QLineEdit::textChanged, this, qOverload<>(&QWidget::update));
    connect(this, &QLineEdit::cursorPositionChanged, this, qOverload<>(&QWidget::update));
    connect(this, &QLineEdit::selectionChanged, this, qOverload<>(&QWidget::update));
    connect(&look, &Look::changed, this, &QWidget::updateGeometry);
}

QSize CodeEntry::sizeHint() const {
    return {m_look.scaled(naturalWidth), m_look.scaled(m_boxes == Boxes::Tall ? tallBox : boxWidth)};
}

// A card with a thick edge has a little less room.
QSize CodeEntry::minimumSizeHint() const {
    return {sizeHint().width() * 9 / 10, sizeHint().height()};
}

void CodeEntry::keepDigits(const QString& typed) {
    QString code;
    for (const QChar letter : typed)
        if (letter.isDigit())
            code += QString::number(letter.digitValue());
    code.truncate(digits);
    if (code != typed) {
        const int position = cursorPosition();
        setText(code);
        setCursorPosition(std::min<int>(position, static_cast<int>(code.size())));
    }
    Q_EMIT codeEdited(code);
}

QRect CodeEntry::box(int index) const {
    const int left = index * (boxWidth + gap) + (index < half ? 0 : middleGap - gap);
    const int x = left * width() / naturalWidth;
    return {x, 0, (left + boxWidth) * width() / naturalWidth - x, height()};
}

bool CodeEntry::isCurrent(int index) const {
    if (hasSelectedText())
        return index >= selectionStart() && index < selectionEnd();
    return index == std::min(cursorPosition(), digits - 1);
}

void CodeEntry::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    // By mouse the box is chosen; else the code goes on where it ends. A code that was refused is typed anew.
    if (event->reason() == Qt::MouseFocusReason)
        return;
    if (isComplete())
        selectAll();
    else
        end(false);
}

void CodeEntry::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return QLineEdit::mousePressEvent(event);
    int pressed = digits - 1;
    while (pressed > 0 && event->position().x() < box(pressed).left())
        --pressed;
    if (pressed < text().size())
        setSelection(pressed, 1);
    else
        end(false);
}

void CodeEntry::mouseDoubleClickEvent(QMouseEvent*) {
    selectAll();
}

void CodeEntry::paintEvent(QPaintEvent*) {
    const Theme& theme = m_look.theme();
    const bool isWrong = property("state").toString() == QLatin1String("error");
    const QString code = text();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_look.number(digitPixels, QFont::DemiBold));
    for (int i = 0; i < digits; ++i) {
        const bool isHere = hasFocus() && isCurrent(i);
        const int edge = isHere || isWrong ? 2 : m_look.edge();
        const QColor edgeColor = !isEnabled() ? theme.surface3
                                 : isWrong    ? theme.danger
                                 : isHere     ? theme.focus
                                              : theme.lineStrong;
        painter.setPen(QPen(edgeColor, edge));
        painter.setBrush(isEnabled() ? theme.input : theme.surface3);
        const qreal inset = edge / 2.0;
        painter.drawRoundedRect(QRectF(box(i)).adjusted(inset, inset, -inset, -inset), 8 - inset, 8 - inset);
        painter.setPen(isEnabled() ? theme.text : theme.text3);
        if (i < code.size())
            painter.drawText(box(i), Qt::AlignCenter, code.mid(i, 1));
    }
    const int middle = (box(half - 1).right() + box(half).left() + 1) / 2;
    const int width = m_look.scaled(dash);
    painter.fillRect(middle - width / 2, height() / 2 - 1, width, 2, theme.text3);
}

}  // namespace client
