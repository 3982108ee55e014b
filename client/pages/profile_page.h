#pragma once

// The own account: who one is at the left, and tabs to change it. Main thread only.
//
// Object names: informationTab, securityTab, profileError, profileRetryButton, and those of its parts.

#include <QWidget>

class QStackedWidget;

namespace client {

class EmptyState;
class Look;
class ProfileInformation;
class ProfileSecurity;
class ProfileSide;
class TopTab;
struct ProfileInfo;

class ProfilePage : public QWidget {
    Q_OBJECT

 public:
    enum class Tab { Information, Security };
    Q_ENUM(Tab)

    explicit ProfilePage(const Look& look, QWidget* parent = nullptr);

    void setProfile(const ProfileInfo& profile);
    void setMailAvailable(bool available);
    // Instead of the tabs, until the next setProfile().
    void showError(const QString& text);
    void showTab(Tab tab);
    // Nobody is signed in any more: nothing of the account, and nothing that was typed, stays.
    void reset();

    ProfileSide* side() const { return m_side; }
    ProfileInformation* information() const { return m_information; }
    ProfileSecurity* security() const { return m_security; }

 Q_SIGNALS:
    void retryRequested();

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    QWidget* buildTabs();

    ProfileSide* m_side;
    TopTab* m_informationTab;
    TopTab* m_securityTab;
    QStackedWidget* m_stack;
    ProfileInformation* m_information;
    ProfileSecurity* m_security;
    EmptyState* m_error;
    Tab m_tab = Tab::Information;
};

}  // namespace client
