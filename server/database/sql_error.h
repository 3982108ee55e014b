#pragma once

// A statement that PostgreSQL did not carry out. Store functions catch it where a broken constraint means a Refusal;
// the transaction is over by then, so they must throw. Any thread.

#include <QString>

#include <stdexcept>

namespace server {

class SqlError : public std::runtime_error {
 public:
    SqlError(const QString& text, QString state, bool connectionLost)
        : std::runtime_error(text.toStdString()), m_state(std::move(state)), m_connectionLost(connectionLost) {}

    // Five characters of the SQL standard; empty when the connection broke.
    const QString& state() const { return m_state; }
    bool connectionLost() const { return m_connectionLost; }

    // A serialization failure or a deadlock: the same transaction may well succeed when run again.
    bool isTransient() const { return m_state == u"40001" || m_state == u"40P01"; }

    // Whether this constraint (unique, check or foreign key, by its name in the migration) was violated.
    bool violates(QStringView constraint) const {
        return m_state.startsWith(u"23") && QString::fromUtf8(what()).contains(constraint);
    }

 private:
    QString m_state;
    bool m_connectionLost;
};

}  // namespace server
