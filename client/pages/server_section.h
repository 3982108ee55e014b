#pragma once

// The servers that a person can log in to: the known ones to choose from, and a field for another address. Main thread
// only.

#include "client/pages/server_choice.h"

#include <QList>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace client {

class Badge;
class Field;
class Look;
class ServerRow;

class ServerSection : public QWidget {
    Q_OBJECT

 public:
    explicit ServerSection(const Look& look, QWidget* parent = nullptr);

    void setServers(const QList<ServerChoice>& servers, const QString& chosen);
    // Opens the field and says what is wrong with the address in it.
    void showError(const QString& text);

 Q_SIGNALS:
    void serverChosen(const QString& address);
    void serverAdded(const QString& address);

 private:
    QWidget* buildList();
    QWidget* buildAddressRow();
    void setAdding(bool adding);
    void add();
    void setRowsTabOrder(const QList<QAbstractButton*>& rows);
    void resizeList();

    const Look& m_look;
    QScrollArea* m_area;
    QVBoxLayout* m_rows;
    QButtonGroup* m_group;
    QLabel* m_none;
    QPushButton* m_addButton;
    QWidget* m_addressRow;
    Field* m_address;
};

}  // namespace client
