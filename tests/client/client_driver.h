#pragma once

// A whole client in a data folder of its own, started and driven by object names: the base of tests that sit in front
// of it. Main thread only; needs a QApplication.

#include "client/app/application.h"
#include "client/net/connection.h"
#include "client/net/keyring.h"
#include "client/pages/main_window.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <memory>

class ClientDriver {
 protected:
    std::unique_ptr<QTemporaryDir> m_folder = std::make_unique<QTemporaryDir>();
    std::unique_ptr<client::Application> m_client;

    // Again with the same data folder, if there was one before.
    void start(client::StartOptions options, std::unique_ptr<client::Keyring> keyring = nullptr) {
        options.dataDir = m_folder->path();
        m_client.reset();
        m_client = std::make_unique<client::Application>(*qApp, std::move(options), std::move(keyring));
        m_client->start();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
    }

    client::MainWindow& window() { return m_client->window(); }
    client::Connection& connection() { return m_client->connection(); }
    template <typename Widget>
    Widget* find(QWidget* page, const char* name) {
        auto* widget = page->findChild<Widget*>(QString::fromLatin1(name));
        if (!widget)
            qFatal("There is no %s", name);
        return widget;
    }
    void click(QWidget* page, const char* name) { find<QAbstractButton>(page, name)->click(); }
    void type(QWidget* page, const char* name, const QString& text) {
        auto* edit = find<QLineEdit>(page, name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void check(QWidget* page, const char* name, bool on) { find<QAbstractButton>(page, name)->setChecked(on); }
    void logOut() {
        click(&window(), "playerMenuButton");
        find<QAction>(&window(), "logOutAction")->trigger();
    }
    // Anywhere in the window, as a whole label or a part of one.
    bool isShown(const QString& text) {
        const auto labels = window().findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](const QLabel* label) { return label->isVisible() && label->text().contains(text); });
    }
    bool keepsAToken(const char* kind = "tokens") const {
        return !QDir(m_folder->filePath(QString::fromLatin1(kind))).entryList(QDir::Files).isEmpty();
    }
};
