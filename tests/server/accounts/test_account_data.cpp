// Taking everything along, and leaving: the export's document piece by piece, the seven days in which logging in keeps
// an account, what is erased after them and what stays for the others.

#include "account_fixture.h"
#include "server/accounts/account_sweeper.h"
#include "server/accounts/data/deletion_store.h"
#include "server/app/every_account_data.h"
#include "tests/support/server_test_main.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

namespace {

namespace wire = pong::wire;
using test::AccountFixture;
using test::TestClient;

wire::AccountDeleteRequest deletion(const std::string& password = AccountFixture::password) {
    wire::AccountDeleteRequest request;
    request.set_password(password);
    return request;
}

}  // namespace

class TestAccountData : public QObject {
    Q_OBJECT

 private:
    // All pieces; every one of them within the bounds of a message.
    QByteArray exported(TestClient& client, int* pieces = nullptr) {
        QByteArray document;
        wire::ExportRequest request;
        for (int piece = 1; piece < 10'000; ++piece) {
            const auto answer = client.request(request);
            if (!answer || answer.reply->json().size() > 40 * 1024)
                return {};
            document += QByteArray::fromStdString(answer.reply->json());
            if (pieces != nullptr)
                *pieces = piece;
            if (answer.reply->next_cursor().empty())
                return document;
            request.set_cursor(answer.reply->next_cursor());
        }
        return {};
    }
    QJsonObject document(TestClient& client, int* pieces = nullptr) {
        QJsonParseError error;
        const QJsonDocument parsed = QJsonDocument::fromJson(exported(client, pieces), &error);
        if (error.error != QJsonParseError::NoError)
            qWarning("%s", qPrintable(error.errorString()));
        return parsed.object();
    }
    static QJsonObject first(const QJsonObject& document, const char* section) {
        return document[QLatin1StringView(section)].toArray().at(0).toObject();
    }
    // A match of mara's against kaito, with as many points.
    void addMatches(int matches, int points) {
        m_fixture->database().execute(
            QStringLiteral(
                "WITH made AS ("
                "  INSERT INTO game_sessions (game_id, player1_id, player2_id, score_player1, score_player2, winner_id,"
                "    mode, rules, seed, rated, status, started_at, ended_at, last_tick)"
                "  SELECT games.id, kaito.id, mara.id, 0, %2, mara.id, 'random', '{}', 1, true, 'played', now(), now(),"
                "    9000 FROM games, users AS mara, users AS kaito, generate_series(1, %1)"
                "  WHERE mara.username = 'mara' AND kaito.username = 'kaito' RETURNING *),"
                " scored AS ("
                "  INSERT INTO points (game_session_id, number, tick, scorer, score_player1, score_player2, scored_at)"
                "  SELECT made.id, number, number * 100, 2, 0, number, now() FROM made, generate_series(1, %2) AS "
                "number)"
                " INSERT INTO match_history (user_id, match_id, date, opponent_id, result, reason, my_score,"
                "   opponent_score, length_ms, mode)"
                " SELECT player2_id, id, ended_at, player1_id, 'won', 'played', %2, 0, 75000, mode FROM made"
                " UNION ALL"
                " SELECT player1_id, id, ended_at, player2_id, 'lost', 'played', 0, %2, 75000, mode FROM made")
                .arg(matches)
                .arg(points));
    }
    void sweep() {
        m_fixture->inTransaction([](server::Transaction& transaction) {
            while (server::accounts::eraseDue(transaction, server::everyAccountData().erasures) > 0) {
            }
        });
    }
    void execute(const char* sql) { m_fixture->database().execute(QString::fromLatin1(sql)); }
    qint64 number(const char* sql) { return m_fixture->database().number(QString::fromLatin1(sql)); }

    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<TestClient> m_mara;
    std::unique_ptr<TestClient> m_kaito;

