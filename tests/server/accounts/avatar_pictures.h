#pragma once

// Pictures for tests of avatars, made by somebody else's program.

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace test {

// In this format of ImageMagick's, with its options.
inline QByteArray picture(const QString& format, const QString& size = QStringLiteral("256x256"),
                          const QStringList& options = {}) {
    QProcess convert;
    QStringList arguments{QStringLiteral("-size"), size, QStringLiteral("gradient:red-blue")};
    convert.start(QStringLiteral("convert"), arguments + options + QStringList{format + QStringLiteral(":-")});
    convert.waitForFinished();
    return convert.readAllStandardOutput();
}

}  // namespace test
