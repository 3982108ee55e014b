#pragma once

// Short messages at the bottom left of the window, some with buttons: at most three, each leaves after six seconds (or
// the time it is given) unless it is to stay or the pointer rests on it. A click on one opens what it is about, where
// there is something to open. Main thread only.

#include <QFrame>
#include <QList>
#include <QPointer>

#include <chrono>
#include <functional>

class QHBoxLayout;
class QLabel;
class QTimer;

namespace client {

class Look;

enum class ToastKind { Done, Information, Problem };

// A button of a toast, which leaves when it is pressed. The first one is the main one.
struct ToastAction {
    QString text;
    QString objectName;
    std::function<void()> run;
};

class Toast : public QFrame {
    Q_OBJECT

 public:
    Toast(const Look& look, ToastKind kind, const QString& title, const QString& text, QWidget* parent);

    void setContent(ToastKind kind, const QString& title, const QString& text);
    void setActions(const QList<ToastAction>& actions);
    // Called by a click on it, which also closes it. Empty: nothing is to be opened.
    void setOpen(std::function<void()> open);
    // Leaves by itself after this time without the pointer on it.
    void leaveAfter(std::chrono::milliseconds time);

    QSize sizeHint() const override;

 Q_SIGNALS:
    void closed();

 protected:
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

 private:
    void showKind();

    const Look& m_look;
    ToastKind m_kind;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QWidget* m_actions;
    QTimer* m_timer;
    std::function<void()> m_open;
};

class ToastLayer : public QObject {
    Q_OBJECT

 public:
    static constexpr int mostToasts = 3;

    // Toasts lie over `window`, which owns the layer.
    ToastLayer(const Look& look, QWidget* window);

    // With a key it stays until dismiss(), and replaces the one of the same key.
    void show(ToastKind kind, const QString& title, const QString& text, const QString& key = {},
              std::function<void()> open = {});
    // With buttons; leaves after `stay`, or stays where that is 0. The key must not be empty.
    void ask(ToastKind kind, const QString& title, const QString& text, const QString& key,
             const QList<ToastAction>& actions, std::chrono::milliseconds stay);
    void dismiss(const QString& key);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    Toast* add(ToastKind kind, const QString& title, const QString& text, const QString& key);
    void remove(Toast* toast);
    void arrange();
    void slideIn(Toast* toast);

    const Look& m_look;
    QWidget* m_window;
    QList<Toast*> m_toasts;  // the oldest first, at the top
};

}  // namespace client
