#include "client/pages/local_cards.h"

#include "client/widgets/attract_table.h"
#include "client/widgets/buttons.h"
#include "client/widgets/icon.h"
#include "client/widgets/keycap.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/segmented.h"

#include <QBoxLayout>
#include <QFrame>
#include <QLabel>

namespace client {

namespace {

// Matches that look good from the first moment.
constexpr std::uint64_t twoPlayersSeed = 46;
constexpr std::uint64_t versusAiSeed = 97;
constexpr int pictureWidth = 278;

// As wide as its card, and as high as a table of that width.
class CardPicture : public AttractTable {
 public:
    using AttractTable::AttractTable;

    QSize sizeHint() const override { return {pictureWidth, heightForWidth(pictureWidth)}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override {
        // Rounded up: the table fills the width then.
        return (width * TableGeometry::unitsHigh + TableGeometry::unitsWide - 1) / TableGeometry::unitsWide;
    }
};

}  // namespace

LocalCards::LocalCards(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_twoPicture(new CardPicture(look, twoPlayersSeed))
    , m_aiPicture(new CardPicture(look, versusAiSeed))
    , m_level(new Segmented(QStringLiteral("aiLevel"), tr("Level of the AI"), true)) {
    for (int level = 1; level <= 5; ++level)
        m_level->add(QString::number(level), level);
    setAiLevel(LocalMatchOptions().aiLevel);

    QPushButton* together = makeButton(tr("Play together"), "secondary", QStringLiteral("playTogetherButton"));
    setButtonIcon(together, look, QStringLiteral("play_filled"));
    QPushButton* ai = makeButton(tr("Play the AI"), "secondary", QStringLiteral("playAiButton"));
    setButtonIcon(ai, look, QStringLiteral("play_filled"));
    connect(together, &QPushButton::clicked, this,
            [this] { Q_EMIT localMatchRequested(LocalMode::TwoPlayers, m_level->value()); });
    connect(ai, &QPushButton::clicked, this,
            [this] { Q_EMIT localMatchRequested(LocalMode::VersusAi, m_level->value()); });

    auto* cards = new QHBoxLayout;
    cards->setSpacing(24);
    cards->addWidget(buildCard(tr("Two players"), tr("One keyboard, one player on each side of the net."), buildKeys(),
                               together, m_twoPicture),
                     1);
    cards->addWidget(
        buildCard(tr("Versus AI"), tr("Pick a level. You can change it between matches."), m_level, ai, m_aiPicture),
        1);

    auto* hint = new QHBoxLayout;
    hint->setSpacing(8);
    auto* picture = new QLabel;
    const auto showPicture = [this, picture] {
        picture->setPixmap(iconPixmap(QStringLiteral("keyboard"), 18, devicePixelRatioF(), m_look.theme().text3));
    };
    showPicture();
    connect(&look, &Look::changed, picture, showPicture);
    QLabel* words =
        makeParagraph(tr("Paddle size, ball speed and points to win are chosen before each match."), "small");
    setTone(words, "text3");
    hint->addWidget(picture, 0, Qt::AlignTop);
    hint->addWidget(words, 1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeParagraph(tr("Play on this computer"), "display"));
    column->addSpacing(4);
    column->addWidget(makeParagraph(tr("No account, no network. Results stay off the record."), "lead"));
    column->addSpacing(32);
    column->addLayout(cards);
    column->addSpacing(24);
    column->addLayout(hint);
}

QFrame* LocalCards::buildCard(const QString& title, const QString& text, QWidget* controls, QWidget* button,
                              AttractTable* picture) {
    picture->setRoundedTop(true);
    auto* card = new QFrame;
    card->setProperty("kind", QStringLiteral("card"));
    auto* inside = new QVBoxLayout;
    inside->setContentsMargins(16, 20, 16, 16);
    inside->setSpacing(0);
    inside->addWidget(makeLabel(title, "heading"));
    inside->addSpacing(4);
    inside->addWidget(makeParagraph(text, "small"));
    inside->addStretch();
    inside->addSpacing(20);
    inside->addWidget(controls);
    inside->addSpacing(24);
    inside->addWidget(button);

    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(picture);
    column->addLayout(inside, 1);
    return card;
}

QWidget* LocalCards::buildKeys() {
    auto* keys = new QWidget;
    auto* row = new QHBoxLayout(keys);
    row->setContentsMargins(0, 6, 0, 6);
    row->setSpacing(4);
    row->addWidget(new Keycap(m_look, Qt::Key_W));
    row->addWidget(new Keycap(m_look, Qt::Key_S));
    row->addStretch();
    row->addWidget(makeLabel(tr("and"), "caption"));
    row->addStretch();
    row->addWidget(new Keycap(m_look, Qt::Key_Up));
    row->addWidget(new Keycap(m_look, Qt::Key_Down));
    return keys;
}

void LocalCards::setAiLevel(int level) {
    m_level->setValue(level);
}

void LocalCards::setPicturesShown(bool shown) {
    m_twoPicture->setVisible(shown);
    m_aiPicture->setVisible(shown);
}

}  // namespace client
