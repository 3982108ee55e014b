// Scrolling through a conversation of 100,000 messages from its end to its beginning, page after page, as fast as a
// wheel turns: what one frame costs, painting, layout and older messages coming in above included.

#include "client/docks/chat_delegate.h"
#include "client/docks/chat_view.h"
#include "client/models/chat_model.h"
#include "client/widgets/look.h"

#include <QApplication>
#include <QDateTime>
#include <QImage>
#include <QScrollBar>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <vector>

namespace {

constexpr std::int64_t conversation = 100'000;
constexpr QSize dock{304, 400};
constexpr int wheelStep = 120;

pong::wire::ChatMessage messageAt(std::int64_t id) {
    pong::wire::ChatMessage message;
    message.set_id(id);
    message.mutable_sender()->set_user_id(2 + id % 3);
    message.mutable_sender()->set_username("player" + std::to_string(id % 3));
    message.set_sent_ms(1'700'000'000'000 + id * 90'000);
    std::string text = "Message number " + std::to_string(id);
    for (std::int64_t i = 0; i < id % 7; ++i)
        text += " and some more words, so that lines break";
    message.set_text(text + (id % 11 == 0 ? " https://example.org/" : "") + (id % 13 == 0 ? " \U0001F3D3" : ""));
    return message;
}

QCoro::Task<client::ChatModel::Page> pageOf(pong::wire::ChatPageRequest request) {
    const std::int64_t last = request.before_id() > 0 ? request.before_id() - 1 : conversation;
    const std::int64_t first = std::max<std::int64_t>(1, last - request.limit() + 1);
    pong::wire::ChatPageReply page;
    for (std::int64_t id = first; id <= last; ++id)
        *page.add_messages() = messageAt(id);
    page.set_more(first > 1);
    co_return client::ChatModel::Page(page);
}

QCoro::Task<client::ChatModel::Sent> nothingSent(pong::wire::ChatSendRequest) {
    co_return client::ChatModel::Sent(client::Failure(client::Failure::Kind::NotConnected));
}

pong::wire::Channel lobby() {
    pong::wire::Channel channel;
    channel.set_kind(pong::wire::Channel::LOBBY);
    return channel;
}

void scrollConversation(benchmark::State& state) {
    const client::Look look(*qApp);
    client::ChatModel model(lobby(), {}, {&pageOf, &nothingSent});
    client::ChatDelegate delegate(look, &QDateTime::currentDateTime);
    client::ChatView view(&delegate);
    QObject::connect(&view, &client::ChatView::olderWanted, &model, &client::ChatModel::fetchOlder);
    view.setModel(&model);
    view.resize(dock);
    view.show();
    model.load();
    QCoreApplication::processEvents();
    QImage target(dock, QImage::Format_RGB32);
    std::vector<double> frames;
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() - wheelStep);
        view.render(&target);
        frames.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
        if (!model.hasOlder() && view.verticalScrollBar()->value() == 0)
            model.load();
    }
    std::sort(frames.begin(), frames.end());
    state.counters["p99_us"] = frames[frames.size() * 99 / 100];
    state.counters["max_us"] = frames.back();
    state.counters["rows"] = model.rowCount();
    state.counters["oldest"] = static_cast<double>(model.index(0).data(client::chat::MessageIdRole).toLongLong());
}
BENCHMARK(scrollConversation)->Unit(benchmark::kMicrosecond)->Iterations(20'000);

}  // namespace
