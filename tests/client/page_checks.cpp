#include "tests/client/page_checks.h"

#include "client/widgets/labels.h"

#include <QAbstractAnimation>
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace checks {

using client::ElidedLabel;

QStringList cutOff(const QWidget& window) {
    QStringList found;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const bool isText = qobject_cast<const QPushButton*>(widget) || qobject_cast<const QLabel*>(widget);
        if (!isText || !widget->isVisible() || qobject_cast<const ElidedLabel*>(widget))
            continue;
        const auto* label = qobject_cast<const QLabel*>(widget);
        QSize needed =
            label && label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : widget->minimumSizeHint();
        if (label && label->text().isEmpty())
            continue;
        if (widget->width() < needed.width() || widget->height() < needed.height())
            found << QStringLiteral("%1 \"%2\" has %3x%4, needs %5x%6")
                         .arg(widget->objectName(), label ? label->text() : widget->accessibleName())
                         .arg(widget->width())
                         .arg(widget->height())
                         .arg(needed.width())
                         .arg(needed.height());
    }
    return found;
}

QStringList unnamed(const QWidget& window) {
    QStringList found;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const bool isControl = qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
                               qobject_cast<const QAbstractItemView*>(widget);
        if (isControl && widget->isVisible() && (widget->objectName().isEmpty() || widget->accessibleName().isEmpty()))
            found << QStringLiteral("%1 \"%2\"")
                         .arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
    }
    return found;
}

QStringList moving(const QWidget& window) {
    QStringList found;
    for (const QAbstractAnimation* animation : window.findChildren<QAbstractAnimation*>())
        if (animation->state() == QAbstractAnimation::Running)
            found << QStringLiteral("%1 of %2 \"%3\"")
                         .arg(QLatin1String(animation->metaObject()->className()),
                              QLatin1String(animation->parent()->metaObject()->className()),
                              animation->parent()->objectName());
    return found;
}

}  // namespace checks
