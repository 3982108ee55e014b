#pragma once

// A list whose owner says what it holds as a whole: rows that stay are kept, so that selections and scroll bars stand
// where they are. For hundreds of rows, not for thousands. Main thread only.

#include <QAbstractListModel>

#include <algorithm>
#include <vector>

namespace client {

// `Row` has isSame(), true for the same thing, whatever has become of it.
template <typename Row>
class RowListModel : public QAbstractListModel {
 public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

 protected:
    const std::vector<Row>& rows() const { return m_rows; }
    const Row& row(const QModelIndex& index) const { return m_rows[static_cast<std::size_t>(index.row())]; }

    void setRows(std::vector<Row> rows) {
        const auto isIn = [&rows](const Row& row) { return find(rows.begin(), rows.end(), row) != rows.end(); };
        for (int at = rowCount() - 1; at >= 0; --at) {
            if (isIn(m_rows[static_cast<std::size_t>(at)]))
                continue;
            beginRemoveRows({}, at, at);
            m_rows.erase(m_rows.begin() + at);
            endRemoveRows();
        }
        for (int at = 0; at < static_cast<int>(rows.size()); ++at)
            place(at, rows[static_cast<std::size_t>(at)]);
        m_rows = std::move(rows);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }

 private:
    template <typename Iterator>
    static Iterator find(Iterator begin, Iterator end, const Row& row) {
        return std::find_if(begin, end, [&row](const Row& other) { return other.isSame(row); });
    }

    // What stands above is in order already.
    void place(int at, const Row& row) {
        const auto here = m_rows.begin() + at;
        const auto found = find(here, m_rows.end(), row);
        const int from = static_cast<int>(found - m_rows.begin());
        if (found == m_rows.end()) {
            beginInsertRows({}, at, at);
            m_rows.insert(here, row);
            endInsertRows();
        } else if (from > at) {
            beginMoveRows({}, from, from, {}, at);
            std::rotate(here, found, found + 1);
            endMoveRows();
        }
    }

    std::vector<Row> m_rows;
};

}  // namespace client
