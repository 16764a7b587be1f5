// SPDX-License-Identifier: Apache-2.0
//
// Writes the workflow commands of GitHub Actions, one a line:
//
//   ::error title=jescope total>5%25,file=src/cache.cc,line=42::total grew by …
//   ::notice title=jescope new>1MiB::let pass as noise: …
//
// In messages '%' and line ends are escaped, in properties ':' and ',' as well.
#include <fmt/format.h>

#include "jescope/base/printable.h"
#include "jescope/render/gate_reports.h"
#include "render/compare/gates.h"

namespace jescope {
namespace {

// Writes each of `special` as '%' and two hexadecimal digits.
std::string percent_escape(std::string_view text, std::string_view special) {
  std::string escaped;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      escaped += c;
    } else {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

std::string message_text(std::string_view text) {
  return percent_escape(printable_text(text), "%\r\n");
}

std::string property_text(std::string_view text) {
  return percent_escape(printable_text(text), "%\r\n:,");
}

// Returns ",file=…,line=…" of the first finding whose source is known.
std::string place_properties(const GateResult& result) {
  for (const GateFinding& finding : result.worst) {
    if (finding.file.empty()) continue;
    const std::string file = ",file=" + property_text(finding.file);
    return finding.line == 0 ? file : fmt::format("{},line={}", file, finding.line);
  }
  return {};
}

std::string command(std::string_view level, const GateResult& result, std::string_view place,
                    std::string_view message) {
  const std::string title = property_text("jescope " + result.text);
  return fmt::format("::{} title={}{}::{}\n", level, title, place, message);
}

std::string error_message(const GateResult& result, Metric metric) {
  constexpr std::string_view kLineEnd = "%0A";
  std::string message = message_text(gate_sentence(result));
  for (const GateFinding& finding : result.worst) {
    message += kLineEnd;
    message += message_text(finding_text(finding, metric));
  }
  return message;
}

std::string commands(const GateResult& result, Metric metric) {
  if (result.broken) {
    return command("error", result, place_properties(result), error_message(result, metric));
  }
  if (result.note.empty()) return {};
  return command("notice", result, "", message_text(gate_sentence(result)));
}

}  // namespace

std::string render_github(const GateReport& report) {
  std::string text;
  for (const GateResult& result : report.results) text += commands(result, report.metric);
  return text;
}

}  // namespace jescope
