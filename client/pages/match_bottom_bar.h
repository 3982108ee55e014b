#pragma once

// Under a match: which keys do what, and how many watch. Main thread only.

#include "client/match/key_bindings.h"

#include <QWidget>

class QHBoxLayout;

namespace client {

class Look;
struct MatchInfo;

class MatchBottomBar : public QWidget {
    Q_OBJECT

 public:
    explicit MatchBottomBar(const Look& look, QWidget* parent = nullptr);

    void setMatch(const MatchInfo& info, const KeyBindings& bindings);

 private:
    void addPlayer(QHBoxLayout* row, pong::Side side, const QString& words, const KeyBindings& bindings);
    void addSpectators(QHBoxLayout* row, int count);
    void addKey(QHBoxLayout* row, const QString& key, const QString& words);

    const Look& m_look;
    QWidget* m_keys = nullptr;
    QHBoxLayout* m_row;
};

}  // namespace client
