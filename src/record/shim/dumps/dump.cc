// SPDX-License-Identifier: Apache-2.0
#include "record/shim/dumps/dump.h"

#include <errno.h>
#include <fcntl.h>

#include "record/shim/counts/live_table.h"
#include "record/shim/counts/stack_table.h"
#include "record/shim/counts/thread_table.h"
#include "record/shim/dumps/earlier_dumps.h"
#include "record/shim/system/files.h"
#include "record/shim/system/lock.h"
#include "record/shim/system/memory.h"
#include "record/shim/system/own_stack.h"

namespace jescope::shim {
namespace {

constexpr size_t kPathBytes = 4096;
constexpr size_t kBufferBytes = size_t{64} << 10;

// The tables that are there from the beginning; pages nobody wrote to take no memory.
constexpr uint64_t kStaticBytes =
    sizeof live_filter + sizeof stack_buckets + sizeof counts_buckets + kThreads * sizeof(Thread);

using Path = Text<kPathBytes>;

struct DumpName {
  uint64_t sequence;
  uint64_t of_kind;  // how many of this kind were before
  DumpKind kind;
};

struct Tally {
  uint64_t live_objects = 0;
  uint64_t live_bytes = 0;
  uint64_t total_objects = 0;
  uint64_t total_bytes = 0;

