#pragma once

// main() of a server test: the whole server suite runs on the event loop that the server runs on.

#include "server/net/epoll_dispatcher.h"

#include <QCoreApplication>
#include <QTest>

#define PONG_SERVER_TEST_MAIN(TestClass)                                     \
    int main(int argc, char** argv) {                                        \
        QCoreApplication::setEventDispatcher(new server::EpollDispatcher()); \
        QCoreApplication application(argc, argv);                            \
        TestClass test;                                                      \
        QTEST_SET_MAIN_SOURCE_PATH                                           \
        return QTest::qExec(&test, argc, argv);                              \
    }
