#include "client/models/friends_model.h"

#include "client/models/friend_data.h"

#include <algorithm>
#include <utility>

namespace client {

using friends::Group;
using friends::Presence;
using friends::Relation;
namespace wire = pong::wire;

namespace {

constexpr std::array groups{Group::Requests, Group::Online, Group::Offline};

bool isListed(const wire::Friend& person) {
    const Relation relation = friends::relationOf(person);
    return relation != Relation::None && relation != Relation::Blocked;
}

}  // namespace

struct FriendsModel::Person {
    explicit Person(const wire::Friend& is) { become(is); }

    void become(const wire::Friend& is) {
        told = is;
        name = QString::fromStdString(is.player().username());
        key = name.toLower();
        relation = friends::relationOf(is);
        presence = friends::presenceOf(is);
    }
    Group group() const {
        if (relation != Relation::Friend)
            return Group::Requests;
        return presence == Presence::Offline ? Group::Offline : Group::Online;
    }
    // Who asks stands above who was asked; names differ by more than case.
    bool isBefore(const Person& other) const {
        const bool asks = relation == Relation::Asks;
        if (asks != (other.relation == Relation::Asks))
            return asks;
        return key < other.key;
    }

    wire::Friend told;
    QString name;
    QString key;
    Relation relation = Relation::None;
    Presence presence = Presence::Offline;
};

FriendsModel::FriendsModel(QObject* parent) : QAbstractListModel(parent) {
    section(Group::Offline).isCollapsed = true;
}

FriendsModel::~FriendsModel() = default;

// --- rows -----------------------------------------------------------------------------------------------------------

int FriendsModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    int rows = 0;
    for (const Section& section : m_sections)
        rows += rowsOf(section);
    return rows;
}

bool FriendsModel::isOpen(const Section& section) const {
    return !section.isCollapsed || !m_filter.isEmpty();
}

int FriendsModel::rowsOf(const Section& section) const {
    if (section.shown.empty())
        return 0;
    return 1 + (isOpen(section) ? static_cast<int>(section.shown.size()) : 0);
}

int FriendsModel::firstRow(const Section& section) const {
    int row = 0;
    for (const Section* before = m_sections.data(); before != &section; ++before)
        row += rowsOf(*before);
    return row;
}

QVariant FriendsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    int row = index.row();
    for (std::size_t number = 0; number < m_sections.size(); ++number) {
        const int rows = rowsOf(m_sections[number]);
        if (row < rows)
            return row == 0 ? headingData(number, role)
                            : personData(*m_sections[number].shown[static_cast<std::size_t>(row) - 1], role);
        row -= rows;
    }
    return {};
}

QVariant FriendsModel::headingData(std::size_t number, int role) const {
    const Section& section = m_sections[number];
    switch (role) {
        case Qt::DisplayRole:
            return number == 0 ? tr("Requests") : number == 1 ? tr("Online") : tr("Offline");
        case friends::IsHeadingRole:
            return true;
        case friends::GroupRole:
            return QVariant::fromValue(groups[number]);
        case friends::CountRole:
            return countIn(section);
        case friends::IsCollapsedRole:
            return !isOpen(section);
        default:
            return {};
    }
}

// Of requests only those that wait for the user.
int FriendsModel::countIn(const Section& section) const {
    if (&section != &m_sections.front())
        return static_cast<int>(section.shown.size());
    return static_cast<int>(std::count_if(section.shown.begin(), section.shown.end(),
                                          [](const Person* person) { return person->relation == Relation::Asks; }));
}

QVariant FriendsModel::personData(const Person& person, int role) const {
    return role == friends::GroupRole ? QVariant::fromValue(person.group()) : friends::dataOf(person.told, role);
}

QModelIndex FriendsModel::indexOf(std::int64_t userId) const {
    const auto found = m_people.find(userId);
    if (found == m_people.end())
        return {};
    const Section& in = m_sections[static_cast<std::size_t>(found->second->group())];
    const auto at = std::find(in.shown.begin(), in.shown.end(), found->second.get());
    if (at == in.shown.end() || !isOpen(in))
        return {};
    return index(firstRow(in) + 1 + static_cast<int>(at - in.shown.begin()));
}

QVariant FriendsModel::friendData(int number, int role) const {
    auto position = static_cast<std::size_t>(number);
    for (const Group group : {Group::Online, Group::Offline}) {
        const std::vector<Person*>& people = m_sections[static_cast<std::size_t>(group)].people;
        if (position < people.size())
            return personData(*people[position], role);
        position -= people.size();
    }
    return {};
}

// --- changes --------------------------------------------------------------------------------------------------------

void FriendsModel::setPeople(const std::vector<wire::Friend>& people) {
    beginResetModel();
    m_people.clear();
    for (Section& section : m_sections)
        section.people.clear();
    for (const wire::Friend& told : people) {
        if (!isListed(told))
            continue;
        auto& person = m_people[told.player().user_id()];
        if (person)
            continue;  // a person stands in the list once
        person = std::make_unique<Person>(told);
        section(person->group()).people.push_back(person.get());
    }
    for (Section& section : m_sections) {
        std::sort(section.people.begin(), section.people.end(),
                  [](const Person* one, const Person* other) { return one->isBefore(*other); });
        refilter(section);
    }
    endResetModel();
    count();
    Q_EMIT friendsChanged();
}