 private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<AccountFixture>(nullptr);
        m_mara = m_fixture->signUp(QStringLiteral("mara"));
        m_kaito = m_fixture->signUp(QStringLiteral("kaito"));
        QVERIFY(m_mara && m_kaito);
    }
    void cleanup() {
        m_kaito.reset();
        m_mara.reset();
        m_fixture.reset();
    }
    void holdsWhatIsKnown();
    void holdsNoSecrets();
    void everySectionCanBeRead();
    void isReadInBoundedPieces();
    void aPictureIsWhole();
    void cursorsThatNobodyGaveOut_data();
    void cursorsThatNobodyGaveOut();
    void oneCanAskForSoMany();
    void strangersHaveNone();

    void deletionSignsOutEverywhere();
    void loggingInKeepsTheAccount();
    void deletionAsksForThePassword();
    void whatIsNotDueStays();
    void aDeletedAccountIsNobodys();
    void aDeletedAccountLeavesNothingPersonal();
    void whatWasOfThePersonAloneGoesToo();
    void othersKeepTheirHistory();
    void theServerErasesByItself();
    void theOwnerIsTold();
};

void TestAccountData::holdsWhatIsKnown() {
    addMatches(2, 11);
    const test::AuthenticatorApp app(*m_fixture, *m_mara);
    QVERIFY(app.isOn);
    const QJsonObject all = document(*m_mara);
    QCOMPARE(first(all, "account")[QStringLiteral("username")].toString(), QStringLiteral("mara"));
    QCOMPARE(first(all, "account")[QStringLiteral("email")].toString(), QStringLiteral("mara@example.org"));
    QCOMPARE(first(all, "sessions")[QStringLiteral("device")].toString(), QStringLiteral("a test"));
    QCOMPARE(first(all, "second_factors")[QStringLiteral("method")].toString(), QStringLiteral("app"));
    QCOMPARE(all[QStringLiteral("recovery_codes")].toArray().size(), 10);
    const QJsonArray matches = all[QStringLiteral("matches")].toArray();
    QCOMPARE(matches.size(), 2);
    const QJsonObject match = matches[0].toObject();
    QCOMPARE(match[QStringLiteral("opponent")].toString(), QStringLiteral("kaito"));
    QCOMPARE(match[QStringLiteral("result")].toString(), QStringLiteral("won"));
    const QJsonArray points = match[QStringLiteral("points")].toArray();
    QCOMPARE(points.size(), 11);
    QVERIFY(points[0].toObject()[QStringLiteral("mine")].toBool());
    QVERIFY(!first(document(*m_kaito), "matches")[QStringLiteral("points")]
                 .toArray()[0]
                 .toObject()[QStringLiteral("mine")]
                 .toBool());
}

void TestAccountData::holdsNoSecrets() {
    const test::AuthenticatorApp app(*m_fixture, *m_mara);
    execute(
        "INSERT INTO trusted_devices (user_id, token, device, expires_at)"
        " SELECT id, sha256('t'), 'a laptop', now() + interval '1 day' FROM users WHERE username = 'mara'");
    const QByteArray text = exported(*m_mara);
    QVERIFY(text.contains("a laptop"));
    QVERIFY(!text.contains("argon2"));
    QVERIFY(!text.contains("kaito"));
    for (const char* secret :
         {"SELECT encode(token, 'hex') FROM sessions LIMIT 1", "SELECT encode(token, 'hex') FROM trusted_devices",
          "SELECT encode(code_hash, 'hex') FROM recovery_codes LIMIT 1",
          "SELECT encode(secret_key, 'hex') FROM two_factor_auth"})
        QVERIFY(!text.contains(m_fixture->database().value(QString::fromLatin1(secret)).toByteArray()));
}

// Also those that are empty here: their statements run, and their names are there once.
void TestAccountData::everySectionCanBeRead() {
    const QJsonObject all = document(*m_mara);
    const server::AccountData data = server::everyAccountData();
    for (const server::AccountData::Section& section : data.sections)
        QVERIFY2(all[QLatin1StringView(section.name)].isArray(), section.name);
    QCOMPARE(all.size(), static_cast<qsizetype>(data.sections.size()) + 1);
}

