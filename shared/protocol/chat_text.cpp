#include "shared/protocol/chat_text.h"

#include <QChar>
#include <QList>

namespace pong {

namespace {

// On one letter; Vietnamese and Hebrew need up to three.
constexpr int mostMarks = 4;

bool isSpace(char32_t c) {
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Control || category == QChar::Separator_Line ||
           category == QChar::Separator_Paragraph || category == QChar::Separator_Space;
}

// Joiners and marks of direction that Persian, Indic scripts, mixed texts and emoji need; the tags of flags.
bool isGoodFormat(char32_t c) {
    return (c >= 0x200C && c <= 0x200F) || (c >= 0xE0020 && c <= 0xE007F);
}

bool isMark(char32_t c) {
    const QChar::Category category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

bool isDropped(char32_t c) {
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Surrogate || QChar::isNonCharacter(c) ||
           (category == QChar::Other_Format && !isGoodFormat(c));
}

}  // namespace

QString normalisedChatText(const QString& text) {
    QString result;
    bool isSpaceDue = false;
    bool isVisible = false;
    int marks = 0;
    const QList<uint> characters = text.normalized(QString::NormalizationForm_C).toUcs4();
    for (const char32_t c : characters) {
        if (isSpace(c)) {
            isSpaceDue = !result.isEmpty();
            continue;
        }
        marks = isMark(c) ? marks + 1 : 0;
        if (isDropped(c) || marks > mostMarks)
            continue;
        if (isSpaceDue)
            result += QLatin1Char(' ');
        isSpaceDue = false;
        result += QStringView(QChar::fromUcs4(c));
        isVisible = isVisible || (!isMark(c) && !isGoodFormat(c));
    }
    return isVisible ? result : QString();
}

int chatTextLength(const QString& text) {
    return static_cast<int>(text.toUcs4().size());
}

}  // namespace pong
