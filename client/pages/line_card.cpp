#include "client/pages/line_card.h"

#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

namespace client {

namespace {

constexpr int tile = 40;
constexpr int iconSide = 20;
constexpr int radius = 8;

class IconTile : public QWidget {
 public:
    IconTile(const Look& look, const QString& icon) : m_look(look), m_icon(icon) { setFixedSize(tile, tile); }

 protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = m_look.theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.surface2);
        painter.drawRoundedRect(rect(), radius, radius);
        paintIcon(painter, rect().adjusted(10, 10, -10, -10), m_icon, theme.accentText);
    }

 private:
    const Look& m_look;
    QString m_icon;
};

}  // namespace

LineCard::LineCard(const Look& look, const QString& icon, const QString& title, QWidget* control, QWidget* parent)
    : QFrame(parent), m_text(makeParagraph(QString(), "small")) {
    setProperty("kind", QStringLiteral("card"));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(makeLabel(title, "strong"));
    words->addWidget(m_text);
    words->addStretch();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 20, 24, 20);
    row->setSpacing(16);
    row->addWidget(new IconTile(look, icon));
    row->addLayout(words, 1);
    row->addWidget(control);
}

void LineCard::setText(const QString& text) {
    m_text->setText(text);
}

}  // namespace client
