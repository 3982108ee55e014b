#pragma once

// "Play on this computer": two cards with a table that plays by itself, for what needs no server. Main thread only.

#include "client/pages/local_match_options.h"

#include <QWidget>

class QFrame;

namespace client {

class AttractTable;
class Look;
class Segmented;

class LocalCards : public QWidget {
    Q_OBJECT

 public:
    explicit LocalCards(const Look& look, QWidget* parent = nullptr);

    void setAiLevel(int level);
    // Where the window is low the cards do without their pictures.
    void setPicturesShown(bool shown);

 Q_SIGNALS:
    void localMatchRequested(client::LocalMode mode, int aiLevel);

 private:
    QFrame* buildCard(const QString& title, const QString& text, QWidget* controls, QWidget* button,
                      AttractTable* picture);
    QWidget* buildKeys();

    const Look& m_look;
    AttractTable* m_twoPicture;
    AttractTable* m_aiPicture;
    Segmented* m_level;
};

}  // namespace client
