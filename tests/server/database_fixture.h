#pragma once

// What the tests of the database share: an opened Database on a fresh database, and gates that hold a store function on
// its worker until the test says go.

#include "server/async/main_queue.h"
#include "server/database/database.h"
#include "tests/support/test_database.h"

#include <condition_variable>
#include <memory>
#include <mutex>

namespace test {

// Threads wait until so many have come.
class Meeting {
 public:
    explicit Meeting(int expected) : m_missing(expected) {}
    void arriveAndWait() {
        std::unique_lock lock(m_mutex);
        if (--m_missing == 0)
            m_complete.notify_all();
        m_complete.wait(lock, [this] { return m_missing <= 0; });
    }

 private:
    std::mutex m_mutex;
    std::condition_variable m_complete;
    int m_missing;
};

// Closed until open(); tells how many have come to it.
class Gate {
 public:
    void pass() {
        std::unique_lock lock(m_mutex);
        ++m_arrived;
        m_changed.wait(lock, [this] { return m_open; });
    }
    void open() {
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    int arrived() const {
        const std::lock_guard lock(m_mutex);
        return m_arrived;
    }

 private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = false;
    int m_arrived = 0;
};

struct OpenDatabase {
    // `prepare` is SQL that runs before the server connects.
    explicit OpenDatabase(server::DatabaseOptions options = {}, const QString& prepare = {})
        : database(queue, (prepare.isEmpty() ? void() : fresh.execute(prepare), fresh.settings()), options) {
        database.open();
    }

    TestDatabase fresh;
    server::MainQueue queue;
    server::Database database;
};

// The error text with which a task ends; empty, and the value is dropped, if it does not throw Error.
template <typename Error, typename Value>
QString failure(QCoro::Task<Value> task) {
    try {
        result(std::move(task));
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

}  // namespace test
