// SPDX-License-Identifier: Apache-2.0
//
// Made-up call trees for tests of the flame graph: a maker that keeps
// CallTree's promises (sums, order, children together), and the shapes tests
// ask for. The same arguments give the same tree on every machine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "jescope/summarize/call_tree.h"

namespace jescope {

// A generator of numbers that is the same everywhere (SplitMix64).
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}

  // Returns a number from 0 up to but not including `bound`.
  uint32_t below(uint32_t bound) {
    uint64_t mixed = state_ += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return static_cast<uint32_t>((mixed ^ (mixed >> 31)) % bound);
  }

 private:
  uint64_t state_;
};

// With errors that no short binary fraction holds.
inline Values made_values(int64_t bytes, int64_t objects, bool with_allocated = false) {
  const auto space = static_cast<double>(bytes);
  const auto count = static_cast<double>(objects);
  Values values;
  values[Metric::kInuseSpace] = {bytes, 70001.3 * space};
  values[Metric::kInuseObjects] = {objects, 3.1 * count};
  if (!with_allocated) return values;
  values[Metric::kAllocSpace] = {3 * bytes, 210003.9 * space};
  values[Metric::kAllocObjects] = {3 * objects, 9.3 * count};
  return values;
}

inline CallFrame named_frame(std::string name, std::string file = "", std::string module = "",
                             uint32_t line = 0) {
  CallFrame frame;
  frame.name = std::move(name);
  frame.file = std::move(file);
  frame.module = std::move(module);
  frame.line = line;
  frame.named = true;
  return frame;
}

// Grows a tree node by node; 0 is the root.
class TreeMaker {
 public:
  TreeMaker() {
    tree_.frames.push_back(named_frame("all"));
    grown_.emplace_back();
  }

  uint32_t add_frame(CallFrame frame) {
    tree_.frames.push_back(std::move(frame));
    return static_cast<uint32_t>(tree_.frames.size() - 1);
  }

  uint32_t add(uint32_t parent, uint32_t frame) {
    const auto node = static_cast<uint32_t>(grown_.size());
    grown_.push_back({.frame = frame, .parent = parent});
    grown_[parent].children.push_back(node);
    return node;
  }

  uint32_t add(uint32_t parent, const std::string& name) {
    return add(parent, add_frame(named_frame(name)));
  }

  void add_self(uint32_t node, const Values& values) { grown_[node].self += values; }

  CallTree finish() {
    sum();
    tree_.nodes.push_back({});
    std::vector<uint32_t> grown_rows = {0};
    for (size_t row = 0; row < tree_.nodes.size(); ++row) settle(row, grown_rows);
    return tree_;
  }

 private:
  struct Grown {
    uint32_t frame = 0;
    uint32_t parent = 0;
    Values self = {};
    Values subtree = {};
    std::vector<uint32_t> children = {};
  };

  // Children were added after their parents.
  void sum() {
    for (Grown& node : grown_) node.subtree = node.self;
    for (size_t node = grown_.size(); --node != 0;) {
      grown_[grown_[node].parent].subtree += grown_[node].subtree;
    }
  }

  // Fills the node at `row` and appends its children.
  void settle(size_t row, std::vector<uint32_t>& grown_rows) {
    Grown& from = grown_[grown_rows[row]];
    std::stable_sort(from.children.begin(), from.children.end(), [this](uint32_t a, uint32_t b) {
      return grown_[a].subtree[tree_.metric].value > grown_[b].subtree[tree_.metric].value;
    });
    CallNode& node = tree_.nodes[row];
    node.frame = from.frame;
    node.first_child = static_cast<uint32_t>(tree_.nodes.size());
    node.child_count = static_cast<uint32_t>(from.children.size());
    node.self = from.self;
    node.subtree = from.subtree;
    const uint32_t depth = node.depth + 1;
    for (const uint32_t child : from.children) {
      CallNode next;
      next.parent = static_cast<uint32_t>(row);
      next.depth = depth;
      tree_.nodes.push_back(next);
      grown_rows.push_back(child);
    }
  }

  CallTree tree_;
  std::vector<Grown> grown_;
};

