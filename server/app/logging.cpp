#include "server/app/logging.h"

#include <QDateTime>
#include <QRegularExpression>

#include <cstdio>

namespace server {

namespace {

const char* levelName(QtMsgType type) {
    switch (type) {
        case QtDebugMsg:
            return "debug";
        case QtInfoMsg:
            return "info";
        case QtWarningMsg:
            return "warning";
        case QtCriticalMsg:
            return "error";
        case QtFatalMsg:
            return "fatal";
    }
    return "unknown";
}

void writeRecord(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    const QByteArray time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
    const QByteArray area = qstrcmp(context.category, "default") == 0 ? "app" : context.category;
    const QByteArray line = time + ' ' + levelName(type) + ' ' + area + ' ' + redacted(text).toUtf8() + '\n';
    // One write: lines of several threads do not mix.
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

}  // namespace

QString redacted(QString text) {
    static const QRegularExpression urlPassword(QStringLiteral("(://[^\\s:/@]*):[^\\s@]*@"));
    static const QRegularExpression secret(QStringLiteral("\\b(password|token|secret)=(\"[^\"]*\"|\\S+)"),
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression rowValue(QStringLiteral("\\)=\\([^)]*\\)"));
    text.replace(urlPassword, QStringLiteral("\\1:***@"));
    text.replace(secret, QStringLiteral("\\1=***"));
    text.replace(rowValue, QStringLiteral(")=(***)"));
    for (QChar& character : text)
        if (character.category() == QChar::Other_Control)
            character = QLatin1Char(' ');
    return text;
}

void installLogging() {
    qInstallMessageHandler(writeRecord);
}

}  // namespace server
