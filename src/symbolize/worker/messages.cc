// SPDX-License-Identifier: Apache-2.0
//
// Fields in the order of the structures. Offsets ascend, so each is written as
// its distance from the one before.
#include "symbolize/worker/messages.h"

#include <utility>

#include "symbolize/wire/chain_codec.h"
#include "symbolize/wire/wire_reader.h"
#include "symbolize/wire/wire_writer.h"

namespace jescope {
namespace {

void write_numbers(std::span<const uint64_t> numbers, WireWriter& writer) {
  writer.number(numbers.size());
  uint64_t before = 0;
  for (const uint64_t number : numbers) {
    writer.number(number - before);  // wraps around where numbers descend
    before = number;
  }
}

std::vector<uint64_t> read_numbers(WireReader& reader) {
  std::vector<uint64_t> numbers(reader.count());
  uint64_t before = 0;
  for (uint64_t& number : numbers) number = before += reader.number();
  return numbers;
}

void write_module(const Module& module, WireWriter& writer) {
  writer.number(static_cast<uint64_t>(module.kind));
  writer.text(module.path);
  writer.number(module.deleted);
  writer.number(module.is_program);
  writer.number(module.ranges.size());
  for (const MappedRange& range : module.ranges) {
    writer.number(range.file_offset);
    writer.number(range.length_bytes);
    writer.number(range.executable);
  }
}

Module read_module(WireReader& reader) {
  Module module;
  module.kind = static_cast<ModuleKind>(reader.number());
  module.path = reader.text();
  module.deleted = reader.number() != 0;
  module.is_program = reader.number() != 0;
  module.ranges.resize(reader.count());
  for (MappedRange& range : module.ranges) {
    range.file_offset = reader.number();
    range.length_bytes = reader.number();
    range.executable = reader.number() != 0;
  }
  return module;
}

void write_diagnostics(const Diagnostics& diagnostics, WireWriter& writer) {
  writer.number(diagnostics.list().size());
  for (const Diagnostic& diagnostic : diagnostics.list()) {
    writer.number(diagnostic.severity == Severity::kNote);
    writer.text(diagnostic.kind);
    writer.text(diagnostic.where);
    writer.text(diagnostic.message);
    writer.text(diagnostic.hint);
  }
}

void read_diagnostic(WireReader& reader, Diagnostics& diagnostics) {
  const bool is_note = reader.number() != 0;
  const std::string_view kind = reader.text();
  std::string where(reader.text());
  std::string message(reader.text());
  std::string hint(reader.text());
  if (is_note) {
    diagnostics.note(kind, std::move(where), std::move(message), std::move(hint));
  } else {
    diagnostics.warn(kind, std::move(where), std::move(message), std::move(hint));
  }
}

}  // namespace

std::string encode_query(const ModuleQuery& query) {
  WireWriter writer;
  write_module(*query.module, writer);
  write_numbers(query.offsets, writer);
  write_numbers(query.addresses, writer);
  writer.number(static_cast<uint64_t>(query.detail));
  writer.number(query.process_id);
  writer.number(query.are_call_sites);
  return writer.take();
}

std::optional<OwnedQuery> decode_query(std::string_view bytes) {
  WireReader reader(bytes);
  OwnedQuery query;
  query.module = read_module(reader);
  query.offsets = read_numbers(reader);
  query.addresses = read_numbers(reader);
  query.detail = static_cast<NameDetail>(reader.number());
  query.process_id = reader.number();
  query.are_call_sites = reader.number() != 0;
  if (reader.has_failed() || !reader.is_at_end()) return std::nullopt;
  return query;
}

std::string encode_answer(const Answer& answer) {
  WireWriter writer;
  const ModuleSymbols& symbols = answer.symbols;
  for (const std::string* text : {&symbols.build_id, &symbols.source, &symbols.reason,
                                  &symbols.remedy, &symbols.file, &symbols.debug_file}) {
    writer.text(*text);
  }
  write_diagnostics(answer.diagnostics, writer);
  write_chains(symbols.chains, writer);
  return writer.take();
}

std::optional<Answer> decode_answer(std::string_view bytes, size_t offsets) {
  WireReader reader(bytes);
  Answer answer;
  ModuleSymbols& symbols = answer.symbols;
  for (std::string* text : {&symbols.build_id, &symbols.source, &symbols.reason, &symbols.remedy,
                            &symbols.file, &symbols.debug_file}) {
    *text = reader.text();
  }
  const size_t diagnostics = reader.count();
  for (size_t i = 0; i < diagnostics && !reader.has_failed(); ++i)
    read_diagnostic(reader, answer.diagnostics);
  std::optional<std::vector<SymbolChain>> chains = read_chains(offsets, reader);
  if (!chains || !reader.is_at_end()) return std::nullopt;
  symbols.chains = *std::move(chains);
  return answer;
}

}  // namespace jescope
