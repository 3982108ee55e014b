#pragma once

// One line a record on standard error: time, level, area, text with key=value. Everything that Qt's logging is given
// goes through here, also what libraries say. Secrets that an error's text may carry are blanked, and a record never
// breaks its line. Any thread.

#include <QString>

namespace server {

// For the whole process, once, from main().
void installLogging();

// The text as it may stand in a log: passwords in URLs, password= and token= values and the row values in PostgreSQL's
// details are blanked; control characters become spaces.
QString redacted(QString text);

}  // namespace server
