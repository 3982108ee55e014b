#pragma once

// What the tests of chat share: a whole server without limits of rate, people with their devices, and requests in one
// line each.

#include "server/friends/blocks.h"
#include "tests/support/test_player.h"
#include "tests/support/test_server.h"

#include <QUuid>

#include <memory>
#include <string>
#include <vector>

namespace test {

inline wire::Channel lobby() {
    wire::Channel channel;
    channel.set_kind(wire::Channel::LOBBY);
    return channel;
}

inline wire::Channel channelOf(wire::Channel::Kind kind, std::int64_t id) {
    wire::Channel channel;
    channel.set_kind(kind);
    channel.set_id(id);
    return channel;
}

inline wire::Channel direct(std::int64_t other) {
    return channelOf(wire::Channel::DIRECT, other);
}

inline wire::ChatSendRequest sendRequest(const wire::Channel& channel, const std::string& text,
                                         const std::string& clientId = {}) {
    wire::ChatSendRequest request;
    *request.mutable_channel() = channel;
    request.set_text(text);
    request.set_client_id(clientId.empty() ? QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()
                                           : clientId);
    return request;
}

inline wire::ChatPageRequest pageRequest(const wire::Channel& channel, std::uint32_t limit = 50,
                                         std::int64_t before = 0, std::int64_t after = 0) {
    wire::ChatPageRequest request;
    *request.mutable_channel() = channel;
    request.set_limit(limit);
    request.set_before_id(before);
    request.set_after_id(after);
    return request;
}

inline wire::ChatReadRequest readRequest(const wire::Channel& channel, std::int64_t id) {
    wire::ChatReadRequest request;
    *request.mutable_channel() = channel;
    request.set_read_id(id);
    return request;
}

inline wire::ChatTyping typing(std::int64_t to) {
    wire::ChatTyping command;
    command.set_user_id(to);
    return command;
}

// Somebody with an account, and the connections he has.
struct Person {
    std::int64_t id = 0;
    std::string name;
    std::string token;
    std::vector<std::unique_ptr<TestClient>> devices;

    TestClient& client() { return *devices.front(); }
};

class ChatServer {
 public:
    explicit ChatServer(server::FeatureOptions options = patient()) : m_server(std::move(options)) {}

    static server::FeatureOptions patient() {
        server::FeatureOptions options;
        options.sessionLimits.other = {10'000, 10'000};
        options.sessionLimits.flood = {10'000, 10'000};
        options.sessionLimits.credentials = {1000, 1000};
        const server::Rate endless{10'000, 10'000};
        options.chatLimits = {endless, endless, endless, endless};
        return options;
    }

    TestServer& server() { return m_server; }
    TestDatabase& database() { return m_server.database(); }

    Person join(const std::string& name) {
        Person person;
        person.name = name;
        std::unique_ptr<TestClient> client = m_server.connect();
        const auto answer = client->request(TestServer::signUpRequest(name));
        if (!answer)
            qFatal("%s could not sign up: %s", name.c_str(), answer.refusal.text().c_str());
        person.id = answer.reply->me().user_id();
        person.token = answer.reply->token();
        person.devices.push_back(std::move(client));
        return person;
    }

    // Another connection of the same person.
    std::unique_ptr<TestClient> connectAgain(const Person& person) {
        std::unique_ptr<TestClient> client = m_server.connect();
        wire::ResumeRequest request;
        request.set_token(person.token);
        if (!client->request(request))
            qFatal("%s could not come back", person.name.c_str());
        return client;
    }

    void block(const Person& by, const Person& user) {
        database().execute(
            QStringLiteral("INSERT INTO blocks (user_id, blocked_id) VALUES (%1, %2)").arg(by.id).arg(user.id));
        m_server.features().blocks().add(by.id, user.id);
    }

    // A match of these two in the tables; it is not played. Ended so many minutes ago; -1: live.
    std::int64_t addMatch(const Person& left, const Person& right, int endedMinutesAgo = -1) {
        const QString end =
            endedMinutesAgo < 0
                ? QStringLiteral("'live', NULL, NULL, NULL")
                : QStringLiteral("'played', %1, now() - interval '%2 minutes', 1200").arg(left.id).arg(endedMinutesAgo);
        return database().number(
            QStringLiteral("INSERT INTO game_sessions (game_id, player1_id, player2_id, mode, rules, seed, rated, "
                           "  started_at, status, winner_id, ended_at, last_tick) "
                           "SELECT id, %1, %2, 'random', '{}', 1, false, now(), %3 FROM games RETURNING id")
                .arg(left.id)
                .arg(right.id)
                .arg(end));
    }

    // A tournament of these in the tables, in this state ("open", "running", "finished", "cancelled"); ended so many
    // minutes ago. Who is out has lost; the organiser does not play.
    std::int64_t addTournament(const Person& organiser, const std::vector<const Person*>& in, const Person& out,
                               const QString& status, int endedMinutesAgo = 0) {
        const bool isStarted = status != QLatin1String("open");
        const bool isEnded = isStarted && status != QLatin1String("running");
        const std::int64_t id = database().number(
            QStringLiteral("INSERT INTO tournaments (name, status, organiser_id, rules, size, started_at, ended_at) "
                           "VALUES ('Cup', '%1', %2, '{}', 8, %3, %4) RETURNING id")
                .arg(status)
                .arg(organiser.id)
                .arg(isStarted ? QStringLiteral("now() - interval '1 hour'") : QStringLiteral("NULL"),
                     isEnded ? QStringLiteral("now() - interval '%1 minutes'").arg(endedMinutesAgo)
                             : QStringLiteral("NULL")));
        const auto add = [&](const Person& person, const char* part, int seed, int outInRound) {
            database().execute(
                QStringLiteral("INSERT INTO tournament_participants (tournament_id, user_id, status, seed, "
                               "  out_in_round) VALUES (%1, %2, '%3', %4, %5)")
                    .arg(id)
                    .arg(person.id)
                    .arg(QLatin1String(part))
                    .arg(seed)
                    .arg(outInRound));
        };
        for (const Person* person : in)
            isStarted ? add(*person, isEnded ? "stopped" : "in", 1, 0) : add(*person, "joined", 0, 0);
        isStarted ? add(out, "out", 9, 1) : add(out, "joined", 0, 0);
        return id;
    }

