#pragma once

// A whole server for tests of friends, with limits and times that do not get in the way, and what its clients ask. Main
// thread.

#include "tests/support/test_server.h"
#include "tests/support/waiting.h"

#include <algorithm>
#include <memory>
#include <string>

namespace test {

class FriendsFixture {
 public:
    explicit FriendsFixture(server::FeatureOptions options = quick()) : m_server(options) {}

    static server::FeatureOptions quick() {
        server::FeatureOptions options;
        for (server::Rate* rate :
             {&options.friendLimits.requests, &options.friendLimits.changes, &options.friendLimits.searches})
            *rate = {10'000, 10'000};
        options.sessionLimits.other = {10'000, 10'000};
        options.sessionLimits.flood = {10'000, 10'000};
        options.presenceTimes.gather = std::chrono::milliseconds(0);
        return options;
    }

    TestServer& server() { return m_server; }
    TestDatabase& database() { return m_server.database(); }

    std::unique_ptr<TestClient> signUp(const char* name) { return m_server.signUp(QString::fromLatin1(name)); }
    // A further device.
    std::unique_ptr<TestClient> logIn(const char* name) { return logInThrough(m_server.url().port(), name); }
    // By way of a proxy that listens there.
    std::unique_ptr<TestClient> logInThrough(int port, const char* name) {
        QUrl url = m_server.url();
        url.setPort(port);
        auto client = std::make_unique<TestClient>(url);
        wire::LogInRequest request;
        request.set_username(name);
        request.set_password("correct horse");
        return client->greet() && client->request(request) ? std::move(client) : nullptr;
    }
    qint64 id(const char* name) {
        return database().number(
            QStringLiteral("SELECT id FROM users WHERE username = '%1'").arg(QString::fromLatin1(name)));
    }

    static wire::FriendAddRequest add(const std::string& name) {
        wire::FriendAddRequest request;
        request.set_username(name);
        return request;
    }
    wire::FriendAnswerRequest answer(const char* name, bool accept) {
        wire::FriendAnswerRequest request;
        request.set_user_id(id(name));
        request.set_accept(accept);
        return request;
    }
    wire::FriendRemoveRequest remove(const char* name) {
        wire::FriendRemoveRequest request;
        request.set_user_id(id(name));
        return request;
    }
    wire::BlockRequest block(const char* name, bool blocked = true) {
        wire::BlockRequest request;
        request.set_user_id(id(name));
        request.set_blocked(blocked);
        return request;
    }
    static wire::PlayerSearchRequest search(const std::string& prefix, std::uint32_t limit = 20) {
        wire::PlayerSearchRequest request;
        request.set_prefix(prefix);
        request.set_limit(limit);
        return request;
    }

    // The relation that a reply or an event tells; SELF (which none of them tells) where nothing came.
    template <typename Request>
    static wire::Relation relationAfter(TestClient& client, const Request& request) {
        const auto answer = client.request(request);
        return answer ? answer.reply->person().relation() : wire::RELATION_SELF;
    }
    static wire::Relation nextChange(TestClient& client) {
        const auto event = client.take(pong::ServerBody::kFriendChanged);
        return event ? event->friend_changed().person().relation() : wire::RELATION_SELF;
    }
    // Everything that the server had to say until now has come, and this much of it was about friends.
    static std::size_t changesSoFar(TestClient& client) {
        return client.request(wire::ClockEchoRequest()) ? client.count(pong::ServerBody::kFriendChanged) : 999;
    }

    static std::vector<wire::Friend> friendsOf(TestClient& client, std::uint32_t pageSize = 200) {
        std::vector<wire::Friend> all;
        wire::FriendsPageRequest request;
        request.set_limit(pageSize);
        for (;;) {
            const auto page = client.request(request);
            if (!page)
                return {};
            all.insert(all.end(), page.reply->friends().begin(), page.reply->friends().end());
            if (!page.reply->more())
                return all;
            request.set_after_user_id(all.back().player().user_id());
        }
    }
    // "bob friend, carol in", in the order of the page.
    static std::string listOf(TestClient& client) {
        std::string text;
        for (const wire::Friend& person : friendsOf(client)) {
            text += text.empty() ? "" : ", ";
            text += person.player().username();
            text += person.relation() == wire::RELATION_FRIEND        ? " friend"
                    : person.relation() == wire::RELATION_REQUEST_IN  ? " in"
                    : person.relation() == wire::RELATION_REQUEST_OUT ? " out"
                                                                      : " ?";
        }
        return text;
    }
    static std::string found(TestClient& client, const std::string& prefix) {
        std::string text;
        const auto answer = client.request(search(prefix));
        if (!answer)
            return "refused";
        for (const wire::Friend& person : answer.reply->players())
            text += (text.empty() ? "" : " ") + person.player().username();
        return text;
    }

    // Waits until this user's presence, as this client was told last, is this one.
    static bool sees(TestClient& client, qint64 user, wire::Presence presence) {
        return test::waitFor(
            [&] {
                const auto& all = client.received();
                const auto last = std::find_if(all.rbegin(), all.rend(), [user](const wire::ServerMessage& message) {
                    return message.has_presence_changed() && message.presence_changed().user_id() == user;
                });
                return last != all.rend() && last->presence_changed().presence().presence() == presence;
            },
            TestClient::patienceMs);
    }
    static wire::PresenceState inList(TestClient& client, qint64 user) {
        for (const wire::Friend& person : friendsOf(client))
            if (person.player().user_id() == user)
                return person.presence();
        return {};
    }
    static void reportIdle(TestClient& client, bool idle) {
        wire::PresenceReport report;
        report.set_idle(idle);
        client.command(report);
    }

    void befriend(TestClient& one, const char* nameOfOne, TestClient& other, const char* nameOfOther) {
        one.request(add(nameOfOther));
        other.request(answer(nameOfOne, true));
        for (TestClient* client : {&one, &other}) {
            client->take(pong::ServerBody::kFriendChanged);  // asked
            client->take(pong::ServerBody::kFriendChanged);  // accepted
        }
    }

 private:
    TestServer m_server;
};

}  // namespace test
