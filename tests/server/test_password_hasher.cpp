// Argon2id on its own threads: right and wrong passwords, a bounded queue, and an end that loses no waiter.

#include "server/accounts/password_hasher.h"
#include "server/net/refusal.h"
#include "tests/support/test_database.h"

#include <QTest>

#include <algorithm>
#include <vector>

namespace {

using server::HashCost;
using server::PasswordHasher;

// How a verification that was started ended.
struct Ending {
    bool over = false;
    bool refused = false;
};

QCoro::Task<void> follow(QCoro::Task<bool> task, std::shared_ptr<Ending> ending) {
    try {
        co_await task;
    } catch (const server::Refusal& refusal) {
        ending->refused = refusal.code() == pong::wire::REFUSAL_BUSY;
    }
    ending->over = true;
}

}  // namespace

class TestPasswordHasher : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void rightAndWrong() {
        server::MainQueue queue;
        PasswordHasher hasher(queue, HashCost::minimal());
        const QString hash = test::result(hasher.hash("correct horse"));
        QVERIFY(hash.startsWith(QStringLiteral("$argon2id$")));
        QVERIFY(test::result(hasher.verify(hash, "correct horse")));
        QVERIFY(!test::result(hasher.verify(hash, "correct horsf")));
        QVERIFY(!test::result(hasher.verify(std::nullopt, "correct horse")));
        QVERIFY(!test::result(hasher.verify(QStringLiteral("no hash"), "correct horse")));
        QVERIFY(test::result(hasher.hash("correct horse")) != hash);  // salted
        QCOMPARE(hasher.started(), 6U);
    }

    void standardCostIsLibsodiumsForLogIns() {
        server::MainQueue queue;
        PasswordHasher hasher(queue, HashCost::interactive());
        const QString hash = test::result(hasher.hash("correct horse"));
        QVERIFY(hash.contains(QStringLiteral("$m=65536,t=2,p=1$")));
    }

    void fullQueueRefuses() {
        server::MainQueue queue;
        PasswordHasher hasher(queue, HashCost::interactive(), 1, 2);
        std::vector<std::shared_ptr<Ending>> endings;
        for (int i = 0; i < 10; ++i) {
            endings.push_back(std::make_shared<Ending>());
            follow(hasher.verify(std::nullopt, "x"), endings.back());
        }
        // Which ones depends on when the worker takes the next.
        QVERIFY(std::ranges::any_of(endings, [](const auto& ending) { return ending->refused; }));
        QVERIFY(!endings.front()->refused);
        for (const auto& ending : endings)
            QTRY_VERIFY_WITH_TIMEOUT(ending->over, 60'000);  // hashes cost what they cost
        QVERIFY(!test::result(hasher.verify(std::nullopt, "x")));
    }

    void stopEndsEveryWaiter() {
        server::MainQueue queue;
        PasswordHasher hasher(queue, HashCost::minimal(), 1, 100);
        std::vector<std::shared_ptr<Ending>> endings;
        for (int i = 0; i < 20; ++i) {
            endings.push_back(std::make_shared<Ending>());
            follow(hasher.verify(std::nullopt, "x"), endings.back());
        }
        hasher.stop();
        queue.runPosted();
        for (const auto& ending : endings)
            QVERIFY(ending->over && !ending->refused);
        const auto late = std::make_shared<Ending>();
        follow(hasher.verify(std::nullopt, "x"), late);
        QVERIFY(late->refused);
    }
};

QTEST_GUILESS_MAIN(TestPasswordHasher)
#include "test_password_hasher.moc"
