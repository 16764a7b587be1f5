// SPDX-License-Identifier: Apache-2.0
#include "symbolize/code/isolated_code.h"

#include <span>
#include <utility>
#include <vector>

#include "symbolize/wire/wire_reader.h"
#include "symbolize/wire/wire_writer.h"
#include "symbolize/worker/messages.h"
#include "symbolize/worker/round.h"
#include "symbolize/worker/worker_limits.h"
#include "symbolize/worker/worker_process.h"

namespace jescope {
namespace {

std::string encode_question(const CodeQuery& query) {
  WireWriter writer;
  writer.text(encode_query(query.module));
  writer.number(query.wanted.size());
  for (const uint64_t offset : query.wanted) writer.number(offset);
  return writer.take();
}

// Runs in a worker.
std::string answer_in_worker(CodeSource& source, std::string_view question) {
  WireReader reader(question);
  const std::optional<OwnedQuery> module = decode_query(reader.text());
  std::vector<uint64_t> wanted(reader.count());
  for (uint64_t& offset : wanted) offset = reader.number();
  if (!module || reader.has_failed()) return {};
  Diagnostics unheard;  // the names' source has told them
  const CodeQuery query{module->view(), wanted};
  return encode_code(source.read(std::span(&query, 1), unheard).front());
}

void write_function(const FunctionCode& function, WireWriter& writer) {
  writer.text(function.name);
  for (const uint64_t value : {function.address, function.file_offset, function.size_bytes}) {
    writer.number(value);
  }
  writer.number(function.is_cut);
  writer.number(function.instructions.size());
  for (const Instruction& instruction : function.instructions) {
    writer.number(instruction.size_bytes);
    writer.text(instruction.text);
  }
}

// A worker that a file has damaged may say anything, but no gap in a function.
FunctionCode read_function(WireReader& reader) {
  FunctionCode function;
  function.name = reader.text();
  for (uint64_t* value : {&function.address, &function.file_offset, &function.size_bytes}) {
    *value = reader.number();
  }
  function.is_cut = reader.number() != 0;
  function.instructions.resize(reader.count());
  uint32_t offset = 0;
  for (Instruction& instruction : function.instructions) {
    instruction.offset = offset;
    instruction.size_bytes = static_cast<uint8_t>(reader.number());
    instruction.text = reader.text();
    offset += instruction.size_bytes;
  }
  return function;
}

class IsolatedCode : public CodeSource {
 public:
  IsolatedCode(std::shared_ptr<CodeSource> inner, const WorkerLimits& limits, Progress* progress)
      : inner_(std::move(inner)),
        limits_(limits),
        progress_(progress),
        server_([source = inner_](
                    std::string_view question) { return answer_in_worker(*source, question); },
                limits) {}

  std::vector<ModuleCode> read(std::span<const CodeQuery> queries,
                               Diagnostics& diagnostics) override {
    if (!server_.is_running()) return inner_->read(queries, diagnostics);
    std::vector<ModuleCode> answers(queries.size());
    ProgressPhase phase(progress_, {"reading code", ProgressUnit::kModules, queries.size()});
    const auto take = [&](size_t row, std::string_view bytes) {
      std::optional<ModuleCode> code = decode_code(bytes);
      if (!code) return false;
      answers[row] = *std::move(code);
      return true;
    };
    ask_workers(server_, limits_,
                {.questions = queries.size(),
                 .weight = [&](size_t row) { return queries[row].wanted.size(); },
                 .path = [&](size_t row) { return queries[row].module.module->path; },
                 .encode = [&](size_t row) { return encode_question(queries[row]); },
                 .take = take,
                 .give_up =
                     [&](size_t row, std::string reason) {
                       answers[row] = {{}, std::move(reason)};
                     }},
                phase);
    return answers;
  }

 private:
  std::shared_ptr<CodeSource> inner_;
  WorkerLimits limits_;
  Progress* progress_;
  WorkerServer server_;
};

}  // namespace

std::unique_ptr<CodeSource> isolate_code(std::unique_ptr<CodeSource> inner,
                                         const WorkerLimits& limits, Progress* progress) {
  return std::make_unique<IsolatedCode>(std::move(inner), fit_to_machine(limits), progress);
}

std::string encode_code(const ModuleCode& code) {
  WireWriter writer;
  writer.text(code.reason);
  writer.number(code.functions.size());
  for (const FunctionCode& function : code.functions) write_function(function, writer);
  return writer.take();
}

std::optional<ModuleCode> decode_code(std::string_view bytes) {
  WireReader reader(bytes);
  ModuleCode code;
  code.reason = reader.text();
  const size_t functions = reader.count();
  for (size_t i = 0; i < functions && !reader.has_failed(); ++i) {
    code.functions.push_back(read_function(reader));
  }
  if (reader.has_failed() || !reader.is_at_end()) return std::nullopt;
  return code;
}

}  // namespace jescope
