// SPDX-License-Identifier: Apache-2.0
//
// A session answers as a run of its own would, byte for byte.
#include "jescope/pipeline/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "jescope/pipeline/run.h"
#include "tests/support/temp_path.h"
#include "tests/unit/cli/own_dump.h"

// Outside of every namespace, so that its linker name is what it is called.
extern "C" __attribute__((noinline)) int jescope_test_session(int count) {
  volatile int sum = 0;
  for (int i = 0; i < count; ++i) sum = sum + i;
  return sum;
}

namespace jescope {
namespace {

const std::string kDumps = "testdata/dumps/";

Request request_of(std::vector<std::string> dumps) {
  Request request;
  for (const std::string& dump : dumps) request.inputs.push_back(kDumps + dump);
  request.sysroot = "testdata/empty";
  return request;
}

struct Question {
  const char* name;
  std::function<void(Request&)> ask;
};

void PrintTo(const Question& row, std::ostream* out) {
  *out << row.name;
}

const Question kQuestions[] = {
    {"top", [](Request&) {}},
    {"lines", [](Request& request) { request.by = Granularity::kLine; }},
    {"addresses", [](Request& request) { request.by = Granularity::kAddress; }},
    {"objects", [](Request& request) { request.metric = Metric::kInuseObjects; }},
    {"focus",
     [](Request& request) {
       request.filters.focus = {"Scan", "flb_malloc"};
     }},
    {"ignore", [](Request& request) { request.filters.ignore = {"Scan"}; }},
    {"nothing_left", [](Request& request) { request.filters.focus = {"no_such_name"}; }},
    {"tree", [](Request& request) { request.command = Command::kTree; }},
    {"traces", [](Request& request) { request.command = Command::kTraces; }},
    {"peek",
     [](Request& request) {
       request.command = Command::kPeek;
       request.function_pattern = "Scan|flb";
     }},
    {"list",
     [](Request& request) {
       request.command = Command::kList;
       request.function_pattern = "Scan|flb";
     }},
    {"flame", [](Request& request) { request.command = Command::kFlame; }},
    {"graph", [](Request& request) { request.command = Command::kGraph; }},
    {"folded", [](Request& request) { request.command = Command::kExport; }},
    {"callgrind",
     [](Request& request) {
       request.command = Command::kExport;
       request.export_format = ExportFormat::kCallgrind;
     }},
    {"speedscope",
     [](Request& request) {
       request.command = Command::kExport;
       request.export_format = ExportFormat::kSpeedscope;
     }},
    {"jeprof",
     [](Request& request) {
       request.command = Command::kJeprof;
       request.jeprof.emplace();
       request.jeprof->exclude = "Scan";
       request.filters.ignore = {"flb_malloc|::Write"};
     }},
    {"info", [](Request& request) { request.command = Command::kInfo; }},
    {"symbols", [](Request& request) { request.command = Command::kSymbols; }},
};

// Asks both; `request` is what the session was opened with.
void expect_same_answer(const Session& session, Request request, const Question& question) {
  question.ask(request);
  Diagnostics ignored;
  const Result<std::string> answer = session.answer(request, ignored);
  const Result<Report> report = run(request, ignored);
  ASSERT_TRUE(report.ok()) << report.error().message;
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_TRUE(*answer == report->text) << *answer << "\ninstead of\n" << report->text;
}

Session open(const Request& request) {
  Diagnostics ignored;
  Result<Session> session = Session::open(request, ignored);
  EXPECT_TRUE(session.ok());
  return *std::move(session);
}

class Answers : public testing::TestWithParam<Question> {};

TEST_P(Answers, AreThoseOfARun) {
  for (const char* const dump :
       {"rocksdb_leak.5599.18.i18.heap", "fluentbit_every_allocation.heap", "no_backtrace.heap"}) {
    Request request = request_of({dump});
    request.command = Command::kShell;
    const Session session = open(request);
    request.command = Command::kTop;
    expect_same_answer(session, request, GetParam());
  }
}

TEST_P(Answers, OfSeveralDumpsAreThoseOfARun) {
  Request request = request_of({"rocksdb_leak.5599.2.i2.heap", "rocksdb_leak.5599.18.i18.heap",
                                "fluentbit_every_allocation.heap"});
  request.command = Command::kShell;
  const Session session = open(request);
  request.command = Command::kTop;
  expect_same_answer(session, request, GetParam());
}

TEST_P(Answers, OfAComparisonAreThoseOfARun) {
  Request request = request_of({"rocksdb_leak.5599.18.i18.heap"});
  request.comparison.base = {kDumps + "rocksdb_leak.5599.2.i2.heap"};
  request.command = Command::kShell;
  const Session session = open(request);
  request.command = Command::kTop;
  Request asked = request;
  GetParam().ask(asked);
  const bool inspects = asked.command == Command::kInfo || asked.command == Command::kSymbols;
  if (!inspects) expect_same_answer(session, request, GetParam());
  Diagnostics ignored;
  EXPECT_EQ(session.answer(asked, ignored).ok(), !inspects);
}

INSTANTIATE_TEST_SUITE_P(Session, Answers, testing::ValuesIn(kQuestions),
                         [](const testing::TestParamInfo<Question>& row) {
                           return std::string(row.param.name);
                         });

TEST(SessionSums, AreThoseOfTheChoice) {
  Request request = request_of({"rocksdb_leak.5599.18.i18.heap"});
  const Session session = open(request);
  request.filters.focus = {"Arena|Scan"};
  request.filters.ignore = {"Scan"};
  const Result<ChoiceSums> sums = session.sums(request);
  ASSERT_TRUE(sums.ok());
  const auto live = [](const Values& values) { return values[Metric::kInuseSpace].value; };
  EXPECT_GT(live(sums->whole), live(sums->focused));
  EXPECT_GT(live(sums->focused), live(sums->chosen));
  EXPECT_GT(live(sums->chosen), 0);
}

TEST(SessionNames, AreSortedAndDistinct) {
  const std::vector<std::string> names =
      open(request_of({"rocksdb_leak.5599.18.i18.heap"})).function_names();
  EXPECT_THAT(names, testing::Contains("rocksdb::BlockFetcher::GetBlockContents()"));
  EXPECT_THAT(names, testing::Contains("app::Worker(int, rocksdb::DB*, "
                                       "rocksdb::ColumnFamilyHandle*, bool)"));
  for (size_t i = 1; i < names.size(); ++i) EXPECT_LT(names[i - 1], names[i]);
}

TEST(Session, ShowsInstructions) {
  const std::string path = temp_path("session.heap");
  std::ofstream(path) << dump_of_function(reinterpret_cast<uintptr_t>(&jescope_test_session));
  Request request;
  request.inputs = {path};
  request.command = Command::kShell;
  const Session session = open(request);
  const auto ask = [](Request& asked) {
    asked.command = Command::kDisasm;
    asked.function_pattern = "jescope_test_session";
  };
  expect_same_answer(session, request, {"disasm", ask});
  ask(request);
  Diagnostics ignored;
  const Result<std::string> answer = session.answer(request, ignored);
  ASSERT_TRUE(answer.ok());
  EXPECT_NE(answer->find("ret"), std::string::npos) << *answer;
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace jescope