void TestAccountData::isReadInBoundedPieces() {
    addMatches(300, 21);
    int pieces = 0;
    const QJsonArray matches = document(*m_mara, &pieces)[QStringLiteral("matches")].toArray();
    QCOMPARE(matches.size(), 300);
    QVERIFY2(pieces > 10, qPrintable(QString::number(pieces)));
    QSet<int> ids;
    for (const QJsonValue match : matches)
        ids.insert(match[QStringLiteral("id")].toInt());
    QCOMPARE(ids.size(), 300);
}

void TestAccountData::aPictureIsWhole() {
    execute(
        "INSERT INTO avatars (user_id, hash, media_type, image)"
        " SELECT id, sha256('x'), 'image/png', decode(repeat('00ff10', 20001), 'hex') FROM users"
        " WHERE username = 'mara'");
    QByteArray base64;
    const QJsonArray pieces = document(*m_mara)[QStringLiteral("picture_base64")].toArray();
    for (const QJsonValue piece : pieces)
        base64 += piece.toString().toLatin1();
    QCOMPARE(QByteArray::fromBase64(base64), QByteArray::fromHex("00ff10").repeated(20001));
}

void TestAccountData::cursorsThatNobodyGaveOut_data() {
    QTest::addColumn<QByteArray>("cursor");
    for (const char* cursor :
         {"x", "1", "1:", ":1", "-1:0", "1:-1", "1:1:1", "99999999999:0", "0:99999999999999999999"})
        QTest::newRow(cursor) << QByteArray(cursor);
}

void TestAccountData::cursorsThatNobodyGaveOut() {
    QFETCH(QByteArray, cursor);
    wire::ExportRequest request;
    request.set_cursor(cursor.toStdString());
    QCOMPARE(m_mara->request(request).refusal.code(), wire::REFUSAL_MALFORMED);
}

void TestAccountData::oneCanAskForSoMany() {
    for (int copies = 0; copies < 3; ++copies)
        QVERIFY(!exported(*m_mara).isEmpty());
    const auto refused = m_mara->request(wire::ExportRequest());
    QCOMPARE(refused.refusal.code(), wire::REFUSAL_TOO_MANY);
    QVERIFY(!exported(*m_kaito).isEmpty());
    m_fixture->steadyUs += 31'000'000;
    QVERIFY(!exported(*m_mara).isEmpty());
}

