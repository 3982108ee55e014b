#include "client/pages/match_cards.h"

#include "client/pages/countdown_card.h"
#include "client/pages/match_card.h"
#include "client/pages/match_texts.h"
#include "client/widgets/look.h"

#include <QWidget>

#include <algorithm>

namespace client {

using Stage = MatchFrame::Stage;

namespace {

void addSentence(QString& text, const QString& sentence) {
    text += (text.isEmpty() ? QString() : QStringLiteral(" ")) + sentence;
}

}  // namespace

MatchCards::MatchCards(const Look& look, QWidget* page)
    : QObject(page), m_countdown(new CountdownCard(look, page)), m_card(new MatchCard(look, page)) {
    connect(m_card, &MatchCard::resumeClicked, this, &MatchCards::resumeClicked);
    connect(m_card, &MatchCard::leaveClicked, this, &MatchCards::leaveClicked);
    connect(m_card, &MatchCard::rematchClicked, this, &MatchCards::rematchClicked);
    connect(m_card, &MatchCard::backClicked, this, &MatchCards::backClicked);
}

void MatchCards::show(const MatchFrame& frame, const MatchInfo& info, const std::optional<MatchResult>& result) {
    const bool counting = frame.stage == Stage::Countdown;
    if (counting) {
        m_countdown->setCountdown(tr("Serve to %1").arg(info.players[pong::index(frame.serveTo)].name),
                                  frame.countdownMs);
        if (m_countdown->isHidden()) {
            m_countdown->show();
            m_countdown->raise();
            place();
        }
    } else {
        m_countdown->hide();
    }

    const Content content{frame.stage, (frame.waitMs + 999) / 1000, result.has_value(), !result || result->stored,
                          info.canRematch};
    if (content == m_content)
        return;
    m_content = content;
    showCard(frame, info, result);
    place();
}

void MatchCards::showCard(const MatchFrame& frame, const MatchInfo& info, const std::optional<MatchResult>& result) {
    switch (frame.stage) {
        case Stage::Synchronising:
            return m_card->showMessage(tr("One moment"), tr("Waiting for the server."));
        case Stage::Paused:
            return m_card->showPause();
        case Stage::WaitingForPlayer:
            return m_card->showWait(tr("Waiting for %1").arg(waitingFor(frame, info)),
                                    tr("Whoever is not back in time loses the match."), m_content.seconds);
        case Stage::Over:
            if (result)
                return showResult(info, *result);
            return m_card->showMessage(tr("The match is over"), tr("Waiting for the result."));
        case Stage::Countdown:
        case Stage::Playing:
            // The buttons of the card that goes have no business with the keyboard any more.
            if (m_card->isAncestorOf(m_card->window()->focusWidget()))
                m_card->parentWidget()->setFocus();
            return m_card->hide();
    }
}

void MatchCards::showResult(const MatchInfo& info, const MatchResult& result) {
    QString title = tr("No winner");
    QString text;
    if (result.winner) {
        const std::size_t winner = pong::index(*result.winner);
        const bool alone = info.steered[0] != info.steered[1];
        title = !alone                 ? tr("%1 wins").arg(info.players[winner].name)
                : info.steered[winner] ? tr("You won")
                                       : tr("You lost");
        if (result.reason == MatchResult::Reason::Forfeit)
            text = tr("%1 left the match.").arg(info.players[1 - winner].name);
    }
    if (result.reason == MatchResult::Reason::Abandoned)
        text = tr("Both players were gone for too long.");
    if (result.rating > 0)
        addSentence(
            text, tr("Your rating: %1 (%2)")
                      .arg(result.rating)
                      .arg(result.ratingChange == 0 ? tr("unchanged") : MatchTexts::ratingChange(result.ratingChange)));
    if (!result.stored)
        addSentence(text, tr("The server keeps the result until it can store it."));
    m_card->showResult(title, text, result.score[0], result.score[1], info.canRematch);
}

QString MatchCards::waitingFor(const MatchFrame& frame, const MatchInfo& info) {
    if (!frame.present[0] && !frame.present[1])
        return tr("both players");
    return info.players[frame.present[0] ? 1 : 0].name;
}

void MatchCards::hide() {
    m_content = {};
    m_countdown->hide();
    m_card->hide();
}

void MatchCards::setBackLabel(const QString& text) {
    m_card->setBackLabel(text);
}

void MatchCards::setTable(const QRect& table) {
    m_table = table;
    place();
}

void MatchCards::place() {
    const auto centre = [this](QWidget* card) {
        const int width = std::clamp(card->sizeHint().width(), card->minimumWidth(), card->maximumWidth());
        const int height = card->hasHeightForWidth() ? card->heightForWidth(width) : card->sizeHint().height();
        QRect place(0, 0, width, height);
        place.moveCenter(m_table.center());
        card->setGeometry(place);
    };
    centre(m_countdown);
    centre(m_card);
}

}  // namespace client
