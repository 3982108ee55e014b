# Every target of ours links pong_warnings; generated protobuf code does not.
add_library(pong_warnings INTERFACE)
target_compile_options(pong_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
if(PONG_SANITIZER STREQUAL "thread")
  # g++ 12 takes what ThreadSanitizer's calls stand between for uninitialised.
  target_compile_options(pong_warnings INTERFACE -Wno-maybe-uninitialized)
endif()
if(PONG_WARNINGS_AS_ERRORS)
  target_compile_options(pong_warnings INTERFACE -Werror)
endif()
target_compile_definitions(pong_warnings INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
                                                   QT_NO_KEYWORDS QT_NO_FOREACH)
