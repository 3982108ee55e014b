#pragma once

// The list of sessions and trusted computers with a way to end each, and all others at once. Main thread only.
//
// Object names: devicesView, signOutOthersButton, devicesError, devicesRetryButton.

#include <QPointer>
#include <QWidget>

class QAbstractItemModel;
class QListView;
class QModelIndex;
class QStackedWidget;

namespace client {

class BusyButton;
class DeviceRowDelegate;
class EmptyState;
class Look;

class DevicesSection : public QWidget {
    Q_OBJECT

 public:
    explicit DevicesSection(const Look& look, QWidget* parent = nullptr);

    // By the roles of client/models/device_roles.h. Not owned.
    void setModel(QAbstractItemModel* model);
    // The rows are on their way / are here / could not be had.
    void showLoading();
    void showRows();
    void showError(const QString& text);
    // All others are being signed out.
    void setBusy(bool busy);

 Q_SIGNALS:
    void revokeRequested(const QModelIndex& device);
    void signOutOthersRequested();
    void retryRequested();

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void fit();

    QPointer<QAbstractItemModel> m_model;
    BusyButton* m_signOutOthers;
    QStackedWidget* m_stack;
    QListView* m_view;
    DeviceRowDelegate* m_rows;
    QWidget* m_skeleton;
    EmptyState* m_error;
};

}  // namespace client
