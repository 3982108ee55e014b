#include "client/pages/outcome_text.h"

namespace client {

QString OutcomeText::chip(history::Outcome outcome) {
    switch (outcome) {
        case history::Outcome::Won:
            return tr("Won");
        case history::Outcome::Lost:
            return tr("Lost");
        case history::Outcome::Draw:
            break;
    }
    return tr("Draw");
}

ChipKind OutcomeText::kind(history::Outcome outcome) {
    switch (outcome) {
        case history::Outcome::Won:
            return ChipKind::Won;
        case history::Outcome::Lost:
            return ChipKind::Lost;
        case history::Outcome::Draw:
            break;
    }
    return ChipKind::Neutral;
}

QString OutcomeText::ending(history::Ending ending) {
    switch (ending) {
        case history::Ending::Played:
            return tr("By points");
        case history::Ending::Forfeit:
            return tr("By forfeit");
        case history::Ending::Abandoned:
            break;
    }
    return tr("Abandoned");
}

}  // namespace client
