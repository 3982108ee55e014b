#pragma once

// What the measured server says of its own load, read from its file (load.json in its data folder).

#include "server/hosting/load_figures.h"

#include <QString>

#include <optional>

namespace load {

// Up to two seconds old. Null: there is no such file, or it is not a server's.
std::optional<server::LoadFigures> readServerLoad(const QString& file);

}  // namespace load
