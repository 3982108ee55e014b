#include "client/widgets/segmented.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPushButton>

namespace client {

namespace {

// Keeps the width of its bold label, so that nothing moves when it is chosen.
class Segment : public QPushButton {
 public:
    using QPushButton::QPushButton;

    QSize sizeHint() const override {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        return {QFontMetrics(bold).horizontalAdvance(text()) + 2 * padding, QPushButton::sizeHint().height()};
    }

    QSize minimumSizeHint() const override { return sizeHint(); }

 private:
    static constexpr int padding = 12;
};

}  // namespace

Segmented::Segmented(const QString& objectName, const QString& name, bool stretched, QWidget* parent)
    : QFrame(parent), m_group(new QButtonGroup(this)), m_row(new QHBoxLayout(this)), m_stretched(stretched) {
    setObjectName(objectName);
    setAccessibleName(name);
    setProperty("kind", QStringLiteral("segmented"));
    m_row->setContentsMargins(3, 3, 3, 3);
    m_row->setSpacing(2);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int value, bool on) {
        // Tab stops at the chosen segment only; arrow keys move within.
        m_group->button(value)->setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus);
        if (on)
            Q_EMIT valueChanged(value);
    });
}

void Segmented::add(const QString& text, int value) {
    auto* segment = new Segment(text);
    segment->setObjectName(objectName() + QString::number(value));
    segment->setAccessibleName(accessibleName() + QStringLiteral(": ") + text);
    segment->setProperty("kind", QStringLiteral("segment"));
    segment->setCheckable(true);
    segment->setAutoDefault(false);
    segment->setFocusPolicy(Qt::ClickFocus);
    segment->setSizePolicy(m_stretched ? QSizePolicy::Expanding : QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_row->addWidget(segment);
    m_group->addButton(segment, value);
    if (m_group->buttons().size() == 1)
        segment->setChecked(true);
}

int Segmented::value() const {
    return m_group->checkedId();
}

void Segmented::setValue(int value) {
    if (QAbstractButton* segment = m_group->button(value))
        segment->setChecked(true);
}

}  // namespace client
