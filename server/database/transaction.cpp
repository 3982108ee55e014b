#include "server/database/transaction.h"

#include "server/database/connection.h"

namespace server {

Rows Transaction::run(Sql sql, std::initializer_list<SqlValue> values) {
    std::vector<QVariant> variants;
    variants.reserve(values.size());
    for (const SqlValue& value : values)
        variants.push_back(value.variant());
    return m_connection.run(sql.text(), variants);
}

}  // namespace server
