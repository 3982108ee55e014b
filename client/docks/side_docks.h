#pragma once

// The right column of the window: friends above, chat below. Wide windows show both as docks; a person may collapse
// them to a rail, and where there is no room for them (a narrow window, a page that needs its width) they open from the
// rail over the content, until a click outside, Escape or another page. The panels themselves are told nothing of this:
// the same widget stands in its dock or over the content. Main thread only.
//
//     docks.setPanel(SideDocks::Part::Chat, new ChatPanel(look));   // from then on there is a chat dock
//     docks.setBadge(SideDocks::Part::Chat, unread);                // on the rail
//     docks.open(SideDocks::Part::Chat);                            // seen and focused, wherever it stands now
//
// Object names: friendsDock, chatDock, railDock, docksOverContent, and those of DockRail.

#include <QObject>
#include <QPointer>

#include <array>

class QDockWidget;
class QFrame;
class QMainWindow;
class QVBoxLayout;

namespace client {

class DockRail;
class Look;

class SideDocks : public QObject {
    Q_OBJECT

 public:
    enum class Part { Friends, Chat };
    Q_ENUM(Part)
    // What the page that is shown leaves to the docks.
    enum class Room {
        None,  // nobody is signed in, or a match is played
        Rail,  // a page that needs its width opens with the rail
        Column
    };
    Q_ENUM(Room)

    // `window` owns the docks and must have its central widget already.
    SideDocks(const Look& look, QMainWindow* window);

    // Owned from now on; its focus proxy gets the focus when it is opened. Once a part.
    void setPanel(Part part, QWidget* panel);
    DockRail* rail() const { return m_rail; }

    void setBadge(Part part, int count);

    // Another page is shown: what was open over the content closes.
    void setRoom(Room room);

    // The person's choice for windows that have the room; kept in the settings by client/app.
    bool isCollapsed() const { return m_collapsed; }
    void setCollapsed(bool collapsed);

    // Out of the rail, over the content or in the dock, with the focus in it.
    void open(Part part);
    // Back to the rail.
    void collapse();
    // Whether a person sees this part now.
    bool isShown(Part part) const;

    // A folded chat shows nothing but its tabs, and leaves the rest to the friends.
    void setChatFolded(bool folded);

 Q_SIGNALS:
    void collapsedChanged(bool collapsed);
    // A part came into view, or left it.
    void shownChanged();

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    struct Place {
        QDockWidget* dock = nullptr;
        QPointer<QWidget> panel;
    };

    Place& place(Part part) { return m_places[static_cast<std::size_t>(part)]; }
    const Place& place(Part part) const { return m_places[static_cast<std::size_t>(part)]; }
    QDockWidget* addDock(const char* objectName, const QString& title, QWidget* content);
    bool hasPanels() const;
    bool hasRoom() const;
    bool isDocked() const;
    int columnWidth() const;
    int shownWidth() const;
    void setOpenOver(bool open);
    void arrange();
    void arrangeParts(bool docked);
    void placeOver();
    void shareHeight();
    // What has just been arranged moves to its place, from this width of the column.
    void slide(int fromWidth);
    void slideOver();
    void slideHeight(QWidget* panel, int from, int to);

    const Look& m_look;
    QMainWindow* m_window;
    DockRail* m_rail;
    QFrame* m_over;  // the panels' place over the content
    QVBoxLayout* m_overColumn;
    QDockWidget* m_railDock = nullptr;
    std::array<Place, 2> m_places;
    Room m_room = Room::None;
    bool m_collapsed = false;
    bool m_openOver = false;
    QPointer<QObject> m_folding;  // the animation of the chat's height
    bool m_chatFolded = false;
};

}  // namespace client
