// SPDX-License-Identifier: Apache-2.0
//
// pprof messages, field by field, to what a dump of them says.
#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>

#include "jescope/read/dump_reader.h"
#include "read/line_reader.h"
#include "read/pprof_reader.h"
#include "read/pprof_tables.h"
#include "read/protobuf_reader.h"
#include "tests/support/diagnostics_text.h"

namespace jescope {
namespace {

std::string varint(uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>((value & 0x7f) | 0x80);
  return bytes + static_cast<char>(value);
}
std::string number(uint32_t field, uint64_t value) {
  return varint(uint64_t{field} << 3) + varint(value);
}
std::string bytes(uint32_t field, const std::string& content) {
  return varint(uint64_t{field} << 3 | 2) + varint(content.size()) + content;
}
std::string packed(uint32_t field, std::initializer_list<int64_t> values) {
  std::string content;
  for (const int64_t value : values) content += varint(static_cast<uint64_t>(value));
  return bytes(field, content);
}
std::string type(uint64_t name, uint64_t unit) {
  return bytes(1, number(1, name) + number(2, unit));
}
std::string table(std::initializer_list<std::string> texts) {
  std::string all;
  for (const std::string& text : texts) all += bytes(6, text);
  return all;
}

Result<Dump> read(const std::string& message, Diagnostics& diagnostics) {
  return read_dump(*memory_source(message), "x.pb", diagnostics);
}

std::string error_of(const std::string& message) {
  Diagnostics diagnostics;
  const Result<Dump> dump = read(message, diagnostics);
  return dump.ok() ? "no error" : dump.error().message;
}

// Counts of the first record.
std::string counts_of(const std::string& message) {
  Diagnostics diagnostics;
  const Result<Dump> dump = read(message, diagnostics);
  if (!dump.ok()) return dump.error().message;
  std::string text;
  for (const DumpRecord& record : dump->records) {
    const Counts& counts = record.counts;
    text += std::to_string(counts.live_objects) + ": " + std::to_string(counts.live_bytes) + " [" +
            std::to_string(counts.total_objects) + ": " + std::to_string(counts.total_bytes) + "] ";
  }
  return text + to_text(diagnostics);
}

TEST(Pprof, TypesAreFoundByTheirNames) {
  const std::string texts = table({"", "alloc_space", "bytes", "inuse_objects", "count",
                                   "inuse_space", "alloc_objects", "other"});
  EXPECT_EQ(counts_of(type(1, 2) + type(7, 4) + type(3, 4) + type(5, 2) + type(6, 4) +
                      bytes(2, packed(2, {10, 99, 2, 30, 4})) + texts),
            "2: 30 [4: 10] ");
}

TEST(Pprof, OlderNamesAreLiveOnes) {
  EXPECT_EQ(counts_of(type(1, 2) + type(3, 4) + bytes(2, packed(2, {2, 30})) +
                      table({"", "objects", "count", "space", "bytes"})),
            "2: 30 [0: 0] ");
}

TEST(Pprof, UnitsAreBytes) {
  EXPECT_EQ(
      counts_of(type(1, 2) + bytes(2, packed(2, {3})) + table({"", "inuse_space", "kilobytes"})),
      "0: 3072 [0: 0] ");
}

TEST(Pprof, ValuesMayStandOneByOne) {
  EXPECT_EQ(counts_of(type(1, 2) + bytes(2, number(2, 7)) + table({"", "space", "bytes"})),
            "0: 7 [0: 0] ");
}

TEST(Pprof, GoBeginsWithThePeriod) {
  Diagnostics diagnostics;
  const Result<Dump> dump =
      read(bytes(11, number(1, 1) + number(2, 2)) + number(12, 524288) + type(1, 2) +
               bytes(2, packed(2, {7})) + table({"", "space", "bytes"}),
           diagnostics);
  ASSERT_TRUE(dump.ok());
  EXPECT_EQ(dump->sample_period_bytes, 524288U);
  EXPECT_EQ(dump->scaling, Scaling::kNone);
  EXPECT_EQ(to_text(diagnostics),
            "note: x.pb: pprof files have no sampling errors: numbers stand without them\n");
}

TEST(Pprof, ANegativeValueCountsAsNothing) {
  EXPECT_EQ(counts_of(type(1, 2) + bytes(2, packed(2, {-5})) + table({"", "space", "bytes"})),
            "0: 0 [0: 0] warning: x.pb: expected a counter, got a number below zero; it counts as "
            "0\n");
}

TEST(Pprof, TheBaseOfADifferenceIsLeftOut) {
  EXPECT_EQ(
      counts_of(type(1, 2) + bytes(2, packed(2, {9})) +
                bytes(2, packed(2, {-5}) + bytes(3, number(1, 3) + number(2, 4))) +
                table({"", "space", "bytes", "pprof::base", "true"})),
      "0: 9 [0: 0] warning: x.pb: the profile is a difference, and the sample is of its base; it "
      "is left out\n");
}

TEST(Pprof, PlacesThreadsAndFrameRulesAreTaken) {
  const std::string function = bytes(5, number(1, 8) + number(2, 3) + number(4, 4));
  const std::string inlined = bytes(5, number(1, 9) + number(3, 5));
  const std::string mapping =
      bytes(3, number(1, 4) + number(2, 0x1000) + number(3, 0x9000) + number(5, 6) + number(6, 7));
  const std::string location =
      bytes(4, number(1, 77) + number(2, 4) + number(3, 0x1234) +
                   bytes(4, number(1, 9) + number(2, 5)) + bytes(4, number(1, 8) + number(2, 42)));
  const std::string thread = bytes(3, number(1, 8) + number(2, 9));
  Diagnostics diagnostics;
  const Result<Dump> dump = read(
      type(1, 2) + bytes(2, packed(1, {77, 78}) + packed(2, {6}) + thread) + function + inlined +
          mapping + location + number(7, 3) + number(9, 123) + number(13, 9) +
          table({"", "space", "bytes", "f--g", "a.cc", "_Z1hv", "/bin/x", "ab12", "thread", "io"}),
      diagnostics);
  ASSERT_TRUE(dump.ok());
  ASSERT_EQ(dump->places.size(), 1U);
  EXPECT_EQ(dump->places[0].names, "f- -g--_Z1hv");
  EXPECT_EQ(dump->places[0].lines, (GivenLines{{"a.cc", 42}, {"", 5}}));
  EXPECT_EQ(dump->places[0].mapping, 0U);
  EXPECT_EQ(dump->addresses[0], 0x1235U);
  EXPECT_EQ(dump->records[0].depth, 1U);
  EXPECT_EQ(dump->mappings[0].path, "/bin/x");
  EXPECT_EQ(dump->mappings[0].build_id, "ab12");
  EXPECT_EQ(dump->program, "/bin/x");
  EXPECT_EQ(dump->threads.at(0).name, "io");
  EXPECT_EQ(dump->thread_counts.at(0).counts.live_bytes, 6U);
  EXPECT_EQ(dump->drop_frames, "f--g");
  EXPECT_EQ(dump->written_ns, 123);
  EXPECT_EQ(dump->comments, std::vector<std::string>{"io"});
}

TEST(Pprof, OtherProfilesAreNamed) {
  EXPECT_EQ(
      error_of(type(1, 2) + type(3, 4) + table({"", "samples", "count", "cpu", "nanoseconds"})),
      "expected a heap profile, got a pprof profile of samples/count, cpu/nanoseconds");
  EXPECT_EQ(error_of(bytes(11, "") + number(12, 1)),
            "expected a heap profile, got a pprof profile of no values at all");
}

TEST(Pprof, DamageIsTold) {
  const std::string good = type(1, 2) + table({"", "space", "bytes"});
  EXPECT_EQ(error_of(good + "\x12\x7f"),
            "expected a whole pprof profile, got a damaged protobuf message");
  EXPECT_EQ(error_of(good + "\x48" + std::string(11, '\xff')),
            "expected a whole pprof profile, got a damaged protobuf message");
  EXPECT_EQ(counts_of(good + bytes(2, packed(2, {1, 2}))),
            "warning: x.pb: expected a sample with a value for each type, got another; it is left "
            "out\n");
}

// A thousand places that each repeat two hundred long names.
TEST(Pprof, RepeatedNamesAreBounded) {
  std::string message = type(1, 2) + table({"", "space", "bytes", std::string(20'000, 'x')}) +
                        bytes(5, number(1, 1) + number(2, 3));
  std::string lines;
  for (int i = 0; i < 200; ++i) lines += bytes(4, number(1, 1));
  for (uint64_t id = 1; id < 1000; ++id) message += bytes(4, number(1, id) + lines);
  EXPECT_EQ(error_of(message), "expected at most 256 MiB of names in a pprof profile, got more");
}

// Reads a profile of stacks and others that is small beside `limits`.
std::string result_within(const PprofLimits& limits, const std::string& message) {
  Diagnostics diagnostics;
  const Result<Dump> dump = read_pprof(message, "x.pb", diagnostics, limits);
  if (!dump.ok()) return dump.error().message;
  std::string text;
  for (const DumpRecord& record : dump->records) text += std::to_string(record.depth) + " ";
  return text + to_text(diagnostics);
}

// Two mappings, three locations and samples of one, two and three frames.
std::string small_profile() {
  std::string message = type(1, 2) + table({"", "space", "bytes"});
  for (uint64_t id = 1; id < 3; ++id) message += bytes(3, number(1, id) + number(2, id));
  for (uint64_t id = 1; id < 4; ++id) message += bytes(4, number(1, id) + number(3, id));
  const std::string value = packed(2, {7});
  return message + bytes(2, packed(1, {1}) + value) + bytes(2, packed(1, {2, 1}) + value) +
         bytes(2, packed(1, {3, 2, 1}) + value);
}

TEST(Pprof, LimitsMayBeReached) {
  EXPECT_EQ(result_within(
                {.samples = 3, .mappings = 2, .locations = 3, .rows = 4, .frames = 6, .calls = 3},
                small_profile()),
            "1 2 3 ");
}

TEST(Pprof, MoreThanTheLimitsIsAnError) {
  const std::string message = small_profile();
  EXPECT_EQ(result_within({.samples = 2}, message),
            "expected at most 2 samples in a pprof profile, got more");
  EXPECT_EQ(result_within({.mappings = 1}, message),
            "expected at most 1 mappings in a pprof profile, got more");
  EXPECT_EQ(result_within({.locations = 2}, message),
            "expected at most 2 locations in a pprof profile, got more");
  EXPECT_EQ(result_within({.rows = 3}, message),
            "expected at most 3 rows in a pprof profile, got more");
  EXPECT_EQ(result_within({.frames = 5}, message),
            "expected stacks of at most 5 frames and 2000000 different calls in a pprof profile, "
            "got more");
  EXPECT_EQ(result_within({.calls = 2}, message),
            "expected stacks of at most 50000000 frames and 2 different calls in a pprof profile, "
            "got more");
}

TEST(Pprof, LinesOfLocationsAreRows) {
  EXPECT_EQ(result_within({.rows = 7},
                          small_profile() + bytes(4, number(1, 9) + bytes(4, "") + bytes(4, "") +
                                                         bytes(4, "") + bytes(4, ""))),
            "expected at most 7 rows in a pprof profile, got more");
}

TEST(Pprof, DeepStacksKeepTheirInnerPart) {
  const std::string message =
      type(1, 2) + table({"", "space", "bytes"}) + bytes(4, number(1, 5) + number(3, 50)) +
      bytes(4, number(1, 6) + number(3, 60)) +
      bytes(2, bytes(1, std::string(3000, '\5') + std::string(9000, '\6')) + packed(2, {7}));
  Diagnostics diagnostics;
  const Result<Dump> dump = read(message, diagnostics);
  ASSERT_TRUE(dump.ok());
  EXPECT_EQ(dump->records.at(0).depth, 2048U);
  EXPECT_EQ(dump->frames.size(), 2048U);
  EXPECT_EQ(dump->frames.back(), AddressId(0));
  EXPECT_EQ(to_text(diagnostics),
            "warning: x.pb: expected a stack of at most 2048 frames, got 12000; those farthest out "
            "are left out\n");
}

TEST(Pprof, ThreadsBeyondTheLimitAreLeftOut) {
  const auto sample = [](uint64_t thread) {
    return bytes(2, packed(2, {7}) + bytes(3, number(1, 3) + number(2, thread)));
  };
  const std::string message = type(1, 2) +
                              table({"", "space", "bytes", "thread", "a", std::string(999, 'b')}) +
                              sample(5) + sample(4) + sample(5);
  Diagnostics diagnostics;
  const Result<Dump> dump = read_pprof(message, "x.pb", diagnostics, {.threads = 1});
  ASSERT_TRUE(dump.ok());
  ASSERT_EQ(dump->threads.size(), 1U);
  EXPECT_EQ(dump->threads[0].name, std::string(256, 'b'));
  EXPECT_EQ(dump->thread_counts.size(), 2U);
  EXPECT_EQ(to_text(diagnostics),
            "warning: x.pb: expected at most 1 threads, got more; the samples of others are "
            "counted without a thread\n");
}

TEST(Pprof, ThreadsAreToldApartByNameAndNumber) {
  const auto sample = [](const std::string& id) {
    return bytes(2, packed(2, {7}) + bytes(3, number(1, 3) + number(2, 5)) + bytes(3, id));
  };
  const std::string in_words = number(1, 4) + number(2, 6);
  const std::string message =
      type(1, 2) + table({"", "space", "bytes", "thread", "thread_id", "io", "seven"}) +
      sample(number(1, 4) + number(3, 7)) + sample(number(1, 4) + number(3, 8)) + sample(in_words) +
      sample(in_words);
  Diagnostics diagnostics;
  const Result<Dump> dump = read_pprof(message, "x.pb", diagnostics);
  ASSERT_TRUE(dump.ok());
  EXPECT_EQ(dump->threads.size(), 3U);  // an id in words is none
  EXPECT_EQ(dump->thread_counts.at(0).thread, 7U);
  EXPECT_EQ(dump->thread_counts.at(1).thread, 8U);
  EXPECT_EQ(dump->thread_counts.at(2).thread, dump->thread_counts.at(3).thread);
}

TEST(Pprof, LabelsBeyondTheLimitAreLeftOut) {
  const std::string label = bytes(3, number(1, 3) + number(2, 4));
  PprofSample sample;
  ASSERT_TRUE(read_pprof_sample(packed(2, {7}) + label + label + label, 1, {.labels = 2}, sample));
  EXPECT_EQ(sample.labels.size(), 2U);
  EXPECT_FALSE(read_pprof_sample(bytes(2, std::string(9000, '\1')), 1, {}, sample));
  EXPECT_EQ(sample.values.size(), 1U);
}

TEST(Pprof, CommentsAreBounded) {
  Diagnostics diagnostics;
  const Result<Dump> dump = read(type(1, 2) + bytes(13, std::string(5000, '\3')) +
                                     table({"", "space", "bytes", std::string(20'000, 'x')}),
                                 diagnostics);
  ASSERT_TRUE(dump.ok());
  EXPECT_EQ(dump->comments.size(), 1000U);
  EXPECT_EQ(dump->comments[0].size(), 16384U);
}

// A source of as many zeros as one wants.
class Zeros : public ByteSource {
 public:
  Result<size_t> read(std::span<char> room) override {
    std::ranges::fill(room, '\0');
    return room.size();
  }
};

TEST(Pprof, UnpackedBytesAreBounded) {
  Zeros source;
  LineReader lines(source, "x.pb");
  const Result<std::string> bytes = lines.all(size_t{5} << 20);
  ASSERT_FALSE(bytes.ok());
  EXPECT_EQ(bytes.error().message, "expected at most 5 MiB of binary data, got more");
}

TEST(Pprof, AllBytesAreReadWithoutGrowingTwice) {
  const std::string message(size_t{9} << 20, 'x');
  const std::unique_ptr<ByteSource> source = memory_source(message);
  LineReader lines(*source, "x.pb");
  const Result<std::string> bytes = lines.all(kMostPprofBytes);
  ASSERT_TRUE(bytes.ok());
  EXPECT_TRUE(*bytes == message);
  EXPECT_GE(bytes->capacity(), kMostPprofBytes);
}

TEST(Pprof, NumbersHaveAtMost64Bits) {
  ProtobufReader reader(std::string_view("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11));
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.number(), UINT64_MAX);
  EXPECT_FALSE(reader.next());
  EXPECT_FALSE(reader.is_damaged());
}

}  // namespace
}  // namespace jescope
