#pragma once

// Remembers how the last local match was played, so that the next one starts the same way. Main thread only.

#include "client/pages/local_match_options.h"

class QSettings;

namespace client {

class LocalOptionsStore {
 public:
    // The settings are not owned and must outlive this.
    explicit LocalOptionsStore(QSettings& settings) : m_settings(settings) {}

    // Of the last match; what is missing or out of its bounds is as a new player finds it.
    LocalMatchOptions load() const;
    void save(const LocalMatchOptions& options);

 private:
    QSettings& m_settings;
};

}  // namespace client
