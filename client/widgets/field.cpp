#include "client/widgets/field.h"

#include "client/widgets/buttons.h"
#include "client/widgets/icon.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QToolButton>

namespace client {

namespace {

constexpr int eyeSide = 32;
constexpr int alertSize = 14;

}  // namespace

Field::Field(const Look& look, const QString& label, const QString& editName, Kind kind, QWidget* parent)
    : Field(look, label, new QLineEdit, parent) {
    m_edit->setObjectName(editName);
    if (kind == Kind::Password)
        addEye();
}

Field::Field(const Look& look, const QString& label, QLineEdit* edit, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_edit(edit)
    , m_labelRow(new QHBoxLayout)
    , m_underEdit(new QVBoxLayout)
    , m_messageRow(new QHBoxLayout)
    , m_alert(new QLabel)
    , m_message(new ElidedLabel(QString(), "caption")) {
    QLabel* name = makeLabel(label, "fieldLabel");
    name->setBuddy(m_edit);
    name->setVisible(!label.isEmpty());
    if (!label.isEmpty())
        m_edit->setAccessibleName(label);
    m_edit->installEventFilter(this);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_alert->hide();

    m_labelRow->setContentsMargins(0, 0, 0, 0);
    m_labelRow->addWidget(name);
    m_labelRow->addStretch();
    m_underEdit->setContentsMargins(0, 0, 0, 0);
    m_underEdit->setSpacing(0);
    m_messageRow->setContentsMargins(0, 0, 0, 0);
    m_messageRow->setSpacing(6);
    m_messageRow->addWidget(m_alert);
    m_messageRow->addWidget(m_message, 1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(m_labelRow);
    column->addWidget(m_edit);
    column->addLayout(m_underEdit);
    column->addLayout(m_messageRow);
    setFocusProxy(m_edit);

    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_touched = true;
        setError(QString());
        Q_EMIT textEdited(text);
    });
    connect(m_edit, &QLineEdit::returnPressed, this, &Field::submitted);
    connect(&look, &Look::changed, this, &Field::showMessage);
}

void Field::setHint(const QString& hint) {
    m_hintText = hint;
    showMessage();
}

void Field::setError(const QString& error) {
    if (m_errorText == error)
        return;
    m_errorText = error;
    showMessage();
}

void Field::showMessage() {
    const bool wrong = hasError();
    setStyled(m_edit, "state", wrong ? QStringLiteral("error") : QString());
    m_message->setText(wrong ? m_errorText : m_hintText);
    setTone(m_message, wrong ? "danger" : "text3");
    m_alert->setPixmap(iconPixmap(QStringLiteral("alert"), alertSize, devicePixelRatioF(), m_look.theme().danger));
    m_alert->setVisible(wrong);
    m_edit->setAccessibleDescription(m_message->text());
}

void Field::addEye() {
    m_edit->setEchoMode(QLineEdit::Password);
    m_eye = makeIconButton(m_look, QStringLiteral("eye"), tr("Show the password"),
                           m_edit->objectName() + QStringLiteral("Eye"), eyeSide, m_edit);
    m_eye->setCheckable(true);
    m_eye->setCursor(Qt::ArrowCursor);
    m_eye->setFocusPolicy(Qt::TabFocus);
    m_edit->setTextMargins(0, 0, eyeSide, 0);
    connect(m_eye, &QToolButton::toggled, this, [this](bool shown) {
        m_edit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        m_eye->setIcon(themedIcon(m_look, shown ? QStringLiteral("eye_off") : QStringLiteral("eye")));
        const QString name = shown ? tr("Hide the password") : tr("Show the password");
        m_eye->setToolTip(name);
        m_eye->setAccessibleName(name);
    });
}

bool Field::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_edit && event->type() == QEvent::Resize && m_eye)
        m_eye->move(m_edit->width() - eyeSide - 6, (m_edit->height() - eyeSide) / 2);
    if (watched == m_edit && event->type() == QEvent::FocusOut && m_touched) {
        m_touched = false;
        Q_EMIT edited();
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace client
