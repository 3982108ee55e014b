#pragma once

// The own avatar, name and rating at the end of the top bar; opens the menu. Main thread only.

#include <QAbstractButton>

namespace client {

class Look;
struct PlayerInfo;

class PlayerMenuButton : public QAbstractButton {
    Q_OBJECT

 public:
    explicit PlayerMenuButton(const Look& look, QWidget* parent = nullptr);

    void setPlayer(const PlayerInfo& me);

    QSize sizeHint() const override;

 Q_SIGNALS:
    void profileRequested();
    void logOutRequested();

 protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

 private:
    void openMenu();
    int nameWidth() const;

    const Look& m_look;
    QString m_rating;
    QString m_avatarUrl;
};

}  // namespace client
