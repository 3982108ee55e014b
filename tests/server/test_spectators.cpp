// Watching matches over real sockets: what spectators get, who they are, and what players hear of them.

#include "client/match/spectated_match.h"
#include "server/net/clock.h"
#include "tests/support/server_test_main.h"
#include "tests/support/test_player.h"
#include "tests/support/test_server.h"
#include "tests/support/waiting.h"

using client::SpectatedMatch;
using test::TestClient;
using test::TestPlayer;
using test::TestServer;
namespace wire = pong::wire;

namespace {

// Over in some seconds.
constexpr pong::Rules quickRules{5, 1, 64, 800, 20, 1500};

}  // namespace

class TestSpectators : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init();
    void cleanup();

    void spectatorsSeeTheWholeMatch();
    void everybodyKnowsHowManyWatch();
    void theListHasTheMostWatchedFirst();
    void whatIsOverCannotBeWatched();
    void playersDoNotWatch();
    void oneMatchAtATime();
    void onlyTheSignedInWatch();
    void whoWatchesHearsTheMatchsChat();
    void whoSawTheEndIsThereUntilHeGoes();

 private:
    std::unique_ptr<TestPlayer> signUp(const char* name) {
        return std::make_unique<TestPlayer>(m_server->signUp(QString::fromLatin1(name)));
    }
    // Two new players in a match; its id, 0 if that failed.
    std::int64_t pair(std::unique_ptr<TestPlayer>& one, std::unique_ptr<TestPlayer>& other, const char* names);
    static test::Answer<wire::WatchReply> watch(TestClient& client, std::int64_t match);
    static std::optional<std::uint32_t> audience(TestClient& client);
    static wire::LiveMatchesRequest list(std::uint32_t limit);

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<TestPlayer> m_ann;
    std::unique_ptr<TestPlayer> m_bob;
    std::int64_t m_match = 0;
};

void TestSpectators::init() {
    server::FeatureOptions options;
    options.rules = quickRules;
    m_server = std::make_unique<TestServer>(options);
    m_match = pair(m_ann, m_bob, "a");
    QVERIFY(m_match);
}

void TestSpectators::cleanup() {
    m_ann.reset();
    m_bob.reset();
    m_server.reset();
}

std::int64_t TestSpectators::pair(std::unique_ptr<TestPlayer>& one, std::unique_ptr<TestPlayer>& other,
                                  const char* names) {
    one = signUp((std::string(names) + "-one").c_str());
    other = signUp((std::string(names) + "-other").c_str());
    one->seek();
    other->seek();
    const auto found = one->found();
    return found && other->found() ? found->match_id() : 0;
}

test::Answer<wire::WatchReply> TestSpectators::watch(TestClient& client, std::int64_t match) {
    wire::WatchRequest request;
    request.set_match_id(match);
    return client.request(request);
}

std::optional<std::uint32_t> TestSpectators::audience(TestClient& client) {
    const auto message = client.take(pong::ServerBody::kMatchAudience);
    return message ? std::optional(message->match_audience().spectators()) : std::nullopt;
}

wire::LiveMatchesRequest TestSpectators::list(std::uint32_t limit) {
    wire::LiveMatchesRequest request;
    request.set_limit(limit);
    return request;
}

