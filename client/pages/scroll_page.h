#pragma once

// A page's content in a scroll area that shows no bar while everything fits. Main thread only.

class QScrollArea;
class QWidget;

namespace client {

// Takes the content over; it is as wide as the area and at least as tall.
QScrollArea* makeScrollPage(QWidget* content);

}  // namespace client
