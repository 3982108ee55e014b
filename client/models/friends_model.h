#pragma once

// Friends and requests by the roles of friend_roles.h, in three groups with headings: requests (who asks first), who is
// here, and who is not, each by name; the last one collapsed at first. A filter keeps the names that contain it and
// opens every group. A change of one person moves one row, so ten thousand of them cost what ten do. Main thread only.

#include "client/models/friend_roles.h"

#include <QAbstractListModel>

#include <array>
#include <memory>
#include <shared/protocol/friends.pb.h>
#include <unordered_map>
#include <vector>

namespace client {

class FriendsModel : public QAbstractListModel {
    Q_OBJECT

 public:
    struct Counts {
        int asking = 0;  // requests that wait for the user
        int online = 0;
        int friends = 0;
        bool operator==(const Counts&) const = default;
    };

    explicit FriendsModel(QObject* parent = nullptr);
    ~FriendsModel() override;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    // Everything anew; selections of a view do not survive it.
    void setPeople(const std::vector<pong::wire::Friend>& people);
    // One person who is, or no longer is, a friend or a request.
    void change(const pong::wire::Friend& person);
    void setPresence(std::int64_t userId, const pong::wire::PresenceState& presence);
    void clear() { setPeople({}); }

    void setFilter(const QString& text);
    QString filter() const { return m_filter; }
    void setCollapsed(friends::Group group, bool collapsed);

    Counts counts() const { return m_counts; }
    bool isEmpty() const { return m_people.empty(); }
    // Invalid: nobody of this id, or hidden by the filter or a collapsed group.
    QModelIndex indexOf(std::int64_t userId) const;
    // The first friends of the groups Online and Offline, whatever is collapsed or filtered; of each the roles above.
    QVariant friendData(int number, int role) const;
    int friendCount() const { return m_counts.friends; }
    // Offline where this is no friend.
    pong::wire::PresenceState presenceOf(std::int64_t userId) const;

 Q_SIGNALS:
    void countsChanged();
    // Friends, their order or their presence: what friendData() says.
    void friendsChanged();

 private:
    struct Person;
    struct Section {
        std::vector<Person*> people;  // in order
        std::vector<Person*> shown;   // those that the filter keeps
        bool isCollapsed = false;
    };

    Section& section(friends::Group group) { return m_sections[static_cast<std::size_t>(group)]; }
    QVariant headingData(std::size_t number, int role) const;
    int countIn(const Section& section) const;
    QVariant personData(const Person& person, int role) const;

    bool isKept(const Person& person) const;
    bool isOpen(const Section& section) const;
    int rowsOf(const Section& section) const;
    int firstRow(const Section& section) const;
    void put(Person& person);
    void take(Person& person);
    void replace(Person& person, const pong::wire::Friend& now);
    void headingChanged(const Section& section);
    void refilter(Section& section) const;
    void count();

    std::unordered_map<std::int64_t, std::unique_ptr<Person>> m_people;
    std::array<Section, 3> m_sections;
    QString m_filter;
    Counts m_counts;
};

}  // namespace client
