// The friend list with ten thousand friends: what a filter's letter, a change of presence, and a frame of scrolling
// cost, model, view and painting together, on the raster engine at the dock's size. A frame has 16.7 ms.

#include "client/docks/friends_panel.h"
#include "client/docks/people_view.h"
#include "client/models/friends_model.h"
#include "client/widgets/look.h"
#include "tests/client/friends_samples.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QScrollBar>

#include <benchmark/benchmark.h>
#include <memory>

namespace {

constexpr int friendsInAll = 10'000;
constexpr QSize dock{304, 432};

struct Shown {
    Shown() : look(*qApp), panel(look), target(dock, QImage::Format_RGB32) {
        model.setPeople(samples::crowd(friendsInAll));
        model.setCollapsed(client::friends::Group::Offline, false);
        panel.setModel(&model);
        panel.resize(dock);
        panel.show();
        view = panel.findChild<client::PeopleView*>(QStringLiteral("friendsView"));
        paint();
    }
    // What a person waits for: layout and picture.
    void paint() {
        QCoreApplication::sendPostedEvents();
        panel.render(&target);
    }

    client::Look look;
    client::FriendsModel model;
    client::FriendsPanel panel;
    client::PeopleView* view = nullptr;
    QImage target;
};

void loadFriends(benchmark::State& state) {
    const auto people = samples::crowd(friendsInAll);
    Shown shown;
    for (auto _ : state) {
        shown.model.setPeople(people);
        shown.paint();
    }
}
BENCHMARK(loadFriends)->Unit(benchmark::kMillisecond);

void scrollFriends(benchmark::State& state) {
    Shown shown;
    QScrollBar* bar = shown.view->verticalScrollBar();
    int position = 0;
    for (auto _ : state) {
        position = (position + 137) % bar->maximum();
        bar->setValue(position);
        shown.paint();
    }
}
BENCHMARK(scrollFriends)->Unit(benchmark::kMillisecond);

// "p", "pl", ... and back: the first letters keep all of them.
void filterFriends(benchmark::State& state) {
    Shown shown;
    const QString typed = QStringLiteral("player77");
    int length = 0;
    for (auto _ : state) {
        length = (length + 1) % (int(typed.size()) + 1);
        shown.model.setFilter(typed.left(length));
        shown.paint();
    }
}
BENCHMARK(filterFriends)->Unit(benchmark::kMillisecond);

void changePresence(benchmark::State& state) {
    Shown shown;
    std::int64_t number = 0;
    for (auto _ : state) {
        pong::wire::PresenceState presence;
        presence.set_presence(number / friendsInAll % 2 == 0 ? pong::wire::PRESENCE_IN_MATCH
                                                             : pong::wire::PRESENCE_OFFLINE);
        shown.model.setPresence(number % friendsInAll + 1, presence);
        shown.paint();
        ++number;
    }
}
BENCHMARK(changePresence)->Unit(benchmark::kMillisecond);

}  // namespace
