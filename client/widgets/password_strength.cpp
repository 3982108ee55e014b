#include "client/widgets/password_strength.h"

#include "client/widgets/field.h"
#include "client/widgets/labels.h"
#include "client/widgets/look.h"
#include "shared/accounts/account_rules.h"

#include <QBoxLayout>
#include <QPainter>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace client {

using pong::accounts::PasswordProblem;

namespace {

// How many characters somebody who guesses must try at each place.
int alphabetOf(const QString& password) {
    const auto has = [&password](auto kind) { return std::any_of(password.begin(), password.end(), kind); };
    int size = 0;
    if (has([](QChar c) { return c.isLower(); }))
        size += 26;
    if (has([](QChar c) { return c.isUpper(); }))
        size += 26;
    if (has([](QChar c) { return c.isDigit(); }))
        size += 10;
    if (has([](QChar c) { return !c.isLetterOrNumber(); }))
        size += 32;
    return std::max(size, 2);
}

}  // namespace

int passwordStrength(const QString& password) {
    if (password.isEmpty())
        return 0;
    if (pong::accounts::passwordProblem(password, {}, {}) != PasswordProblem::None)
        return 1;
    // Repeated characters hardly count: "aaaaaaaaaaaa" is one, not twelve.
    const qsizetype different = QSet<QChar>(password.begin(), password.end()).size();
    const auto counted = static_cast<double>(std::min(password.size(), different * 2));
    const double bits = counted * std::log2(alphabetOf(password));
    if (bits < 40)
        return 1;
    return bits < 56 ? 2 : bits < 76 ? 3 : 4;
}

PasswordStrength::PasswordStrength(const Look& look, Field& field)
    : QWidget(&field), m_look(look), m_word(makeLabel({}, "caption")) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    field.underEdit()->addSpacing(4);
    field.underEdit()->addWidget(this);
    field.messageRow()->addWidget(m_word);
    connect(field.edit(), &QLineEdit::textChanged, this, &PasswordStrength::update);
}

QSize PasswordStrength::sizeHint() const {
    return {120, 4};
}

void PasswordStrength::update(const QString& password) {
    m_strength = passwordStrength(password);
    const PasswordProblem problem = pong::accounts::passwordProblem(password, {}, {});
    const QString weakest = problem == PasswordProblem::TooShort ? tr("Too short")
                            : problem == PasswordProblem::Common ? tr("Too common")
                                                                 : tr("Weak");
    const QStringList words{QString(), weakest, tr("Fair"), tr("Strong"), tr("Very strong")};
    m_word->setText(words[m_strength]);
    setTone(m_word, m_strength <= 1 ? "danger" : m_strength == 2 ? "warning" : "success");
    QWidget::update();
}

void PasswordStrength::paintEvent(QPaintEvent*) {
    constexpr int bars = 4;
    constexpr int gap = 4;
    const Theme& theme = m_look.theme();
    const QColor& lit = m_strength <= 1 ? theme.danger : m_strength == 2 ? theme.warning : theme.success;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double bar = (width() - gap * (bars - 1)) / double(bars);
    for (int i = 0; i < bars; ++i) {
        painter.setBrush(i < m_strength ? lit : theme.surface3);
        painter.drawRoundedRect(QRectF(i * (bar + gap), 0, bar, height()), 2, 2);
    }
}

}  // namespace client
