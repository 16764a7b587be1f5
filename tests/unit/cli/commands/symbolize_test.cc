// SPDX-License-Identifier: Apache-2.0
//
// `symbolize` and `--redact` as a user sees them: what survives the way through
// a symbolized dump, and what is in no byte of a redacted one.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "jescope/read/byte_source.h"
#include "tests/unit/cli/dump_folder.h"

namespace jescope {
namespace {

// Everything that a file can tell of whom it is from has "acme" in it.
constexpr const char* kSecretDump = R"(--- symbol
binary=/opt/acme/bin/acmed
# build-id acacacac00acme /opt/acme/bin/acmed
# file 1 /home/acme/src/cache.cc
# file 2 /home/acme/src/inline.h
0x0000000000401010 acme::Cache::grow(int)--acme::hidden()
# lines 1:42 2:17
0x000000000040200f main_of_acme
# lines 1:99
0x00007f000000100f acme_plugin_run
0x00007f0000009010 malloc
---
--- heap
heap_v2/4096
  t*: 4: 12288 [8: 20480]
  t0: 3: 8192 [6: 12288] acme-main
  t7: 1: 4096 [2: 8192] acme worker
@ 0x7f0000009010 0x401010 0x402010
  t*: 3: 8192 [6: 12288]
  t0: 3: 8192 [6: 12288]
@ 0x401010 0x7f0000001010 0x7e0000000044 0x402010
  t*: 1: 4096 [2: 8192]
  t7: 1: 4096 [2: 8192]

MAPPED_LIBRARIES:
00401000-00403000 r-xp 00001000 08:02 77    /opt/acme/bin/acmed
7e0000000000-7e0000001000 rwxp 00000000 00:00 0    [anon:acme-jit]
7f0000001000-7f0000002000 r-xp 00001000 08:02 78    /srv/acme/libplugin.so.2 (deleted)
7f0000009000-7f000000a000 r-xp 00001000 08:02 79    /usr/lib/libjemalloc.so.2
7f000000b000-7f000000c000 r--p 00000000 08:02 80    /data/acme/customers.db
7ffd00000000-7ffd00001000 rw-p 00000000 00:00 0    [stack]
)";

class Symbolize : public DumpFolder {
 protected:
  std::string dump() const { return write_text("acme.301.3.i3.heap", kSecretDump); }
  std::string output(const std::vector<std::string>& arguments) const {
    const Outcome outcome = run(arguments, {"--quiet"});
    EXPECT_EQ(outcome.exit_status, 0) << outcome.errors;
    return outcome.output;
  }
};

TEST_F(Symbolize, KeepsEverythingThatADumpTells) {
  const std::string once = output({"symbolize", dump()});
  const std::string again = output({"symbolize", write_text("x.heap", once)});
  EXPECT_EQ(once, again);
  for (const char* const kept :
       {"heap_v2/4096\n", "  t0: 3: 8192 [6: 12288] acme-main\n", "  t7: 1: 4096 [2: 8192]\n",
        "@ 0x7f0000009010 0x401010 0x402010\n", "# build-id acacacac00acme /opt/acme/bin/acmed\n",
        "0x000000000040200f main_of_acme\n# lines 1:99\n", "[anon:acme-jit]",
        "0x0000000000401010 acme::Cache::grow(int)--acme::hidden()\n# lines 1:42 2:17\n",
        "-7f0000002000 r-xp 00001000 00:00 0    /srv/acme/libplugin.so.2 (deleted)\n"}) {
    EXPECT_NE(once.find(kept), std::string::npos) << kept << once;
  }
}

TEST_F(Symbolize, AddressesWithoutANameAreCounted) {
  EXPECT_EQ(run({"symbolize", dump()}).errors,
            "jescope: " + dump() + ": 1 of 5 addresses stay without a name\n" +
                "hint: jescope symbols " + dump() + " tells why, and what mends it\n");
}

// A stripped program under the recorder: what is in every stack is the program's own.
TEST_F(Symbolize, RecordedStacksBeginAtCallers) {
  const std::string dump = write_text("app.302.0.f.heap", R"(heap_v2/1
  t*: 2: 8192 [2: 8192]
@ 0x401010 0x401020 0x401030 0x401040
  t*: 2: 8192 [2: 8192]

MAPPED_LIBRARIES:
00400000-00403000 r-xp 00000000 08:02 77    /nowhere/app
# jescope_record samples=2 lost=0 own_memory=4096 unknown_stacks=0
)");
  const std::string folded = output({"export", "--to", "folded", dump});
  EXPECT_EQ(folded, "app+0x40103f;app+0x40102f;app+0x40101f;app+0x40100f 8192\n");
  const std::string again = write_text("again.heap", output({"symbolize", dump}));
  EXPECT_EQ(output({"export", "--to", "folded", again}), folded);
}

TEST_F(Symbolize, LinesAreReadBack) {
  const std::string written = write_text("x.heap", output({"symbolize", dump()}));
  const std::string lines = output({"top", "--by", "line", written});
  EXPECT_NE(lines.find("acme::hidden() inline.h:17"), std::string::npos) << lines;
  EXPECT_NE(lines.find("main_of_acme cache.cc:99"), std::string::npos) << lines;
}

TEST_F(Symbolize, ExportToRawIsTheSame) {
  EXPECT_EQ(output({"symbolize", dump()}), output({"export", "--to", "raw", dump()}));
}

TEST_F(Symbolize, RawOfAChoiceIsAMergedDump) {
  const std::string chosen = output({"export", "--to", "raw", "--focus", "plugin", dump()});
  EXPECT_NE(chosen.find("acme_plugin_run"), std::string::npos);
  EXPECT_NE(chosen.find("heap_v2/0\n"), std::string::npos);
}

TEST_F(Symbolize, ACutDumpStaysOne) {
  std::string text = kSecretDump;
  text.resize(text.find("@ 0x401010") + 20);
  const Outcome first = run({"symbolize", write_text("cut.heap", text)});
  EXPECT_NE(first.errors.find("got one cut short"), std::string::npos) << first.errors;
  const Outcome again = run({"top", write_text("x.heap", first.output)});
  EXPECT_NE(again.errors.find("got one cut short"), std::string::npos) << again.errors;
}

TEST_F(Symbolize, OldFormatsStayWhatTheyAre) {
  for (const char* const header :
       {"heap profile: 2: 600 [2: 600] @ heap_v2/512", "heap profile: 2: 600 [2: 600] @ heap/1024",
        "heap profile: 2: 600 [2: 600] @ heapprofile", "heap profile: 2: 600 [2: 600] @ growth"}) {
    const std::string old = write_text(
        "old.heap", std::string(header) + "\n2: 600 [2: 600] @ 0x1 0x2\n\nMAPPED_LIBRARIES:\n");
    const std::string written = output({"symbolize", old});
    EXPECT_NE(written.find(std::string(header) + "\n2: 600 [2: 600] @ 0x1 0x2\n"),
              std::string::npos)
        << written;
  }
}

TEST_F(Symbolize, DumpsOfSeveralProcessesAreRefused) {
  std::vector<std::string> arguments = grown_pair();
  arguments.insert(arguments.begin(), "symbolize");
  const Outcome outcome = run(arguments);
  EXPECT_EQ(outcome.exit_status, 2);
  EXPECT_EQ(outcome.errors,
            "jescope: symbolize: expected the dumps of one process, got those of 2\n"
            "hint: one output is one dump: give them one by one; jescope merge puts them "
            "together\n");
}

std::string unpacked(const std::string& bytes) {
  auto source = decompressed(memory_source(bytes), "output");
  EXPECT_TRUE(source.ok());
  std::string text;
  std::vector<char> room(1 << 16);
  for (Result<size_t> got = (*source)->read(room); got.ok() && *got > 0;
       got = (*source)->read(room)) {
    text.append(room.data(), *got);
  }
  return text;
}

using Arguments = std::vector<std::string>;

class Redacted : public Symbolize, public testing::WithParamInterface<Arguments> {};

TEST_P(Redacted, HasNoneOfTheStrings) {
  Arguments arguments = GetParam();
  arguments.insert(arguments.end(), {"--redact", dump()});
  const std::string text = unpacked(output(arguments));
  EXPECT_NE(text.find("f1"), std::string::npos) << text;
  for (const char* const secret : {"acme", "plugin", "customers", "hidden", "cache.cc", "7f00000",
                                   "7e00000", "401010", "301", folder_.c_str()}) {
    EXPECT_EQ(text.find(secret), std::string::npos) << secret << " in:\n" << text;
  }
}

std::string name_of(const testing::TestParamInfo<Arguments>& tested) {
  std::string name;
  for (const std::string& word : tested.param) {
    for (const char c : word) name += c == '-' ? '_' : c;
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(
    Outputs, Redacted,
    testing::Values(Arguments{"symbolize"}, Arguments{"export", "--to", "raw"},
                    Arguments{"export", "--to", "raw", "--by", "line"},
                    Arguments{"export", "--to", "folded"},
                    Arguments{"export", "--to", "folded", "--by", "address"},
                    Arguments{"export", "--to", "callgrind"}, Arguments{"export", "--to", "pprof"},
                    Arguments{"export", "--to", "speedscope"}, Arguments{"export", "--to", "dot"},
                    Arguments{"export", "--to", "json"}, Arguments{"export", "--to", "jsonl"}),
    name_of);

TEST_F(Symbolize, RedactingKeepsTheShape) {
  const std::string text = output({"symbolize", "--redact", dump()});
  const std::string redacted = write_text("x.heap", text);
  EXPECT_EQ(output({"export", "--to", "folded", redacted}),
            "f3;[anonymous]+0x400003000000000f;f4;f1;f2 6480\nf3;f1;f2 16836\n")
      << text;
  EXPECT_NE(output({"info", redacted}).find("t7 th2"), std::string::npos);
  const auto total = [&](const std::string& path) {
    return output({"top", "--format", "json", "-n", "1", path}).substr(0, 100);
  };
  EXPECT_EQ(total(redacted), total(dump()));
}

TEST_F(Symbolize, NamesThatAreWantedStay) {
  const std::string text = output({"symbolize", "--redact", "--keep", "^acme_plugin_", dump()});
  EXPECT_NE(text.find("acme_plugin_run"), std::string::npos);
  EXPECT_EQ(text.find("acme::"), std::string::npos);
}

TEST_F(Symbolize, WrongChoicesAreTold) {
  const Outcome keep = run({"symbolize", "--keep", "x", dump()});
  EXPECT_EQ(keep.exit_status, 2);
  EXPECT_EQ(keep.errors, "jescope: --keep: expected --redact beside it, got none\n");
  const Outcome base = run({"export", "--to", "raw", "--base", dump(), dump()});
  EXPECT_EQ(base.exit_status, 2);
  EXPECT_EQ(base.errors,
            "jescope: --base: expected none beside --to raw, got one\n"
            "hint: a dump cannot hold a difference; --to pprof can\n");
}

}  // namespace
}  // namespace jescope