// Frames of a C++ service over a storage library, some inlined, some unnamed.
inline std::vector<uint32_t> add_service_frames(TreeMaker& maker, uint32_t count) {
  const std::vector<std::string> scopes = {
      "inventory::OrderBook",
      "inventory::Cache<Item, std::less<Item> >",
      "rocksdb::BlockBasedTable",
      "rocksdb::(anonymous namespace)",
      "rocksdb::Arena",
      "std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >",
      "CodeCache"};
  const std::vector<std::string> verbs = {"NewDataBlockIterator",
                                          "insert",
                                          "emplace_back",
                                          "Open",
                                          "ReadAll",
                                          "rehash",
                                          "_M_realloc_insert",
                                          "Allocate",
                                          "parse",
                                          "load",
                                          "Lookup",
                                          "PutBlob",
                                          "operator[]",
                                          "reserve",
                                          "MultiGetFromFiles",
                                          "snapshot",
                                          "merge"};
  const std::vector<std::string> modules = {"/opt/service/bin/inventory-service",
                                            "/opt/service/bin/inventory-service",
                                            "/usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30",
                                            "/opt/service/lib/librocksdb.so.9.4",
                                            "/opt/service/lib/librocksdb.so.9.4",
                                            "/usr/lib/x86_64-linux-gnu/libc.so.6",
                                            "/usr/lib/jvm/java-17/lib/server/libjvm.so"};
  Dice dice(7);
  std::vector<uint32_t> frames;
  for (uint32_t at = 0; at < count; ++at) {
    CallFrame frame;
    const uint32_t library = at * 7 / count;  // frames of a library stand together
    const std::string& scope = scopes[library];
    const std::string& verb = verbs[dice.below(static_cast<uint32_t>(verbs.size()))];
    const std::string number = at < 100 ? "" : std::to_string(at);
    frame.module = modules[library];
    frame.named = dice.below(20) != 0;
    frame.name = scope + "::" + verb + number + "(rocksdb::Slice const&, unsigned long) const";
    if (!frame.named) frame.name = "libjvm.so+0x" + std::to_string(100000 + at * 16);
    frame.inlined = frame.named && dice.below(5) == 0;
    frame.file = frame.named ? "src/" + verb + ".cc" : "";
    frame.line = frame.named ? 10 + dice.below(900) : 0;
    frames.push_back(maker.add_frame(frame));
  }
  return frames;
}

// A callee is mostly of the same library or of one further in.
inline uint32_t next_frame(Dice& dice, uint32_t frame, uint32_t frame_count) {
  const uint32_t step = 1 + dice.below(frame_count / 12);
  return dice.below(8) == 0 ? dice.below(frame_count) : std::min(frame + step, frame_count - 1);
}

// About `node_count` nodes; most of the bytes under a few callees.
inline CallTree service_tree(uint32_t node_count) {
  TreeMaker maker;
  const std::vector<uint32_t> frames = add_service_frames(maker, 60 + node_count / 8);
  Dice dice(11);
  const std::string program = "/opt/service/bin/inventory-service";
  uint32_t caller = maker.add(0, maker.add_frame(named_frame("_start", "", program)));
  caller = maker.add(caller, maker.add_frame(named_frame("main", "src/main.cc", program, 31)));
  const uint32_t main_node = caller;
  const auto frame_count = static_cast<uint32_t>(frames.size());
  uint32_t made = 3;
  uint32_t last_frame = 0;
  while (made < node_count) {
    const uint32_t length = 1 + dice.below(12);
    for (uint32_t at = 0; at < length && made < node_count; ++at, ++made) {
      last_frame = next_frame(dice, last_frame, frame_count);
      caller = maker.add(caller, frames[last_frame]);
    }
    const auto bytes = int64_t{1} << (6 + dice.below(18));
    maker.add_self(caller, made_values(bytes + dice.below(5000), 1 + dice.below(900), true));
    const uint32_t back = dice.below(10);
    if (back < 5) last_frame = 0;
    caller = back == 0 ? main_node : main_node + dice.below(made - main_node);
  }
  return maker.finish();
}

// One stack `depth` frames deep that calls itself, with smaller ones beside it.
inline CallTree deep_tree(uint32_t depth) {
  TreeMaker maker;
  const uint32_t recursive = maker.add_frame(named_frame("json::Value::parse(json::Reader&)"));
  uint32_t caller = maker.add(0, "main");
  maker.add_self(maker.add(caller, "log::open(char const*)"), made_values(300000, 40));
  for (uint32_t at = 0; at < depth; ++at) caller = maker.add(caller, recursive);
  maker.add_self(maker.add(caller, "json::Value::allocate(unsigned long)"),
                 made_values(900000, 100));
  return maker.finish();
}

// Every level keeps a little, so no run of frames can be folded.
inline CallTree staircase_tree(uint32_t depth) {
  TreeMaker maker;
  uint32_t caller = 0;
  for (uint32_t at = 0; at < depth; ++at) {
    caller = maker.add(caller, "step");
    maker.add_self(caller, made_values(10, 1));
  }
  return maker.finish();
}

