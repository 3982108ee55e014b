#include "tests/client/tournament_screenshots.h"

#include "client/app/tournament_message.h"
#include "client/docks/people_dock.h"
#include "client/docks/side_docks.h"
#include "client/models/tournaments_model.h"
#include "client/pages/create_tournament_dialog.h"
#include "client/pages/main_window.h"
#include "client/pages/tournament_page.h"
#include "client/pages/tournaments_page.h"
#include "client/widgets/look.h"
#include "tests/client/page_checks.h"
#include "tests/client/tournament_samples.h"

#include <QtTest>

using namespace client;
using Page = MainWindow::Page;
using Save = std::function<void(const QString&)>;

namespace {

void picturesOfTheList(MainWindow& window, const Look& look, const Save& save) {
    TournamentsPage* page = window.tournamentsPage();
    window.showPage(Page::Tournaments);
    const auto show = [&](int past, bool fails, const char* name) {
        auto* model = new TournamentsModel(
            [past, fails](pong::wire::TournamentsRequest request) {
                return samples::tournamentsPage(std::move(request), past, fails);
            },
            page);
        page->setModel(model);
        model->load();
        save(QString::fromLatin1(name));
    };
    show(0, true, "05-tournaments-error");
    show(0, false, "05-tournaments-empty");
    show(6, false, "05-tournaments");
    auto* create = new CreateTournamentDialog(look, &window);
    create->open();
    save(QStringLiteral("05-create"));
    create->showError(QStringLiteral("You organise a tournament that has not ended."));
    save(QStringLiteral("05-create-error"));
    create->reject();
}

void picturesOfOne(MainWindow& window, PeopleDock& people, const Save& save) {
    TournamentPage* page = window.tournamentPage();
    const auto show = [&](const samples::Tournament& tournament, qint64 me, const char* name) {
        const QDateTime now = QDateTime::currentDateTime();
        page->setClock([now] { return now; });
        page->showTournament(tournamentViewOf(tournament.state(), me, now));
        window.showPage(Page::Tournament);
        people.showParticipants(tournament.state().matches_size() > 0 ? page->participants() : nullptr);
        save(QString::fromLatin1(name));
    };
    show(samples::fridayCup(), 5, "05-tournament-out");
    show(samples::finishedCup(), 1, "05-tournament-won");
    show(samples::bigCup(), 1, "05-tournament-32");
    show(samples::cupWithByes(), 1, "05-tournament-byes");
    show(samples::duel(), 1, "05-tournament-two");
    show(samples::openCup(5), 1, "05-tournament-open");
    show(samples::openCup(5), 2, "05-tournament-organiser");
    samples::Tournament cancelled = samples::openCup(3);
    cancelled.cancel();
    show(cancelled, 1, "05-tournament-cancelled");
    page->showError(QStringLiteral("There is no such tournament."));
    save(QStringLiteral("05-tournament-gone"));
    page->setMeetings(QStringLiteral("You have met 9 times: 4 won, 5 lost."));
    show(samples::fridayCup(), 1, "05-tournament");
    window.docks()->open(SideDocks::Part::Friends);  // over the content in the small window
    QTRY_COMPARE(checks::moving(window), QStringList());
    save(QStringLiteral("05-tournament-participants"));
    people.showParticipants(nullptr);
    page->clear();
}

}  // namespace

void picturesOfTournaments(MainWindow& window, const Look& look, PeopleDock& people, const Save& save) {
    picturesOfTheList(window, look, save);
    picturesOfOne(window, people, save);
}
