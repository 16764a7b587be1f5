// SPDX-License-Identifier: Apache-2.0
//
// Writes SARIF 2.1.0 (OASIS), as code scanning services read it:
//
//   {"$schema": …, "version": "2.1.0", "runs": [{
//     "tool": {"driver": {"name": "jescope", "rules": [
//       {"id": "total>5%", "shortDescription": {"text": …}}]}},
//     "results": [{"ruleId": "total>5%", "ruleIndex": 0, "level": "error",
//       "message": {"text": "total grew by …"}, "locations": [
//         {"physicalLocation": {"artifactLocation": {"uri": "src/cache.cc"},
//                               "region": {"startLine": 42}},
//          "logicalLocations": [{"fullyQualifiedName": "Cache::insert"}]}]}]}]}
#include <fmt/format.h>

#include <map>

#include "jescope/base/printable.h"
#include "jescope/render/gate_reports.h"
#include "render/compare/gates.h"
#include "render/json.h"

namespace jescope {
namespace {

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";

bool stands_in_uri(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/+").find(c) != std::string_view::npos;
}

// Returns the path as a URI (RFC 3986); a relative one stays relative, so that it
// is looked for in the repository.
std::string uri_of(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (stands_in_uri(c)) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

Json text_json(std::string_view text) {
  return {{"text", printable_text(text)}};
}

Json physical_location(const GateFinding& finding) {
  Json place = {{"artifactLocation", {{"uri", uri_of(finding.file)}}}};
  if (finding.line > 0) place["region"] = {{"startLine", finding.line}};
  return place;
}

Json location_json(const GateFinding& finding) {
  Json function = {{"fullyQualifiedName", printable_text(finding.name)}, {"kind", "function"}};
  return {{"physicalLocation", physical_location(finding)},
          {"logicalLocations", Json::array({std::move(function)})}};
}

// Returns the places of findings with a source file, or that of the dump.
Json locations_json(const GateResult& result, const std::string& source) {
  Json locations = Json::array();
  for (const GateFinding& finding : result.worst) {
    if (!finding.file.empty()) locations.push_back(location_json(finding));
  }
  if (!locations.empty() || source.empty()) return locations;
  GateFinding dump;
  dump.file = source;
  return Json::array({Json{{"physicalLocation", physical_location(dump)}}});
}

// A name as "operator[](int)" would be read as a link.
std::string without_links(std::string text) {
  for (size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at)) {
    text.insert(at + 1, " ");
  }
  return text;
}

// Single braces stand for arguments of a message (SARIF 2.1.0, 3.11.5).
std::string with_double_braces(std::string_view text) {
  std::string doubled;
  for (const char c : text) {
    doubled += c;
    if (c == '{' || c == '}') doubled += c;
  }
  return doubled;
}

std::string message_of(const GateResult& result, Metric metric) {
  std::string text = printable_text(gate_sentence(result));
  for (const GateFinding& finding : result.worst) {
    text += "\n" + printable_text(finding_text(finding, metric));
  }
  return without_links(with_double_braces(text));
}

// Returns a rule's id for each gate; those of equal gates are told apart.
std::vector<std::string> rule_ids(const GateReport& report) {
  std::map<std::string, size_t> times;
  std::vector<std::string> ids;
  for (const GateResult& result : report.results) {
    const std::string id = printable_text(result.text);
    const size_t time = ++times[id];
    ids.push_back(time == 1 ? id : fmt::format("{} #{}", id, time));
  }
  return ids;
}

Json rule_json(const std::string& id, const GateResult& result) {
  Json rule = {{"id", id}, {"shortDescription", text_json("heap growth gate " + result.text)}};
  if (!result.reason.empty()) rule["fullDescription"] = text_json(result.reason);
  return rule;
}

Json result_json(const std::string& id, size_t index, const GateReport& report) {
  const GateResult& result = report.results[index];
  Json json = {{"ruleId", id},
               {"ruleIndex", index},
               {"level", "error"},
               {"message", {{"text", message_of(result, report.metric)}}}};
  Json locations = locations_json(result, report.source);
  if (!locations.empty()) json["locations"] = std::move(locations);
  return json;
}

}  // namespace

std::string render_sarif(const GateReport& report) {
  const std::vector<std::string> ids = rule_ids(report);
  Json rules = Json::array();
  Json results = Json::array();
  for (size_t i = 0; i < ids.size(); ++i) {
    rules.push_back(rule_json(ids[i], report.results[i]));
    if (report.results[i].broken) results.push_back(result_json(ids[i], i, report));
  }
  const Json driver = {{"name", "jescope"}, {"rules", std::move(rules)}};
  Json run = {{"tool", {{"driver", driver}}}, {"results", std::move(results)}};
  return write_json({{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", Json::array({run})}});
}

}  // namespace jescope
