#include "client/docks/chat_composer.h"

#include "client/widgets/buttons.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "shared/protocol/chat_text.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTimer>
#include <QToolButton>

namespace client {

namespace {

constexpr int countFrom = pong::longestChatText - 50;
constexpr int longestInput = 4000;  // a paste that is too long is shown, so that it can be shortened

}  // namespace

ChatComposer::ChatComposer(const Look& look, QWidget* parent)
    : QWidget(parent)
    , m_edit(new QLineEdit)
    , m_send(makeIconButton(look, QStringLiteral("send"), tr("Send"), QStringLiteral("sendButton"), 32))
    , m_foot(new QWidget)
    , m_notice(makeParagraph(QString(), "caption"))
    , m_counter(makeLabel(QString(), "caption"))
    , m_noticeTimer(new QTimer(this)) {
    m_edit->setObjectName(QStringLiteral("chatField"));
    m_edit->setAccessibleName(tr("Message"));
    m_edit->setMaxLength(longestInput);
    m_edit->setTextMargins(0, 0, 36, 0);
    m_notice->setObjectName(QStringLiteral("chatNotice"));
    m_counter->setObjectName(QStringLiteral("chatCounter"));
    setTone(m_notice, "danger");
    setFocusProxy(m_edit);

    auto* inside = new QHBoxLayout(m_edit);
    inside->setContentsMargins(0, 0, 4, 0);
    inside->addStretch();
    inside->addWidget(m_send);
    m_send->setCursor(Qt::ArrowCursor);
    auto* foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(0, 0, 0, 0);
    foot->setSpacing(8);
    foot->addWidget(m_notice, 1);
    foot->addWidget(m_counter, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 4, 16, 16);
    column->setSpacing(4);
    column->addWidget(m_edit);
    column->addWidget(m_foot);

    m_noticeTimer->setSingleShot(true);
    connect(m_noticeTimer, &QTimer::timeout, this, [this] { showNotice({}); });
    connect(m_edit, &QLineEdit::returnPressed, this, &ChatComposer::submit);
    connect(m_send, &QToolButton::clicked, this, &ChatComposer::submit);
    connect(m_edit, &QLineEdit::textChanged, this, &ChatComposer::showCount);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        if (!m_noticeTimer->isActive())
            showNotice({});
        Q_EMIT typed();
    });
    showCount();
    showFoot();
}

QString ChatComposer::text() const {
    return m_edit->text();
}

void ChatComposer::setText(const QString& text) {
    m_edit->setText(text);
}

void ChatComposer::setPlaceholder(const QString& text) {
    m_edit->setPlaceholderText(text);
}

void ChatComposer::setWritable(bool writable) {
    m_edit->setReadOnly(!writable);
    m_edit->setEnabled(writable);
    showCount();
}

void ChatComposer::showNotice(const QString& text, std::chrono::milliseconds time) {
    m_noticeTimer->stop();
    m_notice->setText(text);
    if (!text.isEmpty() && time.count() > 0)
        m_noticeTimer->start(time);
    showFoot();
}

// The field has acted on it, and passes it on all the same: nobody else shall.
void ChatComposer::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        QWidget::keyPressEvent(event);
}

void ChatComposer::submit() {
    const QString text = pong::normalisedChatText(m_edit->text());
    if (text.isEmpty() || pong::chatTextLength(text) > pong::longestChatText)
        return;
    m_edit->clear();
    Q_EMIT submitted(text);
}

void ChatComposer::showCount() {
    const int length = pong::chatTextLength(pong::normalisedChatText(m_edit->text()));
    const int left = pong::longestChatText - length;
    m_counter->setText(length < countFrom ? QString()
                       : left >= 0        ? tr("%1 left").arg(left)
                                          : tr("%1 too many").arg(-left));
    setTone(m_counter, left < 0 ? "danger" : "text3");
    m_send->setEnabled(length > 0 && left >= 0 && m_edit->isEnabled());
    showFoot();
}

void ChatComposer::showFoot() {
    m_notice->setVisible(!m_notice->text().isEmpty());
    m_counter->setVisible(!m_counter->text().isEmpty());
    m_foot->setVisible(!m_notice->text().isEmpty() || !m_counter->text().isEmpty());
}

}  // namespace client
