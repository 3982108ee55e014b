#pragma once

// Small tinted labels: Won, Lost, Live, "First to 11". As a widget styled by the sheet, and painted for delegates and
// the table. Main thread only.

#include "client/widgets/theme.h"

#include <QLabel>

class QPainter;

namespace client {

class Look;

enum class ChipKind { Neutral, Won, Lost, Live };

QLabel* makeChip(const QString& text, ChipKind kind = ChipKind::Neutral, QWidget* parent = nullptr);
void setChip(QLabel* chip, const QString& text, ChipKind kind);

// Paints one into the rectangle, whose size is the caller's.
void paintChip(QPainter& painter, const QRect& rect, const Look& look, const QString& text, ChipKind kind);

}  // namespace client
