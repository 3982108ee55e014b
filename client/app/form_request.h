#pragma once

// A form's request, from its button to the server's no: waits for a connection that is being made, lets the form rest
// meanwhile, and shows refusals where they belong. Main thread only.

#include "client/net/connection.h"

namespace client {

template <typename Body>
using ReplyTo = Reply<typename pong::ClientMessageTraits<Body>::Reply>;

// To the server of now only: what was typed is not for another one.
template <typename Body>
QCoro::Task<ReplyTo<Body>> askWhenReady(Connection& connection, Body body) {
    const auto server = connection.server();
    const bool isReady = co_await connection.ready();
    if (!isReady || server != connection.server())
        co_return ReplyTo<Body>(Failure(Failure::Kind::NotConnected));
    auto request = connection.request(std::move(body));
    co_return co_await request;
}

template <typename Page, typename Body>
QCoro::Task<ReplyTo<Body>> submitForm(Connection& connection, Page* page, Body body) {
    page->setBusy(true);
    auto request = askWhenReady(connection, std::move(body));
    auto reply = co_await request;
    page->setBusy(false);
    co_return reply;
}

inline std::chrono::milliseconds waitOf(const Failure& failure) {
    return std::chrono::milliseconds(failure.retryAfterMs());
}

template <typename Page>
void showFailure(Page* page, const Failure& failure, const QString& field) {
    if (failure.code() == pong::wire::REFUSAL_TOO_MANY && failure.retryAfterMs() > 0)
        page->showWait(waitOf(failure));
    else
        page->showError(field, failure.text());
}
template <typename Page>
void showFailure(Page* page, const Failure& failure) {
    showFailure(page, failure, failure.field());
}

// A mail that was asked for by a link beside the form; `failure` may be a wait, which the link counts down.
template <typename Page>
void showNotSent(Page* page, const Failure& failure) {
    page->noteCodeNotSent(waitOf(failure));
    if (failure.retryAfterMs() == 0)
        page->showError({}, failure.text());
}

}  // namespace client
