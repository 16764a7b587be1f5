// SPDX-License-Identifier: Apache-2.0
#include "cli/dump/dump_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <system_error>
#include <utility>

#include "cli/dump/dump_options.h"
#include "cli/messages.h"
#include "jescope/base/output_file.h"
#include "jescope/base/shell_word.h"
#include "jescope/base/units.h"

namespace jescope {
namespace {

Outcome failure(const Error& error, std::string errors_so_far = {}) {
  return {exit_status(error.code), "", std::move(errors_so_far) + describe(error)};
}

// As jemalloc names a dump that a program asks for; the first such name without a file.
std::string free_name(int64_t process) {
  constexpr int kMostNames = 100'000;
  std::error_code error;
  std::string name;
  for (int i = 0; i < kMostNames; ++i) {
    name = fmt::format("jeprof.{}.{}.m{}.heap", process, i, i);
    if (!std::filesystem::exists(name, error)) break;
  }
  return name;
}

std::string words_of_switch(const AllocatorWish& wish, const AllocatorAnswer& answer) {
  if (!wish.active) return {};
  const char* const word = answer.is_active ? "true" : "false";
  return message(
      fmt::format("process {}", wish.process),
      answer.was_active == answer.is_active ? fmt::format("prof.active is {}, as it was", word)
                                            : fmt::format("prof.active is {} now", word),
      wish.wants_dump ? std::string() : fmt::format("jescope dump {} writes a dump", wish.process));
}

std::string words_of_stop(const AllocatorWish& wish, const AllocatorAnswer& answer) {
  const std::string name =
      answer.thread_name.empty() ? std::string() : fmt::format(" ({})", answer.thread_name);
  std::string text =
      fmt::format("thread {}{} stood still for {:.1f} ms", answer.thread, name, answer.stopped_ms);
  if (wish.wants_dump) text += fmt::format(", {:.1f} ms of it for the dump", answer.dump_ms);
  if (answer.threads > 1) text += fmt::format("; the other {} ran on", answer.threads - 1);
  if (answer.unfit_moments > 0) {
    text += fmt::format("; {} looks before found a thread that could not be used",
                        answer.unfit_moments);
  }
  return message(fmt::format("process {}", wish.process), text, {});
}

std::string words_of_inactive(const AllocatorWish& wish, const AllocatorAnswer& answer) {
  if (answer.is_active || wish.active) return {};
  return message(fmt::format("process {}", wish.process),
                 "prof.active is false: the dump holds only what was sampled before",
                 fmt::format("jescope dump {} --activate", wish.process));
}

std::string all_of(const std::function<std::string()>& next_piece) {
  std::string text;
  for (std::string piece = next_piece(); !piece.empty(); piece = next_piece()) text += piece;
  return text;
}

// Puts the dump where it was wanted.
Outcome write_dump(const DumpInvocation& invocation, const AllocatorAnswer& answer,
                   std::string told) {
  const AllocatorWish& wish = invocation.wish;
  if (answer.dump_bytes == 0) {
    return failure({ErrorCode::kUnreadable,
                    fmt::format("process {}", wish.process),
                    "expected a dump from its jemalloc, got an empty file",
                    {}});
  }
  told += words_of_inactive(wish, answer);
  if (invocation.output == "-") return {0, all_of(answer.next_piece), std::move(told)};
  const std::string name = invocation.output.empty() ? free_name(wish.process) : invocation.output;
  if (Result<Done> done = write_pieces(name, answer.next_piece); !done.ok()) {
    return failure(done.error(), invocation.quiet ? std::string() : std::move(told));
  }
  const std::string size = format_bytes(static_cast<int64_t>(answer.dump_bytes));
  told += message("", fmt::format("wrote {} ({})", name, size), "jescope top " + shell_word(name));
  return {0, "", std::move(told)};
}

Outcome take_dump(DumpInvocation& invocation, const Surroundings& surroundings) {
  AllocatorWish& wish = invocation.wish;
  if (surroundings.complain && !invocation.quiet) {
    wish.tell = [&](const std::string& text) {
      surroundings.complain(message(fmt::format("process {}", wish.process), text, {}));
    };
  }
  const Result<AllocatorAnswer> answer = ask_allocator(wish);
  if (!answer.ok()) return failure(answer.error());
  std::string told = words_of_switch(wish, *answer) + words_of_stop(wish, *answer);
  Outcome outcome = wish.wants_dump ? write_dump(invocation, *answer, std::move(told))
                                    : Outcome{0, "", std::move(told)};
  if (invocation.quiet && outcome.exit_status == 0) outcome.errors.clear();
  return outcome;
}

bool wants_color(const DumpInvocation& invocation, const Surroundings& surroundings) {
  if (invocation.color == ColorChoice::kAlways) return true;
  return invocation.color == ColorChoice::kAuto && invocation.output.empty() &&
         surroundings.output_is_terminal && !surroundings.no_color;
}

Outcome print_stacks(DumpInvocation& invocation, const Surroundings& surroundings) {
  const Result<ProcessStacks> stacks = take_stacks(invocation.wish.process);
  if (!stacks.ok()) return failure(stacks.error());
  Request& request = invocation.request;
  adapt_to_user(request, surroundings);
  request.live_process = stacks->living_thread_id;
  if (invocation.no_cache) request.cache_dir.clear();
  request.style.color = wants_color(invocation, surroundings);
  const bool to_terminal = invocation.output.empty() && surroundings.output_is_terminal;
  request.style.columns = to_terminal ? surroundings.terminal_columns : 0;
  Diagnostics diagnostics;
  Result<std::string> text = show_stacks(*stacks, request, invocation.format, diagnostics);
  Outcome outcome;
  if (!invocation.quiet) {
    for (const Diagnostic& diagnostic : diagnostics.list()) outcome.errors += describe(diagnostic);
    outcome.errors += message(
        fmt::format("process {}", invocation.wish.process),
        fmt::format("no thread stood still for longer than {:.2f} ms", stacks->longest_stop_ms),
        {});
  }
  if (!text.ok()) return failure(text.error(), std::move(outcome.errors));
  if (invocation.output.empty() || invocation.output == "-") {
    outcome.output = *std::move(text);
    return outcome;
  }
  const Result<Done> written = write_file(invocation.output, *text);
  if (!written.ok()) return failure(written.error(), std::move(outcome.errors));
  return outcome;
}

}  // namespace

Outcome run_dump(std::span<const std::string> arguments, const Surroundings& surroundings) {
  Result<DumpInvocation> invocation = parse_dump_arguments(arguments);
  if (!invocation.ok()) return failure(invocation.error());
  if (!invocation->help.empty()) return {0, invocation->help, ""};
  if (invocation->wants_stacks) return print_stacks(*invocation, surroundings);
  return take_dump(*invocation, surroundings);
}

}  // namespace jescope
