#pragma once

// What the router reads off a handler's member function at compile time: its class, request and reply types, and its
// name. Pure types; any thread.

#include "server/net/refusal.h"
#include "shared/protocol/messages.h"

#include <QCoroTask>

#include <string_view>
#include <type_traits>

namespace server {

class Session;

template <typename Method>
struct HandlerMethod;

// Answers later: a coroutine takes its parameters by value, and finds its session again by id after each co_await.
template <typename H, typename Answer, typename Body>
struct HandlerMethod<QCoro::Task<Answer> (H::*)(SessionId, Body)> {
    using Handler = H;
    using Request = Body;
    using Reply = Answer;
    static constexpr bool isCoroutine = true;
};

// Answers at once, or is a command (Reply is void).
template <typename H, typename Answer, typename Body>
struct HandlerMethod<Answer (H::*)(Session&, const Body&)> {
    using Handler = H;
    using Request = Body;
    using Reply = Answer;
    static constexpr bool isCoroutine = false;
};

template <typename H, typename Answer, typename Body>
struct HandlerMethod<Answer (H::*)(Session&, const Body&) const> {
    using Handler = const H;
    using Request = Body;
    using Reply = Answer;
    static constexpr bool isCoroutine = false;
};

// "AccountHandlers::logIn". g++ and clang spell the function out in a template's name.
template <auto Method>
constexpr std::string_view handlerName() {
    std::string_view name = __PRETTY_FUNCTION__;
    name.remove_prefix(name.find("Method = &") + std::string_view("Method = &").size());
    name = name.substr(0, name.find_first_of(";]"));
    const std::size_t function = name.rfind("::");
    const std::size_t scope = name.rfind("::", function - 1);
    return scope == std::string_view::npos ? name : name.substr(scope + 2);
}

}  // namespace server
