#include "client/docks/chat_layouts.h"

#include "client/widgets/look.h"

#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace client {

namespace {

constexpr int mostKept = 1500;  // twice a window of messages, and some
constexpr int lineHeight = 20;

}  // namespace

const TextLink* ChatLayout::linkAt(const QPointF& position) const {
    for (int i = 0; i < text.lineCount(); ++i) {
        const QTextLine line = text.lineAt(i);
        if (!line.naturalTextRect().contains(position))
            continue;
        const int cursor = line.xToCursor(position.x(), QTextLine::CursorOnCharacter);
        const auto found = std::find_if(links.begin(), links.end(), [cursor](const TextLink& link) {
            return cursor >= link.start && cursor < link.start + link.length;
        });
        return found == links.end() ? nullptr : &*found;
    }
    return nullptr;
}

ChatLayouts::ChatLayouts(const Look& look) : m_look(look), m_layouts(mostKept) {}

int ChatLayouts::knownHeight(qint64 key, int width) const {
    const ChatLayout* layout = m_layouts.object(key);
    return layout && layout->width == width ? layout->height : -1;
}

const ChatLayout& ChatLayouts::layout(qint64 key, const QString& text, int width) {
    ChatLayout* known = m_layouts.object(key);
    if (!known) {
        known = new ChatLayout;
        m_layouts.insert(key, known);
    }
    if (known->width != width)
        arrange(*known, text, width);
    return *known;
}

void ChatLayouts::arrange(ChatLayout& layout, const QString& text, int width) const {
    layout.width = width;
    layout.links = linksIn(text);
    QTextOption option(text.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LayoutDirectionAuto);
    layout.text.setText(text);
    layout.text.setFont(m_look.font(TextStyle::Small));
    layout.text.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const TextLink& link : layout.links) {
        QTextCharFormat format;
        format.setForeground(m_look.theme().accentText);
        format.setFontUnderline(true);
        formats.append({link.start, link.length, format});
    }
    layout.text.setFormats(formats);

    const qreal least = m_look.scaled(lineHeight);
    qreal y = 0;
    layout.text.beginLayout();
    for (QTextLine line = layout.text.createLine(); line.isValid(); line = layout.text.createLine()) {
        line.setLineWidth(width);
        const qreal height = std::max(least, line.height());
        line.setPosition({0, y + (height - line.height()) / 2});
        y += height;
    }
    layout.text.endLayout();
    layout.height = static_cast<int>(std::ceil(y));
}

}  // namespace client