// Numbers that a double cannot hold.
inline CallTree huge_tree() {
  TreeMaker maker;
  for (const char* name : {"first", "second", "third"}) {
    maker.add_self(maker.add(0, name), made_values((int64_t{1} << 61) + 1, (int64_t{1} << 60) + 7));
  }
  return maker.finish();
}

// A frame with a hundred-thousandth of the total, and its callees.
inline CallTree needle_tree() {
  TreeMaker maker;
  maker.add_self(maker.add(0, "haystack"), made_values(1000000000, 1000));
  const uint32_t needle = maker.add(maker.add(0, "straw"), "needle");
  maker.add_self(maker.add(needle, "eye"), made_values(6000, 6));
  maker.add_self(maker.add(needle, "tip"), made_values(4000, 4));
  return maker.finish();
}

// Names that would break out of a careless document.
inline CallTree hostile_tree() {
  TreeMaker maker;
  const std::vector<std::string> names = {"</script><script>alert(1)</script>",
                                          "]]>",
                                          "a\"b'c\\d&amp;e",
                                          "tab\there\nline",
                                          std::string("nul\0bell\x07", 9),
                                          "\u202Egnirts\u2066 turned",
                                          "broken \xff\xc0\xaf utf-8",
                                          "\u65E5\u672C\u8A9E::\u95A2\u6570",
                                          "\\u003c${data}",
                                          "__proto__",
                                          "\u2028separator",
                                          std::string(10000, 'x') + "::end",
                                          "operator<(A const&, B const&)",
                                          "std::operator<< <char>(std::ostream&)"};
  for (const std::string& name : names) {
    maker.add_self(maker.add(0, name), made_values(1000, 10));
  }
  return maker.finish();
}

// Names that are shortened in every way, each in about 25 widths: four stacks
// side by side, of four names each in turn, that get narrower.
inline CallTree names_tree() {
  TreeMaker maker;
  const std::vector<std::string> names = {
      "char* rocksdb::Arena::AllocateImpl<true>(unsigned long, int)",
      "typename std::enable_if<is_it<R (*)(A), B>::value, R>::type "
      "std::__invoke<void (*&)(int)>(void (*&)(int))",
      "void f<int>(int) const::{lambda()#1}::operator()() const",
      "std::string (anonymous namespace)::f<int>(int)",
      "void* A<int>::operator new[]<int>(unsigned long)",
      "app::Text::operator std::vector<int>() const",
      "bool std::operator< <char>(A<char> const&, char)",
      "void f<int>(int) [clone .cold]",
      "non-virtual thunk to A<int>::f(int)",
      "<a::Vec<T> as core::Clone>::clone",
      "void (*f<int>(int))(char)",
      "rocksdb::BlockBasedTableIterator::Next()",
      "os::malloc(unsigned long)",
      "src/storage-engine/cache.cc",
      "(anonymous namespace)::load(int)",
      "\u65E5\u672C\u8A9E\u65E5\u672C\u8A9E\u65E5\u672C::\u95A2\u6570(int)"};
  std::vector<uint32_t> frames;
  for (const std::string& name : names) frames.push_back(maker.add_frame(named_frame(name)));
  for (size_t first = 0; first < frames.size(); first += 4) {
    uint32_t caller = 0;
    for (size_t depth = 0; depth < 100; ++depth) {
      caller = maker.add(caller, frames[first + depth % 4]);
      maker.add_self(caller, made_values(1000, 10));
    }
  }
  return maker.finish();
}

// Names of several scripts, 10,000 characters long, and short ones, in frames of
// many widths: wide and narrow glyphs, joined ones, marks over others, right to left.
inline CallTree scripts_tree() {
  TreeMaker maker;
  const std::vector<std::string> pieces = {"\u65E5\u672C\u8A9E",
                                           "\uD55C\uAD6D\uC5B4",
                                           "\u0627\u0644\u0639\u0631\u0628\u064A\u0629",
                                           "\u0939\u093F\u0928\u094D\u0926\u0940",
                                           "\u0E44\u0E17\u0E22",
                                           "e\u0301a\u0308o\u0302",
                                           "\U0001F468\u200D\U0001F469\u200D\U0001F467",
                                           "\U0001F3F3\uFE0F",
                                           "\u05E2\u05D1\u05E8\u05D9\u05EA",
                                           "\uFF21\uFF22\uFF23",
                                           "WMWM@%"};
  for (const std::string& piece : pieces) {
    std::string name;
    while (name.size() < 10000) name += piece + "::";
    uint32_t caller = 0;
    for (uint32_t depth = 0; depth < 30; ++depth) {
      caller = maker.add(caller, depth % 2 == 0 ? name + piece : piece);
      maker.add_self(caller, made_values(1000, 10));
    }
  }
  return maker.finish();
}

}  // namespace jescope