void TestAccountData::strangersHaveNone() {
    const auto stranger = m_fixture->connect();
    QCOMPARE(stranger->request(wire::ExportRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(stranger->request(deletion()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
}

void TestAccountData::deletionSignsOutEverywhere() {
    const auto other = m_fixture->connect();
    QVERIFY(other->request(m_fixture->logIn("mara")));
    const auto answer = m_mara->request(deletion());
    QVERIFY(answer);
    QCOMPARE(answer.reply->due_ms(),
             m_fixture->database()
                 .value(QStringLiteral("SELECT deletion_due_at FROM users WHERE username = 'mara'"))
                 .toDateTime()
                 .toMSecsSinceEpoch());
    QCOMPARE(number("SELECT count(*) FROM users WHERE deletion_due_at = deletion_requested_at + interval '7 days'"), 1);
    QVERIFY(other->take(pong::ServerBody::kSignedOut));
    QCOMPARE(m_mara->count(pong::ServerBody::kSignedOut), 0u);
    for (TestClient* client : {m_mara.get(), other.get()})
        QCOMPARE(client->request(wire::ProfileRequest()).refusal.code(), wire::REFUSAL_NOT_SIGNED_IN);
    QCOMPARE(number("SELECT count(*) FROM sessions JOIN users ON users.id = user_id WHERE username = 'mara'"), 0);
    QCOMPARE(number("SELECT count(*) FROM audit WHERE action = 'ask-to-delete-account'"), 1);
}

void TestAccountData::loggingInKeepsTheAccount() {
    QVERIFY(m_mara->request(deletion()));
    const auto back = m_mara->request(m_fixture->logIn("mara"));
    QVERIFY(back);
    QVERIFY(back.reply->signed_in().deletion_cancelled());
    QCOMPARE(m_mara->request(wire::ProfileRequest()).reply->deletion_due_ms(), 0);
    execute("UPDATE users SET created_at = created_at - interval '30 days'");
    sweep();
    QVERIFY(m_mara->request(wire::ProfileRequest()));
    const auto again = m_fixture->connect()->request(m_fixture->logIn("mara"));
    QVERIFY(again && !again.reply->signed_in().deletion_cancelled());
}

void TestAccountData::deletionAsksForThePassword() {
    const auto wrong = m_mara->request(deletion("wrong horse"));
    QCOMPARE(wrong.refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(wrong.refusal.field(), std::string("password"));
    QCOMPARE(m_mara->request(deletion("")).refusal.code(), wire::REFUSAL_INVALID_FIELD);
    QCOMPARE(number("SELECT count(*) FROM users WHERE deletion_due_at IS NOT NULL"), 0);
}

void TestAccountData::whatIsNotDueStays() {
    QVERIFY(m_mara->request(deletion()));
    sweep();
    QCOMPARE(number("SELECT count(*) FROM users WHERE username = 'mara' AND deleted_at IS NULL"), 1);
}

void TestAccountData::aDeletedAccountIsNobodys() {
    QVERIFY(m_mara->request(deletion()));
    execute("UPDATE users SET deletion_due_at = now() WHERE username = 'mara'");
    sweep();
    QCOMPARE(m_mara->request(m_fixture->logIn("mara")).refusal.code(), wire::REFUSAL_WRONG_CREDENTIALS);
    QCOMPARE(number("SELECT count(*) FROM users WHERE username = ('deleted player ' || id)::citext"), 1);
    QCOMPARE(number("SELECT count(*) FROM audit WHERE action = 'delete-account' AND actor = 'server'"), 1);
    // Name and address are free again.
    QVERIFY(m_fixture->signUp(QStringLiteral("mara")));
}

void TestAccountData::aDeletedAccountLeavesNothingPersonal() {
    const test::AuthenticatorApp app(*m_fixture, *m_mara);
    execute(
        "INSERT INTO avatars (user_id, hash, media_type, image) SELECT id, sha256('x'), 'image/png', 'x' FROM users");
    execute("UPDATE users SET avatar_url = 'pong://avatar/x', pending_email = 'new@example.org'");
    execute("INSERT INTO audit (actor, user_id, action, address) SELECT 'user', id, 'x', '192.0.2.1' FROM users");
    execute("UPDATE users SET deletion_requested_at = now(), deletion_due_at = now() WHERE username = 'mara'");
    sweep();
    const server::Rows rows =
        m_fixture->database().query(QStringLiteral("SELECT * FROM users WHERE deleted_at IS NOT NULL"));
    const server::Row row = rows.one();
    for (const QStringView column : {u"email", u"email_verified_at", u"password_hash", u"avatar_url", u"pending_email"})
        QVERIFY2(row.isNull(column), qPrintable(column.toString()));
    for (const char* table :
         {"avatars", "sessions", "two_factor_auth", "recovery_codes", "trusted_devices", "email_codes", "mail_queue"})
        QCOMPARE(m_fixture->database().number(QStringLiteral("SELECT count(*) FROM %1 JOIN users ON users.id = user_id"
                                                             " WHERE users.deleted_at IS NOT NULL")
                                                  .arg(QLatin1StringView(table))),
                 0);
    QCOMPARE(number("SELECT count(*) FROM audit WHERE address <> ''"), 1);  // kaito's
    QVERIFY(m_kaito->request(wire::ProfileRequest()).reply->avatar_url() == "pong://avatar/x");
}

void TestAccountData::whatWasOfThePersonAloneGoesToo() {
    addMatches(1, 11);
    execute(
        "INSERT INTO rating_history (user_id, match_id, created_at, rating, deviation, volatility)"
        " SELECT users.id, game_sessions.id, now(), 1500, 200, 0.06 FROM users, game_sessions WHERE kind = 'human'");
    execute(
        "INSERT INTO sanctions (user_id, kind, reason)"
        " SELECT id, 'mute', 'She is rude' FROM users WHERE username = 'mara'");
    execute(
        "INSERT INTO notifications (user_id, kind, from_id, text, subject_id)"
        " SELECT kaito.id, what, mara.id, '', 0 FROM users AS mara, users AS kaito,"
        "  unnest(ARRAY['friend_request', 'invitation', 'friend_accepted']) AS what"
        " WHERE mara.username = 'mara' AND kaito.username = 'kaito'");
    execute(
        "WITH made AS (INSERT INTO channels (kind, user1_id, user2_id)"
        "  SELECT 'direct', min(id), max(id) FROM users WHERE username IN ('mara', 'kaito') RETURNING *)"
        " INSERT INTO messages (channel_id, sender_id, receiver_id, client_id, message, is_withheld)"
        " SELECT made.id, mara.id, user1_id + user2_id - mara.id, words || ' client id', words, words = 'withheld'"
        "  FROM made, users AS mara, unnest(ARRAY['heard', 'withheld']) AS words WHERE mara.username = 'mara'");
    execute("UPDATE users SET deletion_requested_at = now(), deletion_due_at = now() WHERE username = 'mara'");
    sweep();
    QCOMPARE(number("SELECT count(*) FROM rating_history JOIN users ON users.id = user_id WHERE username = 'kaito'"),
             1);
    QCOMPARE(number("SELECT count(*) FROM rating_history"), 1);
    QCOMPARE(number("SELECT count(*) FROM sanctions WHERE reason = 'erased'"), 1);  // and holds on
    QCOMPARE(number("SELECT count(*) FROM sanctions"), 1);
    QCOMPARE(number("SELECT count(*) FROM notifications WHERE kind = 'friend_accepted'"), 1);
    QCOMPARE(number("SELECT count(*) FROM notifications"), 1);
    QCOMPARE(number("SELECT count(*) FROM messages WHERE message = 'heard'"), 1);
    QCOMPARE(number("SELECT count(*) FROM messages"), 1);
}

void TestAccountData::othersKeepTheirHistory() {
    addMatches(3, 11);
    execute("UPDATE users SET deletion_requested_at = now(), deletion_due_at = now() WHERE username = 'mara'");
    sweep();
    wire::HistoryPageRequest request;
    request.set_limit(20);
    const auto page = m_kaito->request(request);
    QVERIFY(page);
    QCOMPARE(page.reply->rows_size(), 3);
    QVERIFY(page.reply->rows(0).opponent().username().starts_with("deleted player "));
    QCOMPARE(document(*m_kaito)[QStringLiteral("matches")].toArray().size(), 3);
}

void TestAccountData::theServerErasesByItself() {
    server::FeatureOptions options = AccountFixture::patient();
    options.sweepAccountsEvery = std::chrono::milliseconds(50);
    m_mara.reset();
    m_kaito.reset();
    m_fixture = std::make_unique<AccountFixture>(nullptr, options);
    QVERIFY(m_fixture->signUp(QStringLiteral("mara")));
    execute("UPDATE users SET deletion_requested_at = now(), deletion_due_at = now()");
    QTRY_COMPARE(number("SELECT count(*) FROM users WHERE deleted_at IS NOT NULL"), 1);
}

void TestAccountData::theOwnerIsTold() {
    test::SmtpServer smtp;
    m_mara.reset();
    m_kaito.reset();
    m_fixture = std::make_unique<AccountFixture>(&smtp);
    m_mara = m_fixture->signUp(QStringLiteral("mara"));
    QVERIFY(m_mara);
    QVERIFY(m_mara->request(deletion()));
    const std::optional<test::ReceivedMail> mail = smtp.take();
    QVERIFY(mail);
    QCOMPARE(mail->receivers, QStringList{QStringLiteral("mara@example.org")});
    QVERIFY(mail->text.contains(QStringLiteral("7 days")));
}

PONG_SERVER_TEST_MAIN(TestAccountData)
#include "test_account_data.moc"
