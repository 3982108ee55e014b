#include "client/docks/rail_people.h"

#include "client/models/friends_model.h"
#include "client/widgets/avatar.h"
#include "client/widgets/look.h"
#include "client/widgets/presence_mark.h"

#include <QBoxLayout>
#include <QPainter>

#include <algorithm>

namespace client {

namespace {

constexpr int avatarSide = 32;
constexpr int buttonSide = 40;
constexpr int gap = 8;

}  // namespace

class PersonButton : public QAbstractButton {
 public:
    explicit PersonButton(const Look& look) : m_look(look) {
        setFixedSize(buttonSide, buttonSide);
        setFocusPolicy(Qt::StrongFocus);
    }

    void setPerson(const FriendsModel& model, int number) {
        userId = model.friendData(number, friends::UserIdRole).toLongLong();
        m_presence = model.friendData(number, friends::PresenceRole).value<friends::Presence>();
        const QString name = model.friendData(number, friends::NameRole).toString();
        m_avatarUrl = model.friendData(number, friends::AvatarUrlRole).toString();
        setObjectName(QStringLiteral("railPerson%1").arg(number));
        setText(name);
        setToolTip(name);
        setAccessibleName(m_presence == friends::Presence::Offline ? RailPeople::tr("%1, offline").arg(name)
                                                                   : RailPeople::tr("%1, online").arg(name));
        update();
    }

    qint64 userId = 0;

 protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme& theme = m_look.theme();
        const QColor ground = underMouse() ? theme.surface2 : theme.dock;
        if (underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(ground);
            painter.drawRoundedRect(rect(), 8, 8);
        }
        const int inset = (buttonSide - avatarSide) / 2;
        const QRect picture(inset, inset, avatarSide, avatarSide);
        paintAvatar(painter, picture, text(), m_avatarUrl, m_look);
        paintPresence(painter, picture, m_presence, ground, m_look);
    }
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

 private:
    const Look& m_look;
    QString m_avatarUrl;
    friends::Presence m_presence = friends::Presence::Offline;
};

RailPeople::RailPeople(const Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_column(new QVBoxLayout(this)) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(gap);
    m_column->addStretch();
}

void RailPeople::setModel(FriendsModel* model) {
    m_model = model;
    connect(model, &FriendsModel::friendsChanged, this, &RailPeople::refresh);
    refresh();
}

void RailPeople::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    refresh();
}

void RailPeople::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void RailPeople::refresh() {
    if (!m_model || !isVisible())
        return;
    const int room = (height() + gap) / (buttonSide + gap);
    const auto wanted = static_cast<std::size_t>(std::clamp(room, 0, m_model->friendCount()));
    while (m_buttons.size() > wanted) {
        m_buttons.back()->hide();
        m_buttons.back()->deleteLater();
        m_buttons.pop_back();
    }
    while (m_buttons.size() < wanted) {
        auto* button = new PersonButton(m_look);
        connect(button, &QAbstractButton::clicked, this, [this, button] { Q_EMIT personRequested(button->userId); });
        m_column->insertWidget(static_cast<int>(m_buttons.size()), button, 0, Qt::AlignHCenter);
        m_buttons.push_back(button);
    }
    for (std::size_t number = 0; number < wanted; ++number)
        m_buttons[number]->setPerson(*m_model, static_cast<int>(number));
}

}  // namespace client
