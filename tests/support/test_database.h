#pragma once

// A fresh database with all tables for one test, and gone after it. The cluster is that of with_test_cluster where one
// is set (PONG_TEST_DATABASE_URL), so that a whole run of tests needs one; otherwise a TestCluster of this process,
// made on first use and stopped with the QCoreApplication, which must exist.
//
//     test::TestDatabase testDatabase;                            // settings(), execute(), value()
//     server::MainQueue queue;
//     server::Database database(queue, testDatabase.settings());
//     database.open();
//     const auto id = test::result(database.transaction(&accounts::insertUser, name, email));

#include "server/database/connection.h"
#include "server/database/connection_settings.h"

#include <QCoroTask>
#include <QEventLoop>
#include <QString>
#include <QTimer>

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>

namespace test {

class TestDatabase {
 public:
    enum class Tables {
        Migrated,
        None  // for tests of the migrations themselves
    };

    // Throws server::DatabaseStartError or server::SqlError.
    explicit TestDatabase(Tables tables = Tables::Migrated);
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    const server::ConnectionSettings& settings() const { return m_settings; }
    // As a superuser of the cluster, in its database `postgres`: to disturb what the server does.
    static server::ConnectionSettings adminSettings();

    // A connection beside the server's, for preparing and checking: statements without a result, and rows.
    void execute(const QString& sql);
    server::Rows query(const QString& sql);
    // The only cell of the only row.
    QVariant value(const QString& sql);
    qint64 number(const QString& sql) { return value(sql).toLongLong(); }

    // Inserts a user with this name, as if signed up (the password cannot be used); its id.
    qint64 addUser(const QString& name);

 private:
    template <typename Use>
    auto onConnection(Use use);

    server::ConnectionSettings m_settings;
    std::unique_ptr<server::Connection> m_connection;
};

// Runs the event loop until the task ends and gives what it returned, or throws what it threw. Throws
// std::runtime_error when it takes longer than half a minute. (QCoro's own waitFor has no bound.)
template <typename Value>
Value result(QCoro::Task<Value> task);

namespace detail {

template <typename Value>
struct Outcome {
    using Stored = std::conditional_t<std::is_void_v<Value>, bool, Value>;
    std::optional<Stored> value;
    std::exception_ptr error;
    QEventLoop* waiting = nullptr;
    bool isOver() const { return value.has_value() || error; }
};

template <typename Value>
QCoro::Task<void> follow(QCoro::Task<Value> task, std::shared_ptr<Outcome<Value>> outcome) {
    try {
        if constexpr (std::is_void_v<Value>) {
            co_await task;
            outcome->value = true;
        } else {
            outcome->value.emplace(co_await task);
        }
    } catch (...) {
        outcome->error = std::current_exception();
    }
    if (outcome->waiting)
        outcome->waiting->quit();
}

}  // namespace detail

template <typename Value>
Value result(QCoro::Task<Value> task) {
    const auto outcome = std::make_shared<detail::Outcome<Value>>();
    const QCoro::Task<void> follower = detail::follow(std::move(task), outcome);
    if (!outcome->isOver()) {
        QEventLoop loop;
        outcome->waiting = &loop;
        QTimer::singleShot(30'000, &loop, &QEventLoop::quit);
        loop.exec();
        outcome->waiting = nullptr;
    }
    if (!outcome->isOver())
        throw std::runtime_error("the task did not end");
    if (outcome->error)
        std::rethrow_exception(outcome->error);
    if constexpr (!std::is_void_v<Value>)
        return std::move(*outcome->value);
}

}  // namespace test
