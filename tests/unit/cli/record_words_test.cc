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
      "most in each for itself\n"
      "jescope: process 7: 0 B live\n"
      "jescope: process 8: 0 B live\n");
}

TEST(RecordWords, KilledWithoutADump) {
  RecordedRun run = run_of({});
  run.end.signal = SIGKILL;
  EXPECT_EQ(words_of(run),
            std::string("jescope: app: expected a dump at its end, got SIGKILL; there is none\n") +
                kOnTheWay);
}

TEST(RecordWords, KilledBeforeTheFirstInterval) {
  RecordedRun run = run_of({});
  run.setting.interval_ms = 60'000;
  run.end.signal = SIGKILL;
  EXPECT_EQ(words_of(run),
            "jescope: app: expected a dump at its end, got SIGKILL; there is none\n");
}

TEST(RecordWords, KilledAfterADump) {
  RecordedRun run = run_of({dump_of(7, 0, DumpKind::kInterval)});
  run.setting.interval_ms = 1000;
  run.end.signal = SIGKILL;
  EXPECT_EQ(words_of(run),
            "jescope: jescope.7.0.heap: 1 dump written; the recorder took 1.0 KiB for itself\n"
            "jescope: app: expected a dump at its end, got SIGKILL; the last one before it is "
            "jescope.7.0.heap\n");
}

