// SPDX-License-Identifier: Apache-2.0
//
// One unit of the program with much DWARF that bench_symbols.sh names: compiled
// many times with another -DUNIT, each time with types of its own, so that
// hardly any code is shared. What it computes does not matter; that it
// allocates in deep, inlined templates does.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

#include "big_unit.h"

namespace bench {
namespace {

// Kept until the program ends, so that its heap profile shows them.
template <typename Kept>
Kept& keep(Kept kept) {
  static std::vector<std::unique_ptr<Kept>> all;
  all.push_back(std::make_unique<Kept>(std::move(kept)));
  return *all.back();
}

}  // namespace

template <int N>
struct Record {
  std::string name;
  std::vector<int> values;
  std::optional<std::string> note;

  friend bool operator<(const Record& a, const Record& b) {
    return std::tie(a.name, a.values) < std::tie(b.name, b.values);
  }
  friend bool operator==(const Record& a, const Record& b) { return a.name == b.name; }
};

template <int N>
struct RecordHash {
  size_t operator()(const Record<N>& record) const { return std::hash<std::string>()(record.name); }
};

// A memory resource of its own type for each unit: the containers of a unit
// share no instance with those of another.
template <typename T, int N>
struct UnitAllocator {
  using value_type = T;
  template <typename U>
  struct rebind {
    using other = UnitAllocator<U, N>;
  };
  UnitAllocator() = default;
  template <typename U>
  UnitAllocator(const UnitAllocator<U, N>&) {}
  T* allocate(size_t length) { return static_cast<T*>(::operator new(length * sizeof(T))); }
  void deallocate(T* start, size_t) { ::operator delete(start); }
  template <typename U>
  bool operator==(const UnitAllocator<U, N>&) const {
    return true;
  }
  template <typename U>
  bool operator!=(const UnitAllocator<U, N>&) const {
    return false;
  }
};

template <int N>
struct UnitTypes {
  template <typename T>
  using Allocator = UnitAllocator<T, N>;
  using Text = std::basic_string<char, std::char_traits<char>, Allocator<char>>;
  template <typename K, typename V, typename... Rest>
  using Map = std::map<K, V, std::less<>, Allocator<std::pair<const K, V>>>;
  template <typename T, typename... Rest>
  using Vector = std::vector<T, Allocator<T>>;
};

template <int N>
Record<N> make_record(int i) {
  return {"record number " + std::to_string(N * 1000 + i), std::vector<int>(size_t(i % 7) + 1, i),
          i % 2 ? std::optional<std::string>("odd, and long enough for the heap") : std::nullopt};
}

template <int N>
void fill_maps(int length) {
  using Types = UnitTypes<N>;
  typename Types::template Map<Record<N>, typename Types::Text> sorted;
  std::unordered_map<Record<N>, std::set<Record<N>>, RecordHash<N>> hashed;
  for (int i = 0; i < length; ++i) {
    sorted[make_record<N>(i)].assign(size_t(i) + 40, 'x');
    hashed[make_record<N>(i % 3)].insert(make_record<N>(i));
  }
  keep(std::move(sorted));
  keep(std::move(hashed));
}

template <int N>
void sort_records(int length) {
  typename UnitTypes<N>::template Vector<Record<N>> records;
  for (int i = 0; i < length; ++i) records.push_back(make_record<N>((i * 37) % length));
  std::sort(records.begin(), records.end());
  std::stable_sort(records.begin(), records.end(),
                   [](const auto& a, const auto& b) { return a.values < b.values; });
  std::list<Record<N>> list(records.begin(), records.end());
  list.sort();
  std::deque<std::variant<int, Record<N>, std::string>> mixed;
  for (const Record<N>& record : list) mixed.emplace_back(record);
  std::partial_sort(records.begin(), records.begin() + length / 2, records.end());
  keep(std::move(records));
  keep(std::move(mixed));
}

template <int N>
nlohmann::json to_json(int length) {
  nlohmann::json rows = nlohmann::json::array();
  for (int i = 0; i < length; ++i) {
    const Record<N> record = make_record<N>(i);
    rows.push_back({{"name", record.name}, {"values", record.values}, {"unit", N}});
  }
  return nlohmann::json::parse(nlohmann::json{{"rows", rows}}.dump(2));
}

template <int N>
struct UnitTraits : std::regex_traits<char> {};

template <int N>
void match_names(int length) {
  const std::basic_regex<char, UnitTraits<N>> pattern("record (number|name) ([0-9]+)");
  std::vector<std::string> found;
  for (int i = 0; i < length; ++i) {
    const std::string name = make_record<N>(i).name;
    std::smatch match;
    if (std::regex_match(name, match, pattern)) found.push_back(match.str(2) + " of the records");
  }
  keep(std::move(found));
}

template <int N>
void parse_options() {
  CLI::App options("options of unit " + std::to_string(N));
  int number = 0;
  std::vector<std::string> names;
  options.add_option("-n,--number", number, "a number")->check(CLI::Range(0, 100));
  options.add_option("--name", names, "names")->transform([](std::string name) { return name; });
  options.parse("--number 12 --name a-rather-long-name-of-something", false);
  keep(std::move(names));
}

template <int N>
void run_steps(int length) {
  std::vector<std::function<void()>> steps = {
      [length] { fill_maps<N>(length); },
      [length] { sort_records<N>(length); },
      [length] { keep(to_json<N>(length)); },
      [length] { match_names<N>(length); },
      [] { parse_options<N>(); },
  };
  for (const auto& step : steps) step();
}

template <int N>
void run_unit(int depth) {
  if (depth > 0) {
    run_unit<N>(depth - 1);
  } else {
    run_steps<N>(8);
  }
}

template void run_unit<UNIT>(int depth);

}  // namespace bench