 private:
    TestServer m_server;
};

// Two people who play each other, and whoever watches them.
class PlayedMatch {
 public:
    PlayedMatch(ChatServer& chat, const std::string& names) {
        for (const char* side : {"-left", "-right"}) {
            m_players.push_back(
                std::make_unique<TestPlayer>(chat.server().signUp(QString::fromStdString(names + side))));
            m_players.back()->seek();
        }
        const auto found = m_players.front()->found();
        if (!found || !m_players.front()->join(found->match_id()) || !m_players.back()->join(found->match_id()))
            qFatal("%s do not play", names.c_str());
        id = found->match_id();
    }

    void seenBy(Person& person) const {
        wire::WatchRequest request;
        request.set_match_id(id);
        if (!person.client().request(request))
            qFatal("%s cannot watch", person.name.c_str());
    }
    void leftBy(Person& person) const {
        wire::WatchEnd end;
        end.set_match_id(id);
        person.client().command(end);
        person.client().request(wire::ClockEchoRequest());
    }
    void end(Person& witness) const {
        wire::MatchLeave leave;
        leave.set_match_id(id);
        m_players.front()->client().command(leave);
        if (!witness.client().take(pong::ServerBody::kMatchEnded))
            qFatal("the match does not end");
    }

    std::int64_t id = 0;

 private:
    std::vector<std::unique_ptr<TestPlayer>> m_players;
};

// The ids of a page's messages.
inline std::vector<std::int64_t> idsOf(const wire::ChatPageReply& page) {
    std::vector<std::int64_t> ids;
    for (const wire::ChatMessage& message : page.messages())
        ids.push_back(message.id());
    return ids;
}

// What this client was told live so far in this channel, in order.
inline std::vector<std::int64_t> heardBy(const TestClient& client, wire::Channel::Kind kind) {
    std::vector<std::int64_t> ids;
    for (const wire::ServerMessage& message : client.received())
        if (message.has_chat_received() && message.chat_received().message().channel().kind() == kind)
            ids.push_back(message.chat_received().message().id());
    return ids;
}

// All pages after this id, as a client that was away asks for them.
inline std::vector<std::int64_t> caughtUp(TestClient& client, const wire::Channel& channel, std::int64_t after,
                                          std::uint32_t limit = 7) {
    std::vector<std::int64_t> ids;
    for (bool more = true; more;) {
        const auto page = client.request(pageRequest(channel, limit, 0, after));
        if (!page || page.reply->ByteSizeLong() > static_cast<std::size_t>(pong::maxMessageBytes))
            return {};
        for (const std::int64_t id : idsOf(*page.reply))
            ids.push_back(id);
        after = ids.empty() ? after : ids.back();
        more = page.reply->more();
    }
    return ids;
}

// All pages from the newest to the first, as a client that scrolls up asks for them.
inline std::vector<std::int64_t> readBack(TestClient& client, const wire::Channel& channel, std::uint32_t limit) {
    std::vector<std::int64_t> all;
    for (bool more = true; more;) {
        const auto page = client.request(pageRequest(channel, limit, all.empty() ? 0 : all.front()));
        if (!page || page.reply->messages().empty() ||
            page.reply->ByteSizeLong() > static_cast<std::size_t>(pong::maxMessageBytes))
            return {};
        const std::vector<std::int64_t> ids = idsOf(*page.reply);
        all.insert(all.begin(), ids.begin(), ids.end());
        more = page.reply->more();
    }
    return all;
}

// In the lobby, as if stored by a transaction that the server knows nothing of.
inline void writeUnseen(ChatServer& chat, const Person& sender, const QString& text, int count = 1) {
    chat.database().execute(
        QStringLiteral("INSERT INTO messages (channel_id, sender_id, client_id, message) "
                       "SELECT channels.id, %1, gen_random_uuid()::text, '%2' FROM channels, generate_series(1, %3) "
                       "WHERE kind = 'lobby'")
            .arg(sender.id)
            .arg(text)
            .arg(count));
    chat.database().execute(
        QStringLiteral("UPDATE channels SET last_message_id = (SELECT max(id) FROM messages) WHERE kind = 'lobby'"));
}

// From now on PostgreSQL cannot store this text.
inline void failFor(ChatServer& chat, const QString& text, const QString& sqlState) {
    chat.database().execute(
        QStringLiteral("CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS "
                       "$$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = TG_ARGV[0]; END $$"));
    chat.database().execute(QStringLiteral("CREATE TRIGGER \"%1\" BEFORE INSERT ON messages FOR EACH ROW "
                                           "WHEN (NEW.message = '%1') EXECUTE FUNCTION fail('%2')")
                                .arg(text, sqlState));
}

inline qint64 waitingForLocks(TestDatabase& database) {
    return database.number(QStringLiteral(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"));
}

}  // namespace test
