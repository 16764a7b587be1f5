// SPDX-License-Identifier: Apache-2.0
//
// Whatever a reader of one module does, the others keep their names and the
// program goes on.
#include "symbolize/worker/isolated_source.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "symbolize/files/open_file.h"
#include "tests/support/diagnostics_text.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

constexpr uint64_t kMiB = uint64_t{1} << 20;

void touch_memory(uint64_t bytes) {
  std::vector<char> block(bytes, 'x');
  volatile char last = block.back();
  (void)last;
}

// A file that loses its bytes while it is mapped.
void read_what_was_truncated() {
  const std::string path = temp_path("truncated");
  std::ofstream(path) << std::string(8192, 'x');
  FileDescriptor file = *open_regular_file(path, {});
  auto* const bytes =
      static_cast<char*>(::mmap(nullptr, 8192, PROT_READ, MAP_PRIVATE, file.number(), 0));
  std::filesystem::resize_file(path, 0);
  volatile char first = bytes[4096];
  (void)first;
}

// Does to its process what the module's path says.
class Hostile : public ModuleSource {
 public:
  ModuleSymbols look_up(const ModuleQuery& query, Diagnostics& diagnostics) override {
    const std::string& wish = query.module->path;
    if (wish == "crash") ::raise(SIGSEGV);
    if (wish == "abort") std::abort();
    if (wish == "exit") ::_exit(0);
    if (wish == "throw") throw 1;
    if (wish == "spin") spin();
    if (wish == "sleep") std::this_thread::sleep_for(std::chrono::hours(1));
    if (wish == "memory") touch_memory(900 * kMiB);
    if (wish == "memory_of_thread") std::thread(touch_memory, 900 * kMiB).join();
    if (wish == "truncated") read_what_was_truncated();
    if (wish == "warn") diagnostics.warn("kind", "where", "what");
    return sound_answer(query);
  }

  static ModuleSymbols sound_answer(const ModuleQuery& query) {
    ModuleSymbols symbols{"b1d", "DWARF", "reason", {}, "remedy", "file", "debug"};
    for (const uint64_t offset : query.offsets) {
      symbols.chains.push_back(
          {{"inner", "a.h", 7, true}, {std::to_string(offset), "", 0, false, FrameKind::kBounds}});
    }
    if (!symbols.chains.empty()) symbols.chains.front().clear();
    return symbols;
  }

 private:
  static void spin() {
    for (volatile bool goes_on = true; goes_on;) {
    }
  }
};

WorkerLimits small_limits() {
  WorkerLimits limits;
  limits.memory_bytes = 256 * kMiB;
  limits.time = std::chrono::seconds(2);
  return limits;
}

class IsolatedSource : public testing::Test {
 protected:
  std::vector<ModuleSymbols> ask(const std::vector<std::string>& paths) {
    return ask(*isolate(std::make_unique<Hostile>(), small_limits()), paths);
  }

  std::vector<ModuleSymbols> ask(SymbolSource& source, const std::vector<std::string>& paths) {
    modules_.resize(paths.size());
    std::vector<ModuleQuery> queries;
    for (size_t i = 0; i < paths.size(); ++i) {
      modules_[i].path = paths[i];
      queries.push_back({&modules_[i], offsets_, {}, NameDetail::kChains});
    }
    return source.look_up(queries, diagnostics_);
  }

  std::vector<uint64_t> offsets_ = {1, 2, 500};
  std::vector<Module> modules_;
  Diagnostics diagnostics_;
};

TEST_F(IsolatedSource, AnswersAsTheInnerSource) {
  const std::vector<ModuleSymbols> answers = ask({"a", "b", "warn", "c", "d", "e", "f", "g"});
  ASSERT_EQ(answers.size(), 8u);
  for (size_t i = 0; i < answers.size(); ++i) {
    const ModuleSymbols wanted =
        Hostile::sound_answer({&modules_[i], offsets_, {}, NameDetail::kChains});
    EXPECT_EQ(answers[i].chains, wanted.chains);
    EXPECT_EQ(answers[i].build_id + answers[i].source + answers[i].reason + answers[i].remedy +
                  answers[i].file + answers[i].debug_file,
              "b1dDWARFreasonremedyfiledebug");
  }
  EXPECT_EQ(to_text(diagnostics_), "warning: where: what\n");
}

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif

struct HostileCase {
  const char* wish;
  const char* reason;
  bool is_caught_by_sanitizers = false;  // they end the process in their own way
};

class HostileModule : public IsolatedSource, public testing::WithParamInterface<HostileCase> {};

TEST_P(HostileModule, CostsItsOwnNamesOnly) {
  if (kIsSanitized && GetParam().is_caught_by_sanitizers) GTEST_SKIP() << "not under sanitizers";
  const std::vector<ModuleSymbols> answers = ask({"before", GetParam().wish, "after"});
  EXPECT_EQ(answers[0].chains[1].back().function, "2");
  EXPECT_EQ(answers[2].chains[1].back().function, "2");
  EXPECT_EQ(answers[1].source, "none");
  EXPECT_EQ(answers[1].chains, std::vector<SymbolChain>(offsets_.size()));
  EXPECT_EQ(answers[1].reason, GetParam().reason);
  EXPECT_EQ(to_text(diagnostics_), "warning: " + std::string(GetParam().wish) +
                                       ": its names are missing: " + GetParam().reason + "\n");
}

INSTANTIATE_TEST_SUITE_P(
    Wishes, HostileModule,
    testing::Values(HostileCase{"crash", "reading it failed (signal 11); it may be damaged", true},
                    HostileCase{"abort", "reading it failed (signal 6); it may be damaged", true},
                    HostileCase{"exit", "reading it failed; it may be damaged"},
                    HostileCase{"throw", "reading it failed; it may be damaged"},
                    HostileCase{"truncated", "the file changed while it was read", true},
                    HostileCase{"memory", "reading it takes more than 256 MiB of memory", true},
                    HostileCase{"memory_of_thread", "reading it takes more than 256 MiB of memory",
                                true},
                    HostileCase{"spin", "reading it takes longer than 2 s"},
                    HostileCase{"sleep", "reading it takes longer than 2 s"}),
    [](const auto& row) { return std::string(row.param.wish); });

// Allows no more open files than there are, for as long as it lives.
class NoMoreFiles {
 public:
  NoMoreFiles() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit none = {0, before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
  }
  NoMoreFiles(const NoMoreFiles&) = delete;
  NoMoreFiles& operator=(const NoMoreFiles&) = delete;
  ~NoMoreFiles() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_ = {};
};

TEST_F(IsolatedSource, TellsWhyThereIsNoProcess) {
  const auto source = isolate(std::make_unique<Hostile>(), small_limits());
  const std::vector<ModuleSymbols> answers = [&] {
    const NoMoreFiles limit;
    return ask(*source, {"a"});
  }();
  EXPECT_EQ(answers.front().reason, "no process could be made to read it: too many open files");
}

TEST_F(IsolatedSource, TakesLargeQuestions) {
  offsets_.clear();
  for (uint64_t i = 0; i < 100'000; ++i) offsets_.push_back(i * 1000);
  WorkerLimits limits = small_limits();
  limits.time = std::chrono::seconds(60);
  const auto source = isolate(std::make_unique<Hostile>(), limits);
  const std::vector<ModuleSymbols> answers = ask(*source, {"a", "b"});
  ASSERT_EQ(answers[1].source, "DWARF") << answers[1].reason;
  EXPECT_EQ(answers[1].chains.back().back().function, "99999000");
}

}  // namespace
}  // namespace jescope
