#pragma once

// `pong-server moderation ...`: what people reported, and mutes and bans, beside a running server or without one.
// Blocks; main thread, without an event loop.

#include "server/hosting/admin/account_command.h"

#include <chrono>
#include <optional>

namespace server {

// `configuration.words` are the action and whom it is about, `sanctionFor` and `sanctionReason` what --for and --reason
// say. Prints what was done. Throws StartError with a line for people: BadOption, or NotFound.
void runModerationCommand(const Configuration& configuration, const Printer& print);

namespace moderation {

// "30m", "12h", "7d", "4w": up to ten years; none: anything else.
std::optional<std::chrono::minutes> durationOf(const QString& text);

}  // namespace moderation

}  // namespace server