void FriendsModel::change(const wire::Friend& told) {
    const auto found = m_people.find(told.player().user_id());
    if (found != m_people.end() && isListed(told)) {
        replace(*found->second, told);
    } else if (found != m_people.end()) {
        take(*found->second);
        m_people.erase(found);
    } else if (isListed(told)) {
        auto& person = m_people[told.player().user_id()];
        person = std::make_unique<Person>(told);
        put(*person);
    }
    count();
    Q_EMIT friendsChanged();
}

void FriendsModel::setPresence(std::int64_t userId, const wire::PresenceState& presence) {
    const auto found = m_people.find(userId);
    if (found == m_people.end() || found->second->relation != Relation::Friend)
        return;
    wire::Friend now = found->second->told;
    *now.mutable_presence() = presence;
    replace(*found->second, now);
    count();
    Q_EMIT friendsChanged();
}

wire::PresenceState FriendsModel::presenceOf(std::int64_t userId) const {
    const auto found = m_people.find(userId);
    return found == m_people.end() ? wire::PresenceState() : found->second->told.presence();
}

void FriendsModel::replace(Person& person, const wire::Friend& now) {
    const Person after(now);
    if (person.group() != after.group() || person.key != after.key || person.relation != after.relation) {
        take(person);
        person.become(now);
        put(person);
        return;
    }
    person.become(now);
    const QModelIndex at = indexOf(now.player().user_id());
    if (at.isValid())
        Q_EMIT dataChanged(at, at);
}

void FriendsModel::put(Person& person) {
    const auto before = [](const Person* one, const Person* other) { return one->isBefore(*other); };
    Section& into = section(person.group());
    into.people.insert(std::lower_bound(into.people.begin(), into.people.end(), &person, before), &person);
    if (!isKept(person))
        return;
    const auto at = std::lower_bound(into.shown.begin(), into.shown.end(), &person, before);
    const int first = firstRow(into);
    if (into.shown.empty()) {  // with its heading
        beginInsertRows({}, first, isOpen(into) ? first + 1 : first);
        into.shown.insert(at, &person);
        endInsertRows();
    } else if (isOpen(into)) {
        const int row = first + 1 + static_cast<int>(at - into.shown.begin());
        beginInsertRows({}, row, row);
        into.shown.insert(at, &person);
        endInsertRows();
    } else {
        into.shown.insert(at, &person);
    }
    headingChanged(into);
}

void FriendsModel::take(Person& person) {
    Section& from = section(person.group());
    from.people.erase(std::find(from.people.begin(), from.people.end(), &person));
    const auto at = std::find(from.shown.begin(), from.shown.end(), &person);
    if (at == from.shown.end())
        return;
    const int first = firstRow(from);
    if (from.shown.size() == 1) {  // with its heading
        beginRemoveRows({}, first, isOpen(from) ? first + 1 : first);
        from.shown.erase(at);
        endRemoveRows();
    } else if (isOpen(from)) {
        const int row = first + 1 + static_cast<int>(at - from.shown.begin());
        beginRemoveRows({}, row, row);
        from.shown.erase(at);
        endRemoveRows();
    } else {
        from.shown.erase(at);
    }
    headingChanged(from);
}

void FriendsModel::headingChanged(const Section& section) {
    if (section.shown.empty())
        return;
    const QModelIndex heading = index(firstRow(section));
    Q_EMIT dataChanged(heading, heading);
}

void FriendsModel::count() {
    Counts now;
    const std::vector<Person*>& requests = section(Group::Requests).people;
    now.asking = static_cast<int>(std::count_if(
        requests.begin(), requests.end(), [](const Person* person) { return person->relation == Relation::Asks; }));
    now.online = static_cast<int>(section(Group::Online).people.size());
    now.friends = now.online + static_cast<int>(section(Group::Offline).people.size());
    if (std::exchange(m_counts, now) != now)
        Q_EMIT countsChanged();
}

// --- what is shown --------------------------------------------------------------------------------------------------

bool FriendsModel::isKept(const Person& person) const {
    return m_filter.isEmpty() || person.key.contains(m_filter);
}

void FriendsModel::refilter(Section& section) const {
    section.shown.clear();
    std::copy_if(section.people.begin(), section.people.end(), std::back_inserter(section.shown),
                 [this](const Person* person) { return isKept(*person); });
}

void FriendsModel::setFilter(const QString& text) {
    const QString filter = text.trimmed().toLower();
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    for (Section& section : m_sections)
        refilter(section);
    endResetModel();
}

void FriendsModel::setCollapsed(Group group, bool collapsed) {
    Section& changing = section(group);
    if (changing.isCollapsed == collapsed)
        return;
    const int first = firstRow(changing) + 1;
    const int last = first + static_cast<int>(changing.shown.size()) - 1;
    const bool moves = m_filter.isEmpty() && !changing.shown.empty();
    if (moves && collapsed)
        beginRemoveRows({}, first, last);
    else if (moves)
        beginInsertRows({}, first, last);
    changing.isCollapsed = collapsed;
    if (moves && collapsed)
        endRemoveRows();
    else if (moves)
        endInsertRows();
    headingChanged(changing);
}

}  // namespace client
