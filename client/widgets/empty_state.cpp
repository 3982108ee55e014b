#include "client/widgets/empty_state.h"

#include "client/widgets/buttons.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

namespace client {

namespace {

class StatePicture : public QWidget {
 public:
    StatePicture(const Look& look, EmptyState::Picture picture) : m_look(look), m_picture(picture) {
        setFixedSize(96, 40);
    }

 protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const Theme& theme = m_look.theme();
        if (m_picture == EmptyState::Picture::Alert) {
            paintIcon(painter, rect(), QStringLiteral("alert"), theme.danger);
            return;
        }
        painter.fillRect(0, 4, 4, 24, theme.lineStrong);
        painter.fillRect(46, 14, 4, 4, theme.lineStrong);
        painter.fillRect(92, 10, 4, 24, theme.lineStrong);
    }

 private:
    const Look& m_look;
    EmptyState::Picture m_picture;
};

}  // namespace

EmptyState::EmptyState(const Look& look, Picture picture, const QString& title, const QString& text,
                       const QString& button, const QString& buttonName, QWidget* parent)
    : QWidget(parent), m_title(makeLabel(title, "strong")), m_text(makeParagraph(text, "small")) {
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(4);
    column->addStretch();
    column->addWidget(new StatePicture(look, picture), 0, Qt::AlignHCenter);
    column->addSpacing(12);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(m_text);
    if (!button.isEmpty()) {
        QPushButton* action = makeButton(button, "secondary", buttonName);
        makeCompact(action);
        column->addSpacing(12);
        column->addWidget(action, 0, Qt::AlignHCenter);
        connect(action, &QPushButton::clicked, this, &EmptyState::buttonClicked);
    }
    column->addStretch();
}

void EmptyState::setText(const QString& title, const QString& text) {
    m_title->setText(title);
    m_text->setText(text);
}

}  // namespace client
