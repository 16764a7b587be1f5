// SPDX-License-Identifier: Apache-2.0
//
// What is told of a recorded run beside its table.
#include "cli/record/record_words.h"

#include <gtest/gtest.h>

#include <csignal>

namespace jescope {
namespace {

constexpr int kProgram = 7;

NewDump dump_of(uint64_t process, uint64_t sequence, DumpKind kind, uint64_t samples = 9,
                uint64_t memory = 1024) {
  NewDump dump;
  dump.path = "jescope." + std::to_string(process) + "." + std::to_string(sequence) + ".heap";
  dump.name.pid = process;
  dump.name.sequence = sequence;
  dump.name.kind = kind;
  dump.notes = RecorderNotes{samples, 0, memory, 0};
  return dump;
}

RecordedRun run_of(std::vector<NewDump> dumps) {
  RecordedRun run;
  run.program = "app";
  run.prefix = "jescope";
  run.end.process = kProgram;
  run.dumps = std::move(dumps);
  return run;
}

constexpr const char* kOnTheWay =
    "hint: jescope record --interval 10s or --at-rss 90% writes dumps before the end, too\n";

TEST(RecordWords, OneDump) {
  EXPECT_EQ(words_of(run_of({dump_of(7, 0, DumpKind::kFinal)})),
            "jescope: jescope.7.0.heap: 1 dump written; the recorder took 1.0 KiB for itself\n");
}

TEST(RecordWords, DumpsOfOneProcess) {
  EXPECT_EQ(words_of(run_of({dump_of(7, 0, DumpKind::kInterval), dump_of(7, 1, DumpKind::kFinal)})),
            "jescope: jescope.7.*.heap: 2 dumps written; the recorder took 1.0 KiB for itself\n");
}

TEST(RecordWords, DumpsOfSeveralProcesses) {
  EXPECT_EQ(
      words_of(run_of({dump_of(7, 0, DumpKind::kFinal), dump_of(8, 0, DumpKind::kFinal, 9, 2048)})),
      "jescope: jescope.*.heap: 2 dumps of 2 processes written; the recorder took 2.0 KiB at "
      "most in each for itself\n");
}

TEST(RecordWords, KilledWithoutADump) {
  RecordedRun run = run_of({});
  run.end.signal = SIGKILL;
  EXPECT_EQ(words_of(run),
            std::string("jescope: app: expected a dump at its end, got SIGKILL; there is none\n") +
                kOnTheWay);
}

TEST(RecordWords, KilledAfterADump) {
  RecordedRun run = run_of({dump_of(7, 0, DumpKind::kInterval)});
  run.setting.interval_ms = 1000;
  run.end.signal = SIGKILL;
  EXPECT_EQ(words_of(run),
            "jescope: jescope.7.0.heap: 1 dump written; the recorder took 1.0 KiB for itself\n"
            "jescope: app: expected a dump at its end, got SIGKILL; the newest one before it is "
            "used\n");
}

TEST(RecordWords, NoDump) {
  EXPECT_EQ(
      words_of(run_of({})),
      std::string("jescope: app: expected a dump at its end, got none: it ended by _exit or "
                  "became another program, and perhaps one that is static or gains rights\n") +
          kOnTheWay);
}

TEST(RecordWords, NoDumpOnTheWay) {
  RecordedRun run = run_of({});
  run.setting.final_dump = false;
  run.setting.interval_ms = 1000;
  EXPECT_EQ(words_of(run),
            "jescope: app: expected a dump on the way, got none before its end\n"
            "hint: without --no-final there is one at the end\n");
}

TEST(RecordWords, NoSample) {
  const RecordedRun run = run_of({dump_of(7, 0, DumpKind::kFinal, 0)});
  EXPECT_TRUE(is_without_samples(run));
  EXPECT_EQ(
      words_of(run),
      "jescope: jescope.7.0.heap: 1 dump written; the recorder took 1.0 KiB for itself\n"
      "jescope: jescope.7.0.heap: expected samples, one for 512.0 KiB on average, got none of "
      "so few allocations\n"
      "hint: jescope record --sample 4KiB takes more, --every-allocation all\n");
}

TEST(RecordWords, ProcessesThatStay) {
  RecordedRun run = run_of({dump_of(7, 0, DumpKind::kFinal)});
  run.still_running = {8, 9};
  run.library = "/tmp/jescope.x/libjescope_record.so";
  EXPECT_EQ(words_of(run),
            "jescope: jescope.7.0.heap: 1 dump written; the recorder took 1.0 KiB for itself\n"
            "jescope: app: processes that it started still run (8, 9), and may write more dumps; "
            "/tmp/jescope.x/libjescope_record.so stays for them\n");
}

}  // namespace
}  // namespace jescope
