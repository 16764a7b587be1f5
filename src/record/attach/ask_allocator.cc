// SPDX-License-Identifier: Apache-2.0
//
// Finds jemalloc, then a thread that may call it, then asks.
//
// Only that one thread stands still, and for no longer than its calls take. The others run
// on, though they may be inside the allocator: its own locks keep them apart from the call,
// as they would if the program called mallctl itself. Were they stopped, a lock that one of
// them holds would never be given back. What must not be is that the caller itself is
// inside, and safe_moment.h tells.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <set>
#include <thread>
#include <utility>

#include "jescope/record/attach.h"
#include "record/attach/dump_place.h"
#include "record/attach/find_allocator.h"
#include "record/attach/held_signals.h"
#include "record/attach/mallctl.h"
#include "record/attach/process_files.h"
#include "record/attach/safe_moment.h"
#include "record/attach/target_process.h"
#include "record/attach/traced_thread.h"

namespace jescope {
namespace {

// A thread that runs stops within microseconds; one that waits for a device may not.
constexpr std::chrono::milliseconds kStopTime{200};

// A program that is in its allocator nearly always must be looked at often; each look
// takes a thread about a tenth of that time.
constexpr std::chrono::milliseconds kBetweenRounds{1};

// So many threads may end just when they are asked.
constexpr size_t kMostRefusals = 4;

constexpr std::string_view kMapHeading = "\nMAPPED_LIBRARIES:\n";

// A caller may go from one call of the allocator to the next at once.
constexpr size_t kMostLeaves = 8;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Returns TMPDIR as the process of a thread was started with; empty: without.
std::string temporary_folder(pid_t thread) {
  constexpr std::string_view kName = "TMPDIR=";
  const std::string environment = read_process_file(thread, "environ");
  size_t at = 0;
  while (at < environment.size()) {
    const std::string_view entry = std::string_view(environment).substr(at).data();
    if (entry.starts_with(kName)) return std::string(entry.substr(kName.size()));
    at += entry.size() + 1;
  }
  return {};
}

Error no_allocator(const TargetProcess& target) {
  const std::string nameless = find_nameless_allocator(target.areas(), target.memory());
  if (!nameless.empty()) {
    return {ErrorCode::kUnreadable, where_of(target.id()),
            fmt::format("expected a function mallctl in it, got none by name: jemalloc seems to "
                        "be a part of {}, which is stripped of its symbols",
                        nameless),
            "a build that keeps its symbols can be asked; jescope record -- CMD does without"};
  }
  const std::string other = other_allocator(target.areas());
  const std::string got = other.empty() ? "none, nor the symbols of a program that has it inside"
                                        : fmt::format("none; its allocator is {}", other);
  return {ErrorCode::kUnreadable, where_of(target.id()),
          "expected jemalloc in it (a function mallctl), got " + got,
          "jescope record -- CMD makes dumps of a program without it"};
}

Error not_built(pid_t process, const Allocator& allocator) {
  return {ErrorCode::kUnreadable, where_of(process),
          fmt::format("expected a jemalloc built with profiling, got one without in {}",
                      allocator.module),
          "jescope record -- CMD makes dumps all the same; or build it with --enable-prof"};
}

Error not_switched_on(pid_t process, const Allocator& allocator) {
  const std::string prefix =
      allocator.symbol.starts_with("_rjem_") ? "_RJEM_MALLOC_CONF" : "MALLOC_CONF";
  return {ErrorCode::kUnreadable, where_of(process),
          "expected jemalloc's profiling to be on, got prof:false, which holds until its end",
          fmt::format("start it with {}=prof:true,prof_active:false; jescope dump PID --activate "
                      "then begins",
                      prefix)};
}

class Conversation {
 public:
  Conversation(TargetProcess& target, const CodeSearch& search, const AllocatorWish& wish)
      : target_(target), search_(search), wish_(wish) {}

