#pragma once

// The inbox of the signed-in person, newest first, by the roles of notification_roles.h. Pages come as a view asks for
// more rows; what arrives live goes to the top. Main thread only.

#include "client/models/notification_roles.h"
#include "client/net/reply.h"
#include "shared/async/task_scope.h"

#include <QAbstractListModel>
#include <QCoroTask>

#include <functional>
#include <shared/protocol/notifications.pb.h>
#include <vector>

namespace client {

class NotificationsModel : public QAbstractListModel {
    Q_OBJECT

 public:
    using Page = Reply<pong::wire::NotificationsReply>;
    // Where pages come from; every call must complete, at the latest before the model is destroyed.
    using Source = std::function<QCoro::Task<Page>(pong::wire::NotificationsRequest)>;

    static constexpr int pageSize = 30;

    explicit NotificationsModel(Source source, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    // The first page; the rows that are there stay until it is here.
    void load();
    void clear();

    // Live: also replaces the unseen one of the same kind and person, as the server does.
    void receive(const pong::wire::NotificationReceived& received);
    // Everything up to this one was seen (0: only the number is another), and so many are not.
    void noteSeen(std::int64_t upToId, int unseen);

    int unseen() const { return m_unseen; }
    std::int64_t newestId() const { return m_rows.empty() ? 0 : m_rows.front().id(); }

 Q_SIGNALS:
    void unseenChanged(int unseen);

 private:
    QCoro::Task<void> fetch(bool firstPage);
    void take(bool firstPage, const pong::wire::NotificationsReply& page);
    void removeReplaced(const pong::wire::Notification& by);
    void setUnseen(int unseen);

    Source m_source;
    pong::TaskScope m_tasks;
    std::vector<pong::wire::Notification> m_rows;
    int m_unseen = 0;
    int m_generation = 0;  // of load() and clear(): what an earlier one asked for is dropped
    bool m_more = false;
    bool m_fetching = false;
};

}  // namespace client