  void add(const Counts& counts) {
    live_objects += counts.live_objects.load(std::memory_order_relaxed);
    live_bytes += counts.live_bytes.load(std::memory_order_relaxed);
    total_objects += counts.total_objects.load(std::memory_order_relaxed);
    total_bytes += counts.total_bytes.load(std::memory_order_relaxed);
  }
};

// All of it belongs to who holds `lock`.
struct Writer {
  Lock lock;
  Path prefix;
  uint64_t sample_period_bytes = 0;
  uint64_t sequence = 0;
  bool has_begun = false;      // sequence is known to be free
  uint64_t of_kind[128] = {};  // by the letter of the kind
  DumpName* kept = nullptr;    // a ring of those that may be removed
  uint64_t keep = 0;
  uint64_t kept_count = 0;  // ever
  char* buffer = nullptr;
  Tally* by_thread = nullptr;
  bool has_failed = false;  // and said so
  Path path;
  Path part;
  Text<kPathBytes + 128> line;  // here, because stacks of threads may be small
};
constinit Writer writer;

void set_beginning(Path& path) {
  path = Path();
  path.add(writer.prefix.view()).add(".").add_number(static_cast<uint64_t>(process_id())).add(".");
}

// Where dumps are written, for the thread that does may have little room. No handler may
// come there: to the kernel the thread's alternate stack looks free meanwhile.
constinit OwnStack writer_stack;

void set_path(Path& path, const DumpName& name) {
  const char letter = static_cast<char>(name.kind);
  set_beginning(path);
  path.add_number(name.sequence).add(".").add({&letter, 1});
  if (name.kind != DumpKind::kFinal) path.add_number(name.of_kind);
  path.add(".heap");
}

void add_tally(NewFile& file, const Tally& tally) {
  file.add_number(tally.live_objects).add(": ").add_number(tally.live_bytes);
  file.add(" [").add_number(tally.total_objects).add(": ").add_number(tally.total_bytes).add("]");
}

void add_thread(NewFile& file, const Thread& thread, const Tally& tally, std::string_view name) {
  file.add("  t").add_number(thread.number).add(": ");
  add_tally(file, tally);
  if (!name.empty()) file.add(" ").add(name);
  file.add("\n");
}

// A name of a thread is whatever the program chose; a line of a dump is one line.
std::string_view printable(const char (&name)[16], char (&room)[16]) {
  size_t length = 0;
  for (; length < sizeof room && name[length] != '\0'; ++length) {
    const auto byte = static_cast<unsigned char>(name[length]);
    room[length] = byte < 0x20 || byte == 0x7f ? '?' : name[length];
  }
  return {room, length};
}

void sum_threads(Tally& all) {
  for (size_t i = 0; i < kThreads; ++i) writer.by_thread[i] = {};
  for_each_stack([&](const Stack& stack) {
    for (const Counts* counts = stack.counts.load(); counts != nullptr; counts = counts->next) {
      all.add(*counts);
      if (counts->thread != nullptr) writer.by_thread[counts->thread->number].add(*counts);
    }
  });
}

void add_head(NewFile& file) {
  Tally all;
  sum_threads(all);
  file.add("heap_v2/").add_number(writer.sample_period_bytes).add("\n  t*: ");
  add_tally(file, all);
  file.add("\n");
  for (size_t i = 0; i < thread_count(); ++i) {
    char room[16];
    const Thread& thread = thread_at(i);
    add_thread(file, thread, writer.by_thread[i], printable(thread.name, room));
  }
}

void add_record(NewFile& file, const Stack& stack, const Counts* first, uint32_t size_class) {
  Tally all;
  for (const Counts* counts = first; counts != nullptr; counts = counts->next) {
    if (counts->size_class == size_class) all.add(*counts);
  }
  if (all.total_objects == 0) return;
  file.add("@");
  for (size_t i = 0; i < stack.depth; ++i) file.add(" 0x").add_number(stack.frames[i], 16);
  file.add("\n  t*: ");
  add_tally(file, all);
  file.add("\n");
  for (const Counts* counts = first; counts != nullptr; counts = counts->next) {
    if (counts->size_class != size_class || counts->thread == nullptr) continue;
    Tally own;
    own.add(*counts);
    add_thread(file, *counts->thread, own, {});
  }
}

void add_stack(NewFile& file, const Stack& stack) {
  const Counts* const first = stack.counts.load(std::memory_order_acquire);
  bool is_there[kSizeClasses] = {};
  for (const Counts* counts = first; counts != nullptr; counts = counts->next) {
    is_there[counts->size_class] = true;
  }
  for (uint32_t size_class = 0; size_class < kSizeClasses; ++size_class) {
    if (is_there[size_class]) add_record(file, stack, first, size_class);
  }
}

void add_account(NewFile& file, const Account& account) {
  file.add("# jescope_record samples=").add_number(account.samples);
  file.add(" lost=").add_number(account.lost);
  file.add(" own_memory=").add_number(own_memory_bytes() + kStaticBytes);
  file.add(" unknown_stacks=").add_number(account.unknown_stacks).add("\n");
}

int write_part(const Account& account) {
  NewFile file(writer.part.c_str(), {writer.buffer, kBufferBytes});
  add_head(file);
  for_each_stack([&](const Stack& stack) { add_stack(file, stack); });
  file.add("\nMAPPED_LIBRARIES:\n");
  file.add_file(path_of_own("maps").c_str());
  add_account(file, account);
  return file.finish();
}

int rename_file(const char* from, const char* to) {
  return static_cast<int>(
      -call_kernel(SYS_renameat2, AT_FDCWD, address_of(from), AT_FDCWD, address_of(to), 0));
}

void remove_file(const char* path) {
  call_kernel(SYS_unlinkat, AT_FDCWD, address_of(path), 0);
}

// The oldest makes room; the final dump is never in the ring.
void rotate(const DumpName& name) {
  if (writer.keep == 0 || name.kind == DumpKind::kFinal) return;
  DumpName& slot = writer.kept[writer.kept_count % writer.keep];
  if (writer.kept_count >= writer.keep) {
    set_path(writer.path, slot);
    remove_file(writer.path.c_str());
  }
  slot = name;
  ++writer.kept_count;
}

// The C library's words may allocate.
const char* words_of(int error) {
  switch (error) {
    case ENOENT: return "no such folder";
    case EACCES: return "permission denied";
    case ENOSPC: return "no space left on the device";
    case EDQUOT: return "no space left in the quota";
    case EROFS: return "a read-only file system";
    case EMFILE: return "too many open files";
    default: return "";
  }
}

void tell_failure(int error) {
  if (writer.has_failed) return;
  writer.line.add(writer.path.view()).add(": expected to write a dump, got ");
  const char* const words = words_of(error);
  writer.line.add(words);
  if (*words == '\0') writer.line.add("error ").add_number(static_cast<uint64_t>(error));
  writer.has_failed = tell(writer.line.view());
}

void write_named(const DumpName& name, const Account& account) {
  set_path(writer.path, name);
  writer.part = Path();
  writer.part.add(writer.path.view()).add(".part");
  int error = write_part(account);
  if (error == 0) error = rename_file(writer.part.c_str(), writer.path.c_str());
  if (error == 0) return rotate(name);
  remove_file(writer.part.c_str());
  tell_failure(error);
}

// Behind what an earlier process of the same number left.
void find_sequence() {
  if (writer.has_begun) return;
  writer.has_begun = true;
  set_beginning(writer.path);
  const std::span<char> room(writer.buffer, kBufferBytes);
  remove_unfinished(writer.path.view(), room);
  writer.sequence = number_after_earlier(writer.path.view(), room);
}

}  // namespace

bool begin_dumps(const char* prefix, uint64_t keep, uint64_t sample_period_bytes) {
  writer.prefix.add(prefix);
  writer.keep = keep;
  writer.sample_period_bytes = sample_period_bytes;
  writer.kept = keep == 0 ? nullptr : take<DumpName>(keep);
  writer.buffer = take<char>(kBufferBytes);
  writer.by_thread = take<Tally>(kThreads);
  // The longest name of a dump and ".part" must fit behind the prefix.
  return writer.prefix.is_whole() && writer.prefix.view().size() + 100 < kPathBytes &&
         writer.buffer != nullptr && writer.by_thread != nullptr &&
         (keep == 0 || writer.kept != nullptr);
}

void write_dump(DumpKind kind, const Account& account) {
  if (kind == DumpKind::kFinal) {
    writer.lock.lock();
  } else if (!writer.lock.try_lock()) {
    return;
  }
  const SignalsHeld signals(kAllSignals);
  writer_stack.run([&] {
    read_thread_names();
    find_sequence();
    write_named({writer.sequence++, writer.of_kind[static_cast<size_t>(kind)]++, kind}, account);
  });
  writer.lock.unlock();
}

void wait_for_dump() {
  const Locked locked(writer.lock);
}

void begin_dumps_of_child() {
  writer.has_begun = false;
  writer.kept_count = 0;
  for (uint64_t& count : writer.of_kind) count = 0;
}

void dump_before_fork() {
  writer.lock.lock();
}

void dump_after_fork() {
  writer.lock.unlock();
}

}  // namespace jescope::shim
