#pragma once

// Pictures of the first friends on the rail, who is online before who is not, as many as there is room for. Each is a
// button that opens the list at that person. Main thread only.

#include <QPointer>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace client {

class FriendsModel;
class Look;
class PersonButton;

class RailPeople : public QWidget {
    Q_OBJECT

 public:
    explicit RailPeople(const Look& look, QWidget* parent = nullptr);

    // Not owned.
    void setModel(FriendsModel* model);

 Q_SIGNALS:
    void personRequested(qint64 userId);

 protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

 private:
    void refresh();

    const Look& m_look;
    QPointer<FriendsModel> m_model;
    QVBoxLayout* m_column;
    std::vector<PersonButton*> m_buttons;
};

}  // namespace client
