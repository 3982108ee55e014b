#pragma once

// A conversation that the test keeps, answering as the server does: at once, or when the test says so. Main thread
// only.

#include "client/models/chat_model.h"
#include "shared/async/completion.h"

#include <algorithm>
#include <deque>
#include <vector>

class FakeChat {
 public:
    using Page = client::ChatModel::Page;
    using Sent = client::ChatModel::Sent;

    static pong::wire::PlayerCard card(std::int64_t id, const std::string& name) {
        pong::wire::PlayerCard person;
        person.set_user_id(id);
        person.set_username(name);
        return person;
    }
    static pong::wire::PlayerCard me() { return card(1, "Mara"); }

    client::ChatModel::Source source() {
        return {[this](pong::wire::ChatPageRequest request) { return page(this, std::move(request)); },
                [this](pong::wire::ChatSendRequest request) { return send(this, std::move(request)); }};
    }

    // Somebody else's, a minute after the one before.
    const pong::wire::ChatMessage& add(const std::string& text = "hello", std::int64_t sender = 2,
                                       const std::string& name = "Noor") {
        pong::wire::ChatMessage message;
        message.set_id(++m_lastId);
        *message.mutable_sender() = card(sender, name);
        message.set_text(text);
        message.set_sent_ms(startMs + m_lastId * 60'000);
        messages.push_back(message);
        return messages.back();
    }
    void fill(int count) {
        for (int i = 0; i < count; ++i)
            add("message " + std::to_string(m_lastId + 1), 2 + i % 3, "person" + std::to_string(i % 3));
    }

    void answerAll() {
        while (!m_held.empty())
            answerFirst();
    }
    void answerFirst() {
        pong::Completion<bool> held = m_held.front();
        m_held.pop_front();
        held.complete(true);
    }
    std::size_t waiting() const { return m_held.size(); }

    static constexpr std::int64_t startMs = 1'790'000'000'000;

    std::vector<pong::wire::ChatMessage> messages;  // as stored
    std::vector<pong::wire::ChatPageRequest> pages;
    std::vector<pong::wire::ChatSendRequest> sends;
    bool isHeld = false;  // answers are worked out at once, and wait for answerFirst()
    std::optional<client::Failure> failure;
    bool losesReplies = false;  // stored, but the reply never comes
    bool canWrite = true;

 private:
    static QCoro::Task<Page> page(FakeChat* self, pong::wire::ChatPageRequest request) {
        self->pages.push_back(request);
        const Page answer = self->failure ? Page(*self->failure) : Page(self->answer(request));
        if (self->isHeld) {
            pong::Completion<bool> hold;
            self->m_held.push_back(hold);
            co_await hold;
        }
        co_return answer;
    }

    static QCoro::Task<Sent> send(FakeChat* self, pong::wire::ChatSendRequest request) {
        self->sends.push_back(request);
        Sent answer = self->failure ? Sent(*self->failure) : Sent(self->store(request));
        if (self->losesReplies)
            answer = Sent(client::Failure(client::Failure::Kind::ConnectionLost));
        if (self->isHeld) {
            pong::Completion<bool> hold;
            self->m_held.push_back(hold);
            co_await hold;
        }
        co_return answer;
    }

    pong::wire::ChatSendReply store(const pong::wire::ChatSendRequest& request) {
        pong::wire::ChatSendReply reply;
        const auto known = std::find_if(
            messages.begin(), messages.end(),
            [&request](const pong::wire::ChatMessage& message) { return message.client_id() == request.client_id(); });
        if (known != messages.end()) {
            *reply.mutable_message() = *known;
            return reply;
        }
        add(request.text(), me().user_id(), me().username());
        messages.back().set_client_id(request.client_id());
        *reply.mutable_message() = messages.back();
        return reply;
    }

    pong::wire::ChatPageReply answer(const pong::wire::ChatPageRequest& request) const {
        pong::wire::ChatPageReply reply;
        reply.set_can_write(canWrite);
        const auto limit = static_cast<std::ptrdiff_t>(request.limit());
        const auto after = [](std::int64_t id) {
            return [id](const pong::wire::ChatMessage& message) { return message.id() > id; };
        };
        auto first = messages.begin();
        auto last = messages.end();
        if (request.after_id() > 0) {
            first = std::find_if(messages.begin(), messages.end(), after(request.after_id()));
            reply.set_more(last - first > limit);
            last = std::min(last, first + std::min(limit, last - first));
        } else {
            if (request.before_id() > 0)
                last = std::find_if(messages.begin(), messages.end(), after(request.before_id() - 1));
            reply.set_more(last - first > limit);
            first = std::max(first, last - std::min(limit, last - first));
        }
        reply.mutable_messages()->Assign(first, last);
        return reply;
    }

    std::int64_t m_lastId = 0;
    std::deque<pong::Completion<bool>> m_held;
};
