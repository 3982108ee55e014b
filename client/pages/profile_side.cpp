#include "client/pages/profile_side.h"

#include "client/pages/player_figures.h"
#include "client/pages/profile_info.h"
#include "client/pages/scroll_page.h"
#include "client/widgets/avatar.h"
#include "client/widgets/buttons.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "client/widgets/menu.h"

#include <QBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QToolButton>

namespace client {

namespace {

constexpr int padding = 24;
constexpr int avatarSide = 96;
constexpr int cameraSide = 32;
constexpr int overhang = 8;  // of the camera beyond the picture

}  // namespace

ProfileSide::ProfileSide(const Look& look, QWidget* parent)
    : QFrame(parent)
    , m_look(look)
    , m_avatar(new Avatar(look, avatarSide))
    , m_camera(makeIconButton(look, QStringLiteral("camera"), tr("Change the picture"), QStringLiteral("cameraButton"),
                              cameraSide))
    , m_name(new ElidedLabel(QString(), "title"))
    , m_joined(new ElidedLabel(QString(), "small"))
    , m_figures(new PlayerFigures(look)) {
    setProperty("kind", QStringLiteral("sideColumn"));
    m_avatar->setObjectName(QStringLiteral("profileAvatar"));
    m_camera->setProperty("kind", QStringLiteral("raised"));
    m_name->setObjectName(QStringLiteral("profileName"));
    m_joined->setObjectName(QStringLiteral("profileJoined"));

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addSpacing(24);
    column->addWidget(m_figures);
    column->addStretch();

    QPushButton* logOut = makeButton(tr("Log out"), "ghost", QStringLiteral("profileLogOutButton"));
    setButtonIcon(logOut, look, QStringLiteral("out"));
    connect(logOut, &QPushButton::clicked, this, &ProfileSide::logOutRequested);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(12, 8, 12, 16);
    foot->addWidget(logOut);
    foot->addStretch();
    auto* side = new QVBoxLayout(this);
    side->setContentsMargins(0, 0, 1, 0);  // the edge at the right
    side->setSpacing(0);
    side->addWidget(makeScrollPage(content), 1);
    side->addLayout(foot);
    connect(m_camera, &QToolButton::clicked, this, &ProfileSide::changePicture);
}

QWidget* ProfileSide::buildHead() {
    auto* picture = new QWidget;
    picture->setFixedSize(avatarSide + overhang, avatarSide + overhang + 4);
    m_avatar->setParent(picture);
    m_avatar->move(0, 0);
    m_camera->setParent(picture);
    m_camera->move(avatarSide + overhang - cameraSide, avatarSide + overhang + 4 - cameraSide);
    for (QLabel* line : {m_name, m_joined})
        line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(m_name);
    words->addWidget(m_joined);
    words->addStretch();
    auto* head = new QWidget;
    head->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(picture);
    row->addLayout(words, 1);
    return head;
}

void ProfileSide::setProfile(const ProfileInfo& profile) {
    m_hasPicture = !profile.avatarUrl.isEmpty();
    m_avatar->setPerson(profile.username, profile.avatarUrl);
    m_name->setText(profile.username);
    m_joined->setText(profile.joined.isValid()
                          ? tr("Joined %1").arg(QLocale().toString(profile.joined.date(), QStringLiteral("MMMM yyyy")))
                          : QString());
}

void ProfileSide::changePicture() {
    if (!m_hasPicture) {
        Q_EMIT pictureRequested();
        return;
    }
    QMenu* menu = makeMenu(this);
    menu->addAction(themedIcon(m_look, QStringLiteral("camera")), tr("Choose another"), this,
                    &ProfileSide::pictureRequested)
        ->setObjectName(QStringLiteral("choosePictureAction"));
    menu->addAction(themedIcon(m_look, QStringLiteral("x")), tr("Remove it"), this,
                    &ProfileSide::pictureRemoveRequested)
        ->setObjectName(QStringLiteral("removePictureAction"));
    menu->popup(m_camera->mapToGlobal(QPoint(0, m_camera->height() + 4)));
}

}  // namespace client
