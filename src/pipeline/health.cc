// SPDX-License-Identifier: Apache-2.0
#include "pipeline/health.h"

#include <fmt/format.h>

#include "jescope/select/trim_allocator.h"
#include "jescope/summarize/dump_info.h"

namespace jescope {
namespace {

// Below this share of named bytes the user is told where names are missing.
constexpr double kEnoughNamed = 0.9;

// Above this share of samples without a stack the user is told.
constexpr double kManyUnknown = 0.05;

}  // namespace

void warn_of_missing_totals(const Profile& profile, const Request& request,
                            Diagnostics& diagnostics) {
  const bool wants_totals = counts_freed(request.metric);
  if (!wants_totals || profile.has_totals) return;
  diagnostics.warn("no totals", "--metric",
                   fmt::format("{} is zero: the process did not count freed memory",
                               metric_name(request.metric)),
                   "run it with MALLOC_CONF=prof:true,prof_accum:true");
}

void warn_of_recorder(const Dump& dump, Diagnostics& diagnostics) {
  if (!dump.recorder) return;
  const RecorderNotes& notes = *dump.recorder;
  const auto samples = static_cast<double>(notes.samples);
  if (notes.lost > 0) {
    diagnostics.warn("lost samples", dump.source,
                     fmt::format("expected room for all samples, got none for {} of them; they "
                                 "are left out",
                                 notes.lost),
                     "jescope record --max-memory BYTES gives more, --sample BYTES takes fewer");
  }
  if (static_cast<double>(notes.unknown_stacks) > kManyUnknown * samples) {
    diagnostics.warn("unknown stacks", dump.source,
                     fmt::format("expected stacks for {} samples, got none for {} of them",
                                 notes.samples, notes.unknown_stacks));
  }
}

void warn_of_missing_names(const Profile& profile, const Request& request,
                           const std::string& command, Diagnostics& diagnostics) {
  const double named = request.keep_allocator ? named_share(trim_allocator(profile), request.metric)
                                              : named_share(profile, request.metric);
  if (named >= kEnoughNamed) return;
  const char* const what = unit_of(request.metric) == Unit::kBytes ? "bytes" : "objects";
  diagnostics.warn("missing names", "names",
                   named == 0 ? fmt::format("none of the {} have a function name", what)
                              : fmt::format("only {} of the {} have a function name",
                                            format_percent(named, 1), what),
                   command + " tells why, and what mends it");
}

void warn_of_empty_choice(const Request& request, Diagnostics& diagnostics) {
  std::string hint = "patterns are tried on functions and source files";
  if (!request.is_at_prompt) hint += "; --module on module paths";
  diagnostics.warn("nothing chosen", "filters", "no stack is left to show", hint);
}

std::string hint_to_all_functions(const Request& request) {
  return std::string(request.is_at_prompt ? "top0" : "jescope top -n 0 DUMP") +
         " lists all functions";
}

}  // namespace jescope