  // Looks for a moment until it has an answer or the time is over.
  Result<AllocatorAnswer> hold() {
    const auto wait = std::chrono::duration<double>(wish_.wait_seconds);
    const auto deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(wait);
    for (;; ++rounds_) {
      Result<std::optional<AllocatorAnswer>> answer = ask_around();
      if (!answer.ok()) return std::move(answer).error();
      if (*answer) return std::move(**answer);
      if (HeldSignals::has_come()) return interrupted();
      if (Clock::now() >= deadline) return no_moment();
      std::this_thread::sleep_for(kBetweenRounds);
      if (rounds_ % 64 == 63) target_.look_again();
    }
  }

 private:
  Result<std::optional<AllocatorAnswer>> ask_around() {
    const std::vector<ThreadLook> threads = look_at_threads(target_.id());
    if (threads.empty()) return gone();
    for (const ThreadLook& thread : threads) {
      // These do not stop, or will never run again.
      if (std::string_view("DZX").find(thread.state) != std::string_view::npos) continue;
      if (practised_.insert(thread.id).second) (void)look_at(thread.id);
      Result<std::optional<AllocatorAnswer>> answer = try_with(thread);
      if (!answer.ok()) return answer;
      if (*answer) {
        (*answer)->threads = threads.size();
        return answer;
      }
    }
    return std::optional<AllocatorAnswer>();
  }

  // Walks the stack once while the thread runs again, so that what the walk reads of
  // modules is at hand when the thread stands still for it.
  Result<Done> look_at(pid_t id) {
    TracedThread thread(id);
    if (!thread.is_ours() || !stands(thread.interrupt(Clock::now() + kStopTime))) return Done();
    const std::optional<ThreadImage> image = take_image(id, target_.areas());
    thread.release();
    if (image) (void)target_.unwinder().walk(*image);
    return Done();
  }

  static bool stands(const ThreadStop& stop) { return stop.event == ThreadEvent::kInterrupted; }

  Result<std::optional<AllocatorAnswer>> try_with(const ThreadLook& look) {
    TracedThread thread(look.id);
    if (!thread.is_ours()) {
      // The end of a thread is told by the same errno.
      if (errno == EPERM && find_living_thread(look.id)) return not_allowed();
      return std::optional<AllocatorAnswer>();
    }
    const ThreadStop stop = thread.interrupt(Clock::now() + kStopTime);
    if (stop.event == ThreadEvent::kJobStopped) return was_stopped();
    Clock::time_point stopped = Clock::now();
    if (!stands(stop) || !is_fit(thread, stopped)) return std::optional<AllocatorAnswer>();
    Result<AllocatorAnswer> answer = talk(thread, look);
    thread.release();
    if (!answer.ok() && std::exchange(wants_other_thread_, false)) {
      ++unfit_moments_;
      return std::optional<AllocatorAnswer>();
    }
    if (!answer.ok()) return std::move(answer).error();
    answer->stopped_ms = milliseconds_since(stopped);
    return std::optional<AllocatorAnswer>(std::move(*answer));
  }

  // Where the thread is inside the allocator, and so are all others, it is let run until
  // it comes out; it then stands still since `stopped`.
  bool is_fit(TracedThread& thread, Clock::time_point& stopped) {
    for (size_t leaves = 0; leaves < kMostLeaves; ++leaves) {
      const std::optional<ThreadImage> image = take_image(thread.id(), target_.areas());
      if (!image) return false;
      const WalkedStack stack = target_.unwinder().walk(*image);
      const Allocator* const hindrance = find_hindrance(thread.id(), *image, stack);
      if (hindrance == nullptr) return true;
      ++unfit_moments_;
      const bool may_leave = rounds_ > 0 && last_moment_ == Moment::kInAllocator;
      const std::optional<uint64_t> out =
          may_leave ? way_out(stack, *hindrance) : std::optional<uint64_t>();
      if (!out) return false;
      const uint64_t ignored = target_.status().ignored;
      if (!stands(thread.run_to_address(*out, ignored, Clock::now() + kStopTime))) return false;
      stopped = Clock::now();
    }
    return false;
  }

