#include "server/app/application.h"

#include "server/app/features.h"
#include "server/app/load_file.h"
#include "server/database/database.h"
#include "server/database/database_unavailable.h"
#include "server/database/migrator.h"
#include "server/database/private_cluster.h"
#include "server/database/start_error.h"
#include "server/net/listener.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QNetworkInterface>

namespace server {

namespace {

Q_LOGGING_CATEGORY(appLog, "app", QtInfoMsg)

// Features wait for the database at most (DatabaseOptions::answerWithin), and no orderly end takes longer than this.
constexpr std::chrono::milliseconds longestStop{15'000};
constexpr std::chrono::milliseconds stopPollInterval{10};

// The addresses under which other machines may find this one.
QStringList lanAddresses(quint16 port) {
    QStringList addresses;
    const QList<QHostAddress> all = QNetworkInterface::allAddresses();
    for (const QHostAddress& address : all)
        if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback() && !address.isLinkLocal())
            addresses.append(QStringLiteral("%1:%2").arg(address.toString()).arg(port));
    return addresses;
}

bool isEverywhere(const QHostAddress& address) {
    return address == QHostAddress(QHostAddress::Any) || address == QHostAddress(QHostAddress::AnyIPv4) ||
           address == QHostAddress(QHostAddress::AnyIPv6);
}

}  // namespace

Application::Application(Configuration configuration, QObject* parent)
    : QObject(parent)
    , m_configuration(std::move(configuration))
    , m_folder(m_configuration.dataFolder)
    , m_tasks(QStringLiteral("features")) {
    connect(&m_stopPoll, &QTimer::timeout, this, &Application::finishStop);
}

Application::~Application() {
    m_loadFile.reset();
    m_listener.reset();
    if (m_features)
        m_features->stopThreads();
    if (m_database)
        m_database->close();
    m_queue.runPosted();
    m_features.reset();
    m_database.reset();
    m_cluster.reset();
}

void Application::start() {
    try {
        m_folder.open();
        const ConnectionSettings settings = startPostgres();
        openDatabase(settings);
        startFeatures();
        if (m_stopping)
            return;
        listen();
        describe(settings);
    } catch (const DatabaseStartError& error) {
        throw StartError(exitCodeFor(error.problem()), error.text());
    } catch (const DatabaseUnavailable& error) {
        throw StartError(ExitCode::DatabaseUnusable, QString::fromUtf8(error.what()));
    }
}

ConnectionSettings Application::startPostgres() {
    if (m_configuration.database)
        return *m_configuration.database;
    PrivateClusterOptions options;
    options.folder = m_folder.clusterPath();
    m_cluster = std::make_unique<PrivateCluster>(options);
    connect(m_cluster.get(), &PrivateCluster::restarting, this,
            [] { qCWarning(appLog, "private PostgreSQL died and is started again"); });
    connect(m_cluster.get(), &PrivateCluster::failed, this,
            [this](const QString& reason) { stop(reason, ExitCode::DatabaseUnusable); });
    m_cluster->start();
    return m_cluster->settings();
}

void Application::openDatabase(const ConnectionSettings& settings) {
    m_database = std::make_unique<Database>(m_queue, settings);
    connect(m_database.get(), &Database::lost, this, [] { qCWarning(appLog, "database lost"); });
    connect(m_database.get(), &Database::regained, this, [] { qCInfo(appLog, "database regained"); });
    connect(m_database.get(), &Database::gone, this,
            [this](const QString& reason) { stop(reason, ExitCode::DatabaseUnusable); });
    // The lock before the migrations: never change tables under a server that runs.
    m_database->open();
    const int applied = Migrator(settings).apply();
    if (applied > 0)
        qCInfo(appLog, "database migrated steps=%d", applied);
}

void Application::startFeatures() {
    FeatureOptions options;
    options.serverName = m_configuration.name;
    options.rules = m_configuration.rules;
    options.fullAt = m_configuration.fullAtPercent / 100.0;
    options.mail.smtp = m_configuration.smtp;
    options.mail.contact = m_configuration.contact;
    try {
        options.key = ServerKey::loadOrCreate(m_folder.path());
        if (options.mail.smtp && !m_configuration.smtpPasswordFile.isEmpty())
            options.mail.smtp->readPassword(m_configuration.smtpPasswordFile);
    } catch (const std::runtime_error& error) {
        throw StartError(ExitCode::FolderUnusable, QString::fromUtf8(error.what()));
    }
    m_features = std::make_unique<Features>(m_queue, *m_database, options);
    m_tasks.run(watchStart(m_features->start()));
    while (m_tasks.running() > 0)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    if (m_startFailure)
        std::rethrow_exception(m_startFailure);
}

QCoro::Task<void> Application::watchStart(QCoro::Task<void> task) {
    try {
        co_await task;
    } catch (...) {
        m_startFailure = std::current_exception();
    }
}

void Application::listen() {
    ListenerOptions options;
    options.address = m_configuration.address;
    options.port = m_configuration.port;
    options.maxConnections = m_configuration.maxConnections;
    options.maxPerAddress = m_configuration.maxConnectionsPerAddress;
    options.isBehindProxy = m_configuration.isBehindProxy;
    if (m_configuration.tls) {
        try {
            options.tls = TlsIdentity::loadOrCreate(m_folder.path());
        } catch (const std::runtime_error& error) {
            throw StartError(ExitCode::FolderUnusable, QString::fromUtf8(error.what()));
        }
        m_fingerprint = options.tls->fingerprint();
    }
    m_listener = std::make_unique<Listener>(m_features->sessions(), options);
    if (!m_listener->listen())
        throw StartError(ExitCode::CannotListen,
                         QStringLiteral("cannot listen on %1 port %2: %3")
                             .arg(isEverywhere(m_configuration.address) ? QStringLiteral("all addresses,")
                                                                        : m_configuration.address.toString())
                             .arg(m_configuration.port)
                             .arg(m_listener->errorText()));
}

void Application::describe(const ConnectionSettings& settings) {
    const QString url = m_listener->url().toString();
    m_folder.describe({{QStringLiteral("url"), url},
                       {QStringLiteral("port"), m_listener->port()},
                       {QStringLiteral("fingerprint"), m_fingerprint},
                       {QStringLiteral("pid"), QCoreApplication::applicationPid()},
                       {QStringLiteral("data_dir"), m_folder.path()},
                       {QStringLiteral("database"), settings.url()}});
    m_loadFile = std::make_unique<LoadFile>(DataFolder::loadPath(m_folder.path()), [this] {
        return QJsonDocument(m_features->load().figures().json()).toJson(QJsonDocument::Compact);
    });
    QStringList forOthers;
    if (isEverywhere(m_configuration.address))
        forOthers = lanAddresses(m_listener->port());
    else if (!m_configuration.address.isLoopback())
        forOthers.append(m_listener->url().authority());
    m_notice = {m_configuration.name, m_listener->url(), forOthers,
                m_fingerprint,        m_folder.path(),   m_cluster ? QString() : settings.describe()};
    const QString lan = forOthers.join(QLatin1Char(','));
    qCInfo(appLog, "listening url=%s lan=%s fingerprint=%s data=\"%s\" database=\"%s\"", qUtf8Printable(url),
           qUtf8Printable(lan.isEmpty() ? QStringLiteral("-") : lan),
           qUtf8Printable(m_fingerprint.isEmpty() ? QStringLiteral("-") : m_fingerprint),
           qUtf8Printable(m_folder.path()),
           qUtf8Printable(m_cluster ? QStringLiteral("private") : settings.describe()));
}

void Application::stop(const QString& reason, ExitCode code) {
    if (m_stopping || !m_features)
        return;
    m_stopping = true;
    m_exitCode = code;
    m_stoppingSince.start();
    qCInfo(appLog, "stopping reason=\"%s\" sessions=%d", qUtf8Printable(reason), m_features->sessions().count());
    m_folder.removeDescription();
    if (m_listener)
        m_listener->stop();
    m_features->router().stop();
    m_tasks.run(m_features->drain());
    m_features->sessions().closeAll(
        Refusal(wire::REFUSAL_SHUTTING_DOWN, QStringLiteral("The server is shutting down.")));
    m_stopPoll.start(stopPollInterval);
}

// Nothing here is in a hurry, so looking is simpler than being told by four parts.
void Application::finishStop() {
    const bool isDone =
        m_tasks.running() == 0 && m_features->router().tasks().running() == 0 && m_features->sessions().count() == 0;
    if (!isDone && !m_stoppingSince.hasExpired(longestStop.count()))
        return;
    m_stopPoll.stop();
    if (!isDone)
        qCWarning(appLog, "stopping although something is not done features=%d requests=%d sessions=%d",
                  m_tasks.running(), m_features->router().tasks().running(), m_features->sessions().count());
    Q_EMIT stopped(static_cast<int>(m_exitCode));
}

}  // namespace server
