#pragma once

// What the tests of tournaments share: a whole server with short matches and without limits of rate, people who play,
// and requests in one line each.

#include "server/friends/blocks.h"
#include "server/tournaments/tournament_book.h"
#include "tests/support/test_player.h"
#include "tests/support/test_server.h"
#include "tests/support/waiting.h"

#include <functional>
#include <memory>
#include <string>

namespace test {

using State = wire::TournamentState;
using Match = wire::TournamentMatch;
using Participant = wire::TournamentParticipant;

// Somebody with an account and one device.
struct Entrant {
    std::int64_t id = 0;
    std::string name;
    std::string token;
    std::unique_ptr<TestPlayer> player;

    TestClient& client() { return player->client(); }

    // A request that names a tournament and nothing else.
    template <typename Request>
    auto ask(std::int64_t tournament) {
        Request request;
        request.set_tournament_id(tournament);
        return client().request(request);
    }

    // The newest state of this tournament that this client was told of by an event; none yet.
    const State* heard(std::int64_t tournament) {
        const auto& received = client().received();
        const auto found = std::find_if(received.rbegin(), received.rend(), [&](const wire::ServerMessage& message) {
            return message.has_tournament_state() && message.tournament_state().info().id() == tournament;
        });
        return found == received.rend() ? nullptr : &found->tournament_state();
    }
    // Waits until that one is as asked for.
    bool hears(std::int64_t tournament, const std::function<bool(const State&)>& isIt) {
        return waitFor(
            [&] {
                const State* state = heard(tournament);
                return state != nullptr && isIt(*state);
            },
            TestClient::patienceMs);
    }

    bool signUp(const QUrl& url, const std::string& as) {
        name = as;
        auto fresh = std::make_unique<TestClient>(url);
        if (!fresh->greet())
            return false;
        const auto answer = fresh->request(TestServer::signUpRequest(name));
        if (!answer)
            return false;
        id = answer.reply->me().user_id();
        token = answer.reply->token();
        player = std::make_unique<TestPlayer>(std::move(fresh));
        return true;
    }
    bool comeBack(const QUrl& url) {
        auto fresh = std::make_unique<TestClient>(url);
        wire::ResumeRequest request;
        request.set_token(token);
        if (!fresh->greet() || !fresh->request(request))
            return false;
        player = std::make_unique<TestPlayer>(std::move(fresh));
        return true;
    }
};

inline wire::TournamentCreateRequest createRequest(const std::string& name = "Cup", std::uint32_t size = 8,
                                                   std::uint32_t points = 5) {
    wire::TournamentCreateRequest request;
    request.set_name(name);
    request.set_size(size);
    request.set_points_to_win(points);
    return request;
}

inline const Match& matchAt(const State& state, std::uint32_t round, std::uint32_t number) {
    for (const Match& match : state.matches())
        if (match.round() == round && match.number() == number)
            return match;
    return Match::default_instance();
}

inline Participant::Status partOf(const State& state, std::int64_t user) {
    for (const Participant& participant : state.participants())
        if (participant.player().user_id() == user)
            return participant.status();
    return Participant::UNSPECIFIED;
}

class TournamentServer {
 public:
    explicit TournamentServer(server::FeatureOptions options = patient()) : m_server(std::move(options)) {}

    static server::FeatureOptions patient() {
        server::FeatureOptions options;
        options.rules = {5, 1, 64, 800, 20, 1500};  // over in some seconds
        options.sessionLimits.other = {10'000, 10'000};
        options.sessionLimits.flood = {10'000, 10'000};
        options.sessionLimits.credentials = {1000, 1000};
        options.accountLimits.address.freeTries = options.accountLimits.signUpAddress.freeTries = 1000;
        const server::Rate endless{10'000, 10'000};
        options.chatLimits = {endless, endless, endless, endless};
        options.tournaments.creating = options.tournaments.changing = options.tournaments.looking = endless;
        options.tournaments.gather = std::chrono::milliseconds(10);
        return options;
    }

    TestServer& server() { return m_server; }
    TestDatabase& database() { return m_server.database(); }

    // Somebody new, called so and with a number that nobody else has: a server may serve many tests.
    Entrant join(const std::string& name) {
        Entrant entrant;
        if (!entrant.signUp(m_server.url(), name + std::to_string(++m_people)))
            qFatal("%s could not sign up", name.c_str());
        return entrant;
    }

    void rate(const Entrant& entrant, double rating) {
        database().execute(QStringLiteral("INSERT INTO statistics (user_id, rating, deviation) VALUES (%1, %2, 100)")
                               .arg(entrant.id)
                               .arg(rating));
    }

    void block(const Entrant& by, const Entrant& user) {
        database().execute(
            QStringLiteral("INSERT INTO blocks (user_id, blocked_id) VALUES (%1, %2)").arg(by.id).arg(user.id));
        m_server.features().blocks().add(by.id, user.id);
    }

    // A tournament of these, the first one organises it; not started. 0 if that failed.
    std::int64_t open(const std::vector<Entrant*>& entrants) {
        const auto made = entrants.front()->client().request(createRequest());
        const std::int64_t id = made ? made.reply->info().id() : 0;
        for (std::size_t i = 1; id != 0 && i < entrants.size(); ++i)
            if (!entrants[i]->ask<wire::TournamentJoinRequest>(id))
                return 0;
        return id;
    }
    std::int64_t start(const std::vector<Entrant*>& entrants) {
        const std::int64_t id = open(entrants);
        return id != 0 && entrants.front()->ask<wire::TournamentStartRequest>(id) ? id : 0;
    }
    // Whatever a test left open or running.
    void cancelAll() {
        server::TournamentBook& book = m_server.features().tournaments();
        while (!book.active().empty()) {
            const wire::TournamentInfo info = book.active().begin()->second.info();
            result(book.cancel(info.id(), info.organiser().user_id()));
        }
    }

 private:
    TestServer m_server;
    int m_people = 0;
};

}  // namespace test