  // Returns the allocator for which it is not the moment; null: it is for all.
  const Allocator* find_hindrance(pid_t id, const ThreadImage& image, const WalkedStack& stack) {
    const bool is_critical = is_in_restartable_sequence(id, target_.memory());
    for (const Allocator& allocator : search_.allocators) {
      last_moment_ =
          is_critical ? Moment::kCritical : judge_moment(stack, image, search_, allocator);
      if (last_moment_ != Moment::kSafe) return &allocator;
    }
    return nullptr;
  }

  Result<AllocatorAnswer> talk(TracedThread& thread, const ThreadLook& look) {
    const bool ignores_faults = (target_.status().ignored >> (SIGSEGV - 1) & 1) != 0;
    const auto slow = [this] {
      if (!wish_.tell) return;
      wish_.tell("the dump takes long; leaving it now would end the process, so this waits on");
    };
    Result<std::unique_ptr<BorrowedThread>> borrowed =
        BorrowedThread::borrow(thread, search_.system_call, ignores_faults, slow);
    if (!borrowed.ok()) return std::move(borrowed).error();
    Result<AllocatorAnswer> answer = talk(**borrowed, look);
    if (Result<Done> done = (*borrowed)->give_back(); !done.ok() && answer.ok())
      return done.error();
    return answer;
  }

  Result<AllocatorAnswer> talk(BorrowedThread& thread, const ThreadLook& look) {
    Result<const Allocator*> allocator = choose_allocator(thread);
    if (!allocator.ok()) return std::move(allocator).error();
    Mallctl mallctl(thread, (*allocator)->mallctl);
    AllocatorAnswer answer;
    answer.symbol = (*allocator)->symbol;
    answer.module = (*allocator)->module;
    answer.thread = static_cast<uint64_t>(look.id);
    answer.thread_name = look.name;
    answer.unfit_moments = unfit_moments_;
    if (Result<Done> done = switch_active(mallctl, answer); !done.ok()) return done.error();
    if (!wish_.wants_dump) return answer;
    if (Result<Done> done = dump(thread, mallctl, answer); !done.ok()) return done.error();
    return answer;
  }

  // Where a process has several jemallocs, the first of which profiling is on.
  Result<const Allocator*> choose_allocator(BorrowedThread& thread) {
    std::optional<Error> why_not;
    for (const Allocator& allocator : search_.allocators) {
      Mallctl mallctl(thread, allocator.mallctl);
      const Result<std::optional<bool>> is_on = mallctl.read_flag("opt.prof");
      if (!is_on.ok()) return is_on.error();
      if (is_on->value_or(false)) return &allocator;
      const Result<std::optional<bool>> is_built = mallctl.read_flag("config.prof");
      if (!is_built.ok()) return is_built.error();
      const bool may_be_on = is_built->value_or(false);
      if (!why_not || may_be_on) {
        why_not = may_be_on ? not_switched_on(target_.id(), allocator)
                            : not_built(target_.id(), allocator);
      }
    }
    return *why_not;
  }

  Result<Done> switch_active(Mallctl& mallctl, AllocatorAnswer& answer) {
    const Result<std::optional<bool>> is_active = mallctl.read_flag("prof.active");
    if (!is_active.ok()) return is_active.error();
    answer.is_active = is_active->value_or(true);
    if (!was_active_) was_active_ = answer.is_active;
    answer.was_active = *was_active_;
    if (!wish_.active || *wish_.active == answer.is_active) return Done();
    const Result<int> status = mallctl.write_flag("prof.active", *wish_.active);
    if (!status.ok()) return status.error();
    if (*status != 0) return refused("prof.active", *status);
    answer.is_active = *wish_.active;
    return Done();
  }

