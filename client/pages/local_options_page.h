#pragma once

// What is chosen before a match without a server: points to win, paddle size, ball speed, the AI's level. Main thread
// only.
//
// Object names: pointsToWin, paddleSize, ballSpeed, aiLevel (segmented controls), startMatchButton,
// backFromOptionsButton.

#include "client/pages/local_match_options.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace client {

class Look;
class Segmented;
class AttractTable;

class LocalOptionsPage : public QWidget {
    Q_OBJECT

 public:
    explicit LocalOptionsPage(const Look& look, QWidget* parent = nullptr);

    // What the page shows; values that the controls do not offer become their defaults.
    void setOptions(const LocalMatchOptions& options);
    LocalMatchOptions options() const;

 Q_SIGNALS:
    void startRequested(const client::LocalMatchOptions& options);
    void backRequested();

 protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    const Look& m_look;
    void build(const Look& look);
    void showMode();

    LocalMode m_mode = LocalMode::TwoPlayers;
    QLabel* m_title;
    QLabel* m_lead;
    QWidget* m_levelRow;
    QWidget* m_keys;
    QWidget* m_leftKeys;
    QWidget* m_rightKeys;
    QWidget* m_eitherKeys;
    QPushButton* m_start;
    QWidget* m_net;
    QWidget* m_pictureSide;
    AttractTable* m_picture;
    Segmented* m_level;
    Segmented* m_points;
    Segmented* m_paddle;
    Segmented* m_ball;
};

}  // namespace client
