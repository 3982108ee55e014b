#pragma once

// A window with all its pages, made anew for each test of a program; what its tests press and look for. Main thread
// only.

#include "client/pages/main_window.h"
#include "client/widgets/look.h"
#include "client/widgets/sound_effects.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QWindow>
#include <QtTest>

#include <algorithm>
#include <memory>

class PageFixture : public QObject {
    Q_OBJECT

 protected:
    std::unique_ptr<client::Look> m_look;
    client::SoundEffects m_sounds;
    std::unique_ptr<client::MainWindow> m_window;

    void press(Qt::Key key) { QTest::keyClick(m_window->windowHandle(), key); }
    template <typename T = QAbstractButton>
    T* find(const char* name) {
        T* found = m_window->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("There is no %s", name);
        return found;
    }
    void click(const char* name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    bool isShown(const QString& text) {
        const auto labels = m_window->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](const QLabel* label) { return label->isVisible() && label->text() == text; });
    }

 protected Q_SLOTS:
    void init() {
        m_sounds.setOn(false);
        m_look = std::make_unique<client::Look>(*qApp);
        m_window = std::make_unique<client::MainWindow>(*m_look, m_sounds);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup() {
        m_window.reset();
        m_look.reset();
    }
};
