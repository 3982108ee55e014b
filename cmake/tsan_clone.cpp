// Only under ThreadSanitizer. QProcess starts its children by clone(CLONE_VM | CLONE_VFORK). What the sanitizer does in
// a child then happens in its parent's memory: from there on it takes the parent for a forked process, forbids it new
// threads and no longer sees the locks of its main thread. With memory of its own the child leaves the parent alone.
// Any thread.

#include <cstdarg>
#include <dlfcn.h>
#include <sched.h>
#include <sys/types.h>

extern "C" int clone(int (*function)(void*), void* stack, int flags, void* argument, ...) noexcept {
    using Clone = int (*)(int (*)(void*), void*, int, void*, ...);
    static const auto next = reinterpret_cast<Clone>(::dlsym(RTLD_NEXT, "clone"));
    std::va_list rest;
    va_start(rest, argument);
    pid_t* const parentTid = va_arg(rest, pid_t*);
    void* const tls = va_arg(rest, void*);
    pid_t* const childTid = va_arg(rest, pid_t*);
    va_end(rest);
    return next(function, stack, flags & ~CLONE_VM, argument, parentTid, tls, childTid);
}