void TestSpectators::spectatorsSeeTheWholeMatch() {
    std::vector<std::unique_ptr<TestClient>> clients;
    std::vector<std::unique_ptr<SpectatedMatch>> watched;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(m_server->signUp(QStringLiteral("spectator%1").arg(i)));
        const auto reply = watch(*clients.back(), m_match);
        QVERIFY(reply);
        QCOMPARE(reply.reply->match().spectators(), static_cast<std::uint32_t>(i + 1));
        watched.push_back(std::make_unique<SpectatedMatch>(*reply.reply, server::steadyNowUs()));
    }
    std::vector<std::size_t> taken;
    for (const auto& client : clients)
        taken.push_back(client->received().size());
    QVERIFY(m_ann->join(m_match) && m_bob->join(m_match));
    const auto everyoneSawTheEnd = [&] {
        const std::int64_t nowUs = server::steadyNowUs();
        bool all = true;
        for (std::size_t i = 0; i < clients.size(); ++i) {
            for (; taken[i] < clients[i]->received().size(); ++taken[i])
                watched[i]->receive(clients[i]->received()[taken[i]], nowUs);
            watched[i]->frame(nowUs);
            all = all && watched[i]->ended();
        }
        return all;
    };
    QVERIFY(test::waitFor(everyoneSawTheEnd, 60'000));
    const auto ended = m_ann->ended();
    QVERIFY(ended);
    for (const auto& match : watched) {
        QCOMPARE(match->desyncs(), 0U);
        QVERIFY(!match->hasLostTrack());
        QCOMPARE(static_cast<std::uint32_t>(match->simulation().state().tick), ended->tick());
        QCOMPARE(std::uint32_t{match->simulation().state().score[0]}, ended->score_left());
        QCOMPARE(std::uint32_t{match->simulation().state().score[1]}, ended->score_right());
        QVERIFY(match->simulation().isOver());
    }
    // It was rated, and everybody hears how.
    QCOMPARE(ended->ratings_size(), 2);
    QCOMPARE(ended->ratings(0).change(), -ended->ratings(1).change());
    QCOMPARE(watched[0]->ended()->ratings_size(), 2);
}

void TestSpectators::everybodyKnowsHowManyWatch() {
    QVERIFY(m_ann->join(m_match) && m_bob->join(m_match));
    std::unique_ptr<TestClient> cyn = m_server->signUp(QStringLiteral("cyn"));
    std::unique_ptr<TestClient> dan = m_server->signUp(QStringLiteral("dan"));
    QVERIFY(watch(*cyn, m_match));
    QVERIFY(watch(*dan, m_match));
    QVERIFY(watch(*dan, m_match));  // again is not twice
    QCOMPARE(audience(m_ann->client()), std::optional(2U));
    QCOMPARE(audience(m_bob->client()), std::optional(2U));
    QCOMPARE(audience(*cyn), std::optional(2U));
    wire::WatchEnd end;
    end.set_match_id(m_match + 1);  // of another one: nothing
    dan->command(end);
    end.set_match_id(m_match);
    dan->command(end);
    QCOMPARE(audience(m_ann->client()), std::optional(1U));
    cyn->socket().abort();
    QCOMPARE(audience(m_ann->client()), std::optional(0U));
}

void TestSpectators::theListHasTheMostWatchedFirst() {
    std::unique_ptr<TestPlayer> one;
    std::unique_ptr<TestPlayer> other;
    const std::int64_t second = pair(one, other, "b");
    QVERIFY(second);
    const std::unique_ptr<TestClient> cyn = m_server->signUp(QStringLiteral("cyn"));
    QVERIFY(watch(*cyn, m_match));
    const auto all = cyn->request(list(10));
    QVERIFY(all);
    QCOMPARE(all.reply->count(), 2U);
    QCOMPARE(all.reply->matches_size(), 2);
    QCOMPARE(all.reply->matches(0).match_id(), m_match);
    QCOMPARE(all.reply->matches(0).spectators(), 1U);
    QCOMPARE(all.reply->matches(0).mode(), wire::MODE_RANDOM);
    QVERIFY(!all.reply->matches(0).left().username().empty());
    const auto first = cyn->request(list(1));
    QCOMPARE(first.reply->matches_size(), 1);
    QCOMPARE(first.reply->count(), 2U);
    for (const std::uint32_t limit : {0U, 51U})
        QCOMPARE(cyn->request(list(limit)).refusal.code(), wire::REFUSAL_MALFORMED);
}

void TestSpectators::whatIsOverCannotBeWatched() {
    const std::unique_ptr<TestClient> cyn = m_server->signUp(QStringLiteral("cyn"));
    QVERIFY(watch(*cyn, m_match));
    QVERIFY(m_ann->join(m_match) && m_bob->join(m_match));
    wire::MatchLeave leave;
    leave.set_match_id(m_match);
    m_ann->client().command(leave);
    QVERIFY(cyn->take(pong::ServerBody::kMatchEnded));
    QCOMPARE(watch(*cyn, m_match).refusal.code(), wire::REFUSAL_NOT_FOUND);
    QCOMPARE(cyn->request(list(10)).reply->matches_size(), 0);
}

void TestSpectators::playersDoNotWatch() {
    std::unique_ptr<TestPlayer> one;
    std::unique_ptr<TestPlayer> other;
    const std::int64_t second = pair(one, other, "b");
    QVERIFY(watch(one->client(), m_match));
    QVERIFY(one->join(second));  // from here on it gets only its own
    QCOMPARE(watch(one->client(), m_match).refusal.code(), wire::REFUSAL_CONFLICT);
    const std::unique_ptr<TestClient> cyn = m_server->signUp(QStringLiteral("cyn"));
    QCOMPARE(watch(*cyn, m_match).reply->match().spectators(), 1U);
}

void TestSpectators::oneMatchAtATime() {
    std::unique_ptr<TestPlayer> one;
    std::unique_ptr<TestPlayer> other;
    const std::int64_t second = pair(one, other, "b");
    const std::unique_ptr<TestClient> cyn = m_server->signUp(QStringLiteral("cyn"));
    QVERIFY(watch(*cyn, m_match));
    QVERIFY(watch(*cyn, second));
    const std::unique_ptr<TestClient> dan = m_server->signUp(QStringLiteral("dan"));
    QCOMPARE(watch(*dan, m_match).reply->match().spectators(), 1U);
    QCOMPARE(watch(*dan, second).reply->match().spectators(), 2U);
}

void TestSpectators::onlyTheSignedInWatch() {
    const std::unique_ptr<TestClient> stranger = m_server->connect();
    QCOMPARE(watch(*stranger, m_match).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(stranger->request(list(10)).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
}

void TestSpectators::whoWatchesHearsTheMatchsChat() {
    const std::unique_ptr<TestClient> cyn = m_server->signUp(QStringLiteral("cyn"));
    wire::ChatPageRequest page;
    page.mutable_channel()->set_kind(wire::Channel::MATCH);
    page.mutable_channel()->set_id(m_match);
    page.set_limit(10);
    QVERIFY(!cyn->request(page));
    QVERIFY(watch(*cyn, m_match));
    QVERIFY(cyn->request(page));
    wire::ChatSendRequest send;
    *send.mutable_channel() = page.channel();
    send.set_text("Well returned");
    send.set_client_id("spectators-1");
    QVERIFY(m_ann->client().request(send));
    const auto heard = cyn->take(pong::ServerBody::kChatReceived);
    QVERIFY(heard);
    QCOMPARE(heard->chat_received().message().text(), std::string("Well returned"));
    wire::WatchEnd end;
    end.set_match_id(m_match);
    cyn->command(end);
    QVERIFY(!cyn->request(page));
}

void TestSpectators::whoSawTheEndIsThereUntilHeGoes() {
    const server::Spectators& spectators = m_server->features().spectators();
    const std::unique_ptr<TestClient> cyn = m_server->signUp(QStringLiteral("cyn"));
    const std::unique_ptr<TestClient> dan = m_server->signUp(QStringLiteral("dan"));
    QVERIFY(watch(*cyn, m_match));
    QVERIFY(watch(*dan, m_match));
    wire::MatchLeave leave;
    leave.set_match_id(m_match);
    m_ann->client().command(leave);
    QVERIFY(cyn->take(pong::ServerBody::kMatchEnded));
    QCOMPARE(spectators.usersOf(m_match).size(), 2U);
    wire::WatchEnd end;
    end.set_match_id(m_match);
    cyn->command(end);
    QTRY_COMPARE(spectators.usersOf(m_match).size(), 1U);
    dan->socket().abort();
    QTRY_VERIFY(spectators.usersOf(m_match).empty());
}

PONG_SERVER_TEST_MAIN(TestSpectators)
#include "test_spectators.moc"