  Result<Done> dump(BorrowedThread& thread, Mallctl& mallctl, AllocatorAnswer& answer) {
    const auto id = static_cast<pid_t>(answer.thread);
    Result<DumpPlace> place = DumpPlace::make(thread, target_.id(), id, temporary_folder(id));
    if (!place.ok()) return std::move(place).error();
    const Clock::time_point start = Clock::now();
    const Result<int> status = mallctl.dump(place->path());
    answer.dump_ms = milliseconds_since(start);
    place->take(thread);
    if (!status.ok()) return status.error();
    if (*status != 0) {
      // jemalloc refuses so in a thread that ends, of which it has let go, and writes nothing.
      wants_other_thread_ = place->size_bytes() == 0 && ++refusals_ < kMostRefusals;
      return refused("prof.dump", *status);
    }
    answer.dump_bytes = place->size_bytes();
    answer.next_piece = place->reader();
    // jemalloc reads the map of the first thread: once that has ended, nothing.
    const bool has_map = place->process_sees_proc() && target_.living_thread() == target_.id();
    if (!has_map) add_map(answer, place->ends_with(kMapHeading) ? "" : kMapHeading);
    return Done();
  }

  // As jemalloc would have written it.
  static void add_map(AllocatorAnswer& answer, std::string_view heading) {
    const auto thread = static_cast<pid_t>(answer.thread);
    std::string map = std::string(heading) + read_process_file(thread, "maps");
    answer.dump_bytes += map.size();
    answer.next_piece = [pieces = std::move(answer.next_piece), map = std::move(map)]() mutable {
      std::string piece = pieces();
      return piece.empty() ? std::exchange(map, {}) : piece;
    };
  }

  Error refused(std::string_view name, int status) const {
    return {ErrorCode::kUnreadable, where_of(target_.id()),
            fmt::format("expected mallctl(\"{}\") to do it, got {}", name, std::strerror(status)),
            "the process may have said more on its standard error"};
  }

  // The end of a process is told by the same errno.
  Error not_allowed() const {
    const Result<ProcessStatus> status = find_process(target_.id());
    return status.ok() ? no_rights(target_.id(), *status) : status.error();
  }

  Error gone() const {
    return {
        ErrorCode::kUnreadable, where_of(target_.id()), "expected it to go on, got its end", {}};
  }

  Error was_stopped() const {
    return {ErrorCode::kUnreadable, where_of(target_.id()),
            "expected a running program, got one that is stopped",
            fmt::format("kill -CONT {}", target_.id())};
  }

  Error interrupted() const {
    return {ErrorCode::kUnreadable,
            where_of(target_.id()),
            "expected time to find a moment, got a signal to end",
            {}};
  }

  Error no_moment() const {
    return {ErrorCode::kUnreadable, where_of(target_.id()),
            fmt::format("expected a thread outside the allocator within {} s, got none in {} "
                        "looks; the last was {}",
                        wish_.wait_seconds, unfit_moments_, moment_words(last_moment_)),
            last_moment_ == Moment::kUnknownCode
                ? std::string("a program that is not stripped tells its allocator's functions")
                : fmt::format("jescope dump {} --wait 60", target_.id())};
  }

  TargetProcess& target_;
  const CodeSearch& search_;
  const AllocatorWish& wish_;
  std::set<pid_t> practised_;
  size_t rounds_ = 0;  // that were in vain
  size_t unfit_moments_ = 0;
  Moment last_moment_ = Moment::kSafe;
  size_t refusals_ = 0;  // of jemalloc, to write a dump
  bool wants_other_thread_ = false;
  std::optional<bool> was_active_;  // prof.active before all of it
};

}  // namespace

Result<AllocatorAnswer> ask_allocator(const AllocatorWish& wish) {
  Result<std::unique_ptr<TargetProcess>> target =
      TargetProcess::open(static_cast<pid_t>(wish.process));
  if (!target.ok()) return std::move(target).error();
  const CodeSearch search =
      search_code((*target)->living_thread(), (*target)->areas(), (*target)->memory());
  if (search.allocators.empty()) return no_allocator(**target);
  if (search.system_call == 0) {
    return Error{ErrorCode::kUnreadable,
                 where_of((*target)->id()),
                 "expected an instruction in it that makes a system call, got none",
                 {}};
  }
  const HeldSignals held;
  return Conversation(**target, search, wish).hold();
}

}  // namespace jescope
