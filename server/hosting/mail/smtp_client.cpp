#include "server/hosting/mail/smtp_client.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <curl/curl.h>
#include <stdexcept>

namespace server {

namespace {

// libcurl's own set-up, once in a process and before its first thread.
void initialiseCurl() {
    static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (code != CURLE_OK)
        throw std::runtime_error("libcurl cannot be used");
}

struct Upload {
    const QByteArray& message;
    qsizetype sent = 0;
};

std::size_t readMessage(char* buffer, std::size_t size, std::size_t count, void* context) {
    auto& upload = *static_cast<Upload*>(context);
    const auto room = static_cast<qsizetype>(size * count);
    const qsizetype bytes = std::min(room, upload.message.size() - upload.sent);
    std::memcpy(buffer, upload.message.constData() + upload.sent, static_cast<std::size_t>(bytes));
    upload.sent += bytes;
    return static_cast<std::size_t>(bytes);
}

int stopWhenCancelled(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(context)->load() ? 1 : 0;
}

// What the mail server says of the receiver, and will say again tomorrow. Everything else may be repaired: the network,
// our password, our settings, theirs.
bool isFinal(long reply) {
    return reply >= 550 && reply <= 553;
}

const char* scheme(SmtpSettings::Security security) {
    return security == SmtpSettings::Security::Tls ? "smtps://" : "smtp://";
}

}  // namespace

struct SmtpClient::Handle {
    CURL* curl = nullptr;
    std::array<char, CURL_ERROR_SIZE> error{};

    Handle() {
        initialiseCurl();
        curl = curl_easy_init();
        if (curl == nullptr)
            throw std::runtime_error("libcurl cannot be used");
    }
    ~Handle() { curl_easy_cleanup(curl); }

    CURLcode perform() {
        error[0] = '\0';
        return curl_easy_perform(curl);
    }
    // Whether the last perform() used a connection of an earlier one, and it was dead.
    bool hasLostKeptConnection(CURLcode code) const {
        const bool isLost = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING;
        long made = 0;
        curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &made);
        return isLost && made == 0 && reply() == 0;
    }
    // What the mail server last said; 0: nothing.
    long reply() const {
        long code = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
        return code;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
};

SmtpClient::SmtpClient(SmtpSettings settings, const std::atomic<bool>& cancelled)
    : m_settings(std::move(settings)), m_cancelled(cancelled), m_handle(std::make_unique<Handle>()) {
    configure();
}

SmtpClient::~SmtpClient() = default;

void SmtpClient::configure() {
    CURL* curl = m_handle->curl;
    const QByteArray host =
        m_settings.host.contains(QLatin1Char(':')) ? '[' + m_settings.host.toUtf8() + ']' : m_settings.host.toUtf8();
    const QByteArray url = scheme(m_settings.security) + host + ':' + QByteArray::number(m_settings.port);
    curl_easy_setopt(curl, CURLOPT_URL, url.constData());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");  // whatever the environment says
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, m_handle->error.data());
    const bool isPlain = m_settings.security == SmtpSettings::Security::None;
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(isPlain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!m_settings.caFile.isEmpty())
        curl_easy_setopt(curl, CURLOPT_CAINFO, m_settings.caFile.toUtf8().constData());
    if (!m_settings.user.isEmpty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, m_settings.user.toUtf8().constData());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, m_settings.password.toUtf8().constData());
    }
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_settings.connectTimeout.count()));
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                     static_cast<long>(std::max<std::int64_t>(1, m_settings.mailTimeout.count() / 1000)));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(m_settings.mailTimeout.count()));
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, m_settings.from.address.toUtf8().constData());
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, readMessage);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, stopWhenCancelled);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(&m_cancelled));
}

SmtpOutcome SmtpClient::send(const QString& to, const QByteArray& message) {
    if (!isMailAddress(to))
        return {SmtpOutcome::Kind::Refused, QStringLiteral("not an address to write to")};
    CURL* curl = m_handle->curl;
    Upload upload{message};
    curl_slist* receivers = curl_slist_append(nullptr, to.toUtf8().constData());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
    CURLcode code = m_handle->perform();
    if (m_handle->hasLostKeptConnection(code)) {
        // The mail server ended it while there was nothing to send.
        upload.sent = 0;
        code = m_handle->perform();
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, nullptr);
    curl_slist_free_all(receivers);
    if (code == CURLE_OK)
        return {SmtpOutcome::Kind::Sent, {}};
    const char* text = m_handle->error[0] != '\0' ? m_handle->error.data() : curl_easy_strerror(code);
    const auto kind = isFinal(m_handle->reply()) ? SmtpOutcome::Kind::Refused : SmtpOutcome::Kind::TryAgain;
    return {kind, QString::fromUtf8(text).simplified().left(200)};
}

}  // namespace server
