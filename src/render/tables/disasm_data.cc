// SPDX-License-Identifier: Apache-2.0
//
//   {"schema": "jescope/disasm/1", "metric": "inuse_space", "is_change": false,
//    "total": 4096, "total_sigma": 0, "rows_left_out": 0,
//    "rows": [{"name": "f", "symbol": "f", "module": "/opt/app", "address": 4656,
//              "size": 116, "is_cut": false, "self": 64, ...,
//              "instructions": [{"address": 4660, "text": "callq 0x1100 <malloc@plt>",
//                                "lines": [{"function": "f", "file": "/src/a.cc", "line": 12}],
//                                "self": 64, ...}]}]}
//
// "lines" are innermost first: what an instruction was inlined from, then into.
#include "render/tables/disasm_data.h"

#include <fmt/format.h>

#include "render/numbers.h"
#include "render/tables/rows_json.h"
#include "render/text_table.h"

namespace jescope {
namespace {

Json instruction_json(const Disassembly& list, const ListedInstruction& instruction) {
  Json lines = Json::array();
  for (const uint32_t row : instruction.lines) {
    const CodeLine& line = list.lines[row];
    lines.push_back({{"function", line.function}, {"file", line.file}, {"line", line.line}});
  }
  Json json = {
      {"address", instruction.address}, {"text", instruction.text}, {"lines", std::move(lines)}};
  add_sums(json, instruction.self, instruction.cumulative);
  return json;
}

Json code_json(const Disassembly& list, const ListedCode& code) {
  Json json = {{"name", code.name},       {"symbol", code.symbol},   {"module", code.module},
               {"address", code.address}, {"size", code.size_bytes}, {"is_cut", code.is_cut}};
  add_sums(json, code.self, code.cumulative);
  Json instructions = Json::array();
  for (const ListedInstruction& instruction : code.instructions) {
    instructions.push_back(instruction_json(list, instruction));
  }
  json["instructions"] = std::move(instructions);
  return json;
}

}  // namespace

std::string disassembly_json(const Disassembly& list) {
  Json rows = Json::array();
  for (const ListedCode& code : list.codes) rows.push_back(code_json(list, code));
  return write_rows({{"schema", "jescope/disasm/1"},
                     {"metric", metric_name(list.metric)},
                     {"is_change", list.is_change}},
                    list.total, list.functions_left_out, std::move(rows));
}

std::string disassembly_csv(const Disassembly& list) {
  std::string text = csv_row({"name", "module", "address", "instruction", "file", "line", "self",
                              "self_sigma", "cumulative", "cumulative_sigma"});
  for (const ListedCode& code : list.codes) {
    for (const ListedInstruction& instruction : code.instructions) {
      const uint32_t row = shown_line(list, instruction);
      const CodeLine line = row == UINT32_MAX ? CodeLine() : list.lines[row];
      text += csv_row({code.symbol, code.module, fmt::format("{:#x}", instruction.address),
                       instruction.text, line.file, std::to_string(line.line),
                       std::to_string(instruction.self.value),
                       std::to_string(plain_sigma(instruction.self)),
                       std::to_string(instruction.cumulative.value),
                       std::to_string(plain_sigma(instruction.cumulative))});
    }
  }
  return text;
}

}  // namespace jescope
