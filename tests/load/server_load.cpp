#include "tests/load/server_load.h"

#include <QFile>
#include <QJsonDocument>

namespace load {

std::optional<server::LoadFigures> readServerLoad(const QString& file) {
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(source.readAll()).object();
    if (!json.contains(u"at_us"))
        return std::nullopt;
    return server::LoadFigures::fromJson(json);
}

}  // namespace load
