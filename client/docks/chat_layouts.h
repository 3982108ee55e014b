#pragma once

// The lines of chat messages as they are drawn, kept so that scrolling lays nothing out twice. Texts are plain: what
// looks like markup stays as it was written. Right-to-left paragraphs start at the right. Main thread only.

#include "client/docks/chat_links.h"

#include <QCache>
#include <QTextLayout>

#include <memory>

namespace client {

class Look;

struct ChatLayout {
    QTextLayout text;
    std::vector<TextLink> links;
    int width = 0;
    int height = 0;

    // Null: no link there. `position` from the top left of the lines.
    const TextLink* linkAt(const QPointF& position) const;
};

class ChatLayouts {
 public:
    explicit ChatLayouts(const Look& look);

    // `key` names a text that never changes. Valid until the next call.
    const ChatLayout& layout(qint64 key, const QString& text, int width);
    // Its height if it is kept for this width; -1: not known.
    int knownHeight(qint64 key, int width) const;
    // Fonts or colours are others now.
    void clear() { m_layouts.clear(); }

 private:
    void arrange(ChatLayout& layout, const QString& text, int width) const;

    const Look& m_look;
    QCache<qint64, ChatLayout> m_layouts;
};

}  // namespace client