TEST(RecordWords, NoDump) {
  EXPECT_EQ(words_of(run_of({})),
            std::string(
                "jescope: app: expected a dump at its end, got none: the recorder could not write "
                "it, and said so, or the program ended past the C library, as Go does, or became "
                "another one that is static, gains rights or has an environment of its own\n") +
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

TEST(RecordWords, AllFreed) {
  NewDump dump = dump_of(7, 0, DumpKind::kFinal);
  dump.sums.allocated_bytes = 4096;
  EXPECT_EQ(words_of(run_of({dump})),
            "jescope: jescope.7.0.heap: 1 dump written; the recorder took 1.0 KiB for itself\n"
            "jescope: jescope.7.0.heap: all that was sampled had been freed at its end; what was "
            "allocated is shown\n"
            "hint: jescope record --peak keeps the peak\n");
}

// The memory that the kernel tells of a run is that of its largest process.
TEST(RecordWords, MemoryOfChildrenThatAreNotRecorded) {
  NewDump dump = dump_of(7, 0, DumpKind::kFinal);
  dump.sums.live_bytes = dump.sums.allocated_bytes = 4096;
  RecordedRun run = run_of({dump});
  run.end.most_resident_bytes = uint64_t{1} << 30;
  EXPECT_NE(words_of(run).find("mapped by hand"), std::string::npos);
  run.setting.children = false;
  EXPECT_EQ(words_of(run).find("mapped by hand"), std::string::npos);
}

TEST(RecordWords, NoSample) {
  const RecordedRun run = run_of({dump_of(7, 0, DumpKind::kFinal, 0)});
  EXPECT_TRUE(is_without_samples(run));
  EXPECT_EQ(
      words_of(run),
      "jescope: jescope.7.0.heap: 1 dump written; the recorder took 1.0 KiB for itself\n"
      "jescope: jescope.7.0.heap: expected samples, one each 512.0 KiB on average, got none of "
      "so few allocations\n"
      "hint: jescope record --sample 4KiB takes more, --every-allocation all\n");
}

TEST(RecordWords, ProcessesThatStay) {
  RecordedRun run = run_of({dump_of(7, 0, DumpKind::kFinal)});
  run.still_running = {8, 9};
  run.recorder_path = "/tmp/jescope.x/libjescope_record.so";
  EXPECT_EQ(words_of(run),
            "jescope: jescope.7.0.heap: 1 dump written; the recorder took 1.0 KiB for itself\n"
            "jescope: app: processes that it started still run (8, 9), and may write more dumps; "
            "/tmp/jescope.x/libjescope_record.so stays for them\n");
}

NewDump holding(NewDump dump, uint64_t live_bytes, uint64_t allocated_bytes,
                const std::string& command = {}) {
  dump.sums = {live_bytes, allocated_bytes, command, command};
  return dump;
}

constexpr uint64_t kMiB = 1 << 20;

// Returns all but the first line, which counts the dumps.
std::string later_words_of(const RecordedRun& run) {
  const std::string words = words_of(run);
  return words.substr(words.find('\n') + 1);
}

std::string shown_of(const RecordedRun& run) {
  std::string text;
  for (const NewDump& dump : shown_dumps(run)) text += dump.path + "\n";
  return text;
}

TEST(RecordWords, ThePeakIsShown) {
  RecordedRun run = run_of({holding(dump_of(7, 0, DumpKind::kPeak), 40 * kMiB, 40 * kMiB),
                            holding(dump_of(7, 1, DumpKind::kPeak), 190 * kMiB, 190 * kMiB),
                            holding(dump_of(7, 2, DumpKind::kFinal), 180 * kMiB, 200 * kMiB)});
  run.setting.peak = true;
  EXPECT_EQ(shown_of(run), "jescope.7.1.heap\n");
  EXPECT_EQ(later_words_of(run),
            "jescope: app: peak 190.0 MiB in jescope.7.1.heap; at its end it held 180.0 MiB\n");
  run.setting.peak = false;
  EXPECT_EQ(shown_of(run), "jescope.7.0.heap\njescope.7.1.heap\njescope.7.2.heap\n");
  EXPECT_EQ(later_words_of(run), "");
}

TEST(RecordWords, APeakOfAnIntervalIsShown) {
  const RecordedRun run =
      run_of({holding(dump_of(7, 0, DumpKind::kInterval), 190 * kMiB, 190 * kMiB),
              holding(dump_of(7, 1, DumpKind::kFinal), kMiB, 200 * kMiB)});
  EXPECT_EQ(shown_of(run), "jescope.7.0.heap\n");
  EXPECT_EQ(later_words_of(run),
            "jescope: app: peak 190.0 MiB in jescope.7.0.heap; at its end it held 1.0 MiB\n");
}

TEST(RecordWords, LittleIsLeft) {
  RecordedRun run = run_of({holding(dump_of(7, 0, DumpKind::kFinal), 4 * kMiB, 100 * kMiB)});
  EXPECT_EQ(later_words_of(run),
            "jescope: jescope.7.0.heap: nearly all that was allocated had been freed at its end\n"
            "hint: jescope top --alloc-space jescope.7.0.heap shows all of it; jescope record "
            "--peak keeps the peak\n");
  run.end.most_resident_bytes = 50 * kMiB;
  EXPECT_EQ(later_words_of(run), "") << "of what there was at once, much is left";
}

TEST(RecordWords, LittleIsLeftOfSeveral) {
  const std::vector<NewDump> dumps = {holding(dump_of(7, 0, DumpKind::kFinal), 0, 3 * kMiB),
                                      holding(dump_of(8, 0, DumpKind::kFinal), 0, 0)};
  RecordedRun run = run_of(dumps);
  EXPECT_EQ(later_words_of(run),
            "jescope: process 7: 0 B live\njescope: process 8: 0 B live\n"
            "jescope: app: nearly all that was allocated had been freed at the ends\n"
            "hint: jescope record --peak keeps the peak of each process\n");
  run.dumps[1] = holding(dump_of(8, 0, DumpKind::kFinal), kMiB, kMiB);
  EXPECT_EQ(later_words_of(run),
            "jescope: process 8: 1.0 MiB live\njescope: process 7: 0 B live\n");
}

TEST(RecordWords, ProcessesLargestFirst) {
  std::vector<NewDump> dumps = {
      holding(dump_of(1, 0, DumpKind::kPeak), 9 * kMiB, 0, "make"),
      holding(dump_of(1, 1, DumpKind::kFinal), kMiB, 0, "make"),
  };
  for (uint64_t process = 2; process < 14; ++process) {
    dumps.push_back(holding(dump_of(process, 0, DumpKind::kFinal), process * kMiB, 0, "cc1"));
  }
  const std::string words = later_words_of(run_of(dumps));
  EXPECT_EQ(words.substr(words.find("jescope: process 13")),
            "jescope: process 13 (cc1): 13.0 MiB live\n"
            "jescope: process 12 (cc1): 12.0 MiB live\n"
            "jescope: process 11 (cc1): 11.0 MiB live\n"
            "jescope: process 10 (cc1): 10.0 MiB live\n"
            "jescope: process 1 (make): peak 9.0 MiB in jescope.1.0.heap, 1.0 MiB at its end\n"
            "jescope: process 9 (cc1): 9.0 MiB live\n"
            "jescope: process 8 (cc1): 8.0 MiB live\n"
            "jescope: process 7 (cc1): 7.0 MiB live\n"
            "jescope: process 6 (cc1): 6.0 MiB live\n"
            "jescope: process 5 (cc1): 5.0 MiB live\n"
            "jescope: 3 other processes: 9.0 MiB in all\n");
}

TEST(RecordWords, AShellAlone) {
  const RecordedRun run = run_of({holding(dump_of(7, 0, DumpKind::kFinal, 0), 0, 0, "bash")});
  EXPECT_EQ(later_words_of(run),
            "jescope: app: only bash itself was recorded; of what it starts, a static program or "
            "one that gains rights (set-user-ID) cannot be\n"
            "hint: jescope record -- PROGRAM says why one cannot be recorded\n");
}

TEST(RecordWords, MemoryThatMallocDidNotGive) {
  RecordedRun run =
      run_of({holding(dump_of(7, 0, DumpKind::kFinal), 8 * kMiB, 40 * kMiB, "python3")});
  run.end.most_resident_bytes = 126 * kMiB;
  EXPECT_EQ(later_words_of(run),
            "jescope: app: the program had 126.0 MiB of memory, malloc gave it at most 40.0 MiB of "
            "that; the rest is mapped by hand, as python's (PYTHONMALLOC=malloc shows it), JVM "
            "heaps, or code\n");
  run.setting.peak = true;
  EXPECT_NE(later_words_of(run).find("malloc gave it 8.0 MiB of that"), std::string::npos);
  run.end.most_resident_bytes = 39 * kMiB;
  EXPECT_EQ(later_words_of(run), "");
}

}  // namespace
}  // namespace jescope
