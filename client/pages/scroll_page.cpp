#include "client/pages/scroll_page.h"

#include <QEvent>
#include <QLayout>
#include <QScrollArea>

namespace client {

namespace {

// A scroll area gives its content the least height that does not depend on the width: paragraphs would be cut off.
class ScrollPage : public QScrollArea {
 public:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            fitHeight();
        return QScrollArea::eventFilter(watched, event);
    }

 protected:
    void resizeEvent(QResizeEvent* event) override {
        QScrollArea::resizeEvent(event);
        fitHeight();
    }

 private:
    void fitHeight() {
        QLayout* layout = widget()->layout();
        if (layout && layout->hasHeightForWidth())
            widget()->setMinimumHeight(layout->totalMinimumHeightForWidth(viewport()->width()));
    }
};

}  // namespace

QScrollArea* makeScrollPage(QWidget* content) {
    auto* area = new ScrollPage;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    area->setWidget(content);
    content->setAutoFillBackground(false);
    return area;
}

}  // namespace client
