// SPDX-License-Identifier: Apache-2.0
//
// The C library as libunwind sees it within the recorder's library, by the names of
// libunwind_names.txt: memory is the recorder's own, and all that belongs to unwinding a
// whole process (files, mappings, locks, signals) is refused.
#include <cstddef>
#include <cstdint>

#include "record/shim/system/memory.h"
#include "record/shim/system/pointer.h"

extern "C" {

// Only for the one address space, which stays: nothing is given back.
void* jescope_libunwind_calloc(size_t count, size_t bytes) {
  return jescope::shim::take_memory(count * bytes);
}

void* jescope_libunwind_malloc(size_t bytes) {
  return jescope::shim::take_memory(bytes);
}

// For what it keeps of the one row at work: asked once or twice.
void* jescope_libunwind_mmap(void*, size_t bytes, int, int, int, long) {
  void* const pages = jescope::shim::map_pages(bytes);
  return pages != nullptr ? pages : jescope::shim::pointer_to<void>(UINTPTR_MAX);
}

void jescope_libunwind_free(void*) {}

int jescope_libunwind_getpagesize() {
  return 4096;
}

[[noreturn]] void jescope_libunwind_abort() {
  __builtin_trap();
}

int* jescope_libunwind_errno_location() {
  static constinit int number = 0;
  return &number;
}

long jescope_libunwind_refused() {
  return -1;
}

// NOLINTNEXTLINE(readability-identifier-naming): libunwind's.
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_U_dyn_info_list_addr();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_close();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_dl_iterate_phdr();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_fstat();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_getenv();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_getpid();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_mincore();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_msync();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_munmap();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_open();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_pipe2();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_pthread_key_create();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_pthread_mutex_init();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_pthread_mutex_lock();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_pthread_mutex_unlock();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_pthread_once();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_pthread_setspecific();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_read();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_sigfillset();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_sigprocmask();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_stat();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_stpcpy();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_strcpy();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_strncpy();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_strrchr();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_syscall();
[[gnu::alias("jescope_libunwind_refused")]] long jescope_libunwind_write();
}
