// SPDX-License-Identifier: Apache-2.0
//
// Several rounds, from the strictest key to the loosest. Each pairs the paths
// whose key no other path of their side has; what is paired leaves the game.
#include "select/path_pairs.h"

#include <functional>
#include <map>
#include <utility>

#include "jescope/model/profile.h"

namespace jescope {
namespace {

using Key = std::function<std::string(const std::string&)>;
using PathByKey = std::map<std::string, const std::string*>;  // nullptr: several have the key

// Paths without a key, the empty text, are left out.
PathByKey index(const PathSet& paths, const Key& key) {
  PathByKey by_key;
  for (const std::string& path : paths) {
    const auto [known, is_new] = by_key.emplace(key(path), &path);
    if (!is_new) known->second = nullptr;
  }
  by_key.erase("");
  return by_key;
}

class Pairing {
 public:
  // What has the same path on both sides needs no pair.
  Pairing(const PathSet& first, const PathSet& second) {
    for (const std::string& path : first) {
      if (!second.contains(path)) first_.insert(path);
    }
    for (const std::string& path : second) {
      if (!first.contains(path)) second_.insert(path);
    }
  }

  void round(const Key& key) {
    const PathByKey firsts = index(first_, key);
    PathPairs found;
    for (const auto& [text, path] : index(second_, key)) {
      const auto other = firsts.find(text);
      const bool is_pair = path != nullptr && other != firsts.end() && other->second != nullptr;
      if (is_pair) found.emplace(*path, *other->second);
    }
    for (const auto& [path, other] : found) {
      second_.erase(path);
      first_.erase(other);
    }
    pairs_.merge(found);
  }

  PathPairs take() { return std::move(pairs_); }

 private:
  PathSet first_;
  PathSet second_;
  PathPairs pairs_;
};

// Returns the last `parts` parts of a path; empty when it has fewer.
std::string tail(const std::string& path, size_t parts) {
  size_t at = path.size();
  for (size_t i = 0; i < parts; ++i) {
    if (at == std::string::npos || at == 0) return {};
    at = path.rfind('/', at - 1);
  }
  return at == std::string::npos ? path : path.substr(at + 1);
}

// "/tmp/librocksdbjni2934857203948.so.8.1" -> "librocksdbjni#.so".
std::string loose_name(const std::string& path) {
  constexpr size_t kFewestDigits = 5;
  std::string_view name = base_name(path);
  const size_t version = name.find(".so.");
  if (version != std::string_view::npos) name = name.substr(0, version + 3);
  std::string loose;
  while (!name.empty()) {
    const size_t other = std::min(name.find_first_not_of("0123456789"), name.size());
    if (other >= kFewestDigits) loose += '#';
    const size_t taken = std::max<size_t>(1, other);
    if (other < kFewestDigits) loose.append(name.substr(0, taken));
    name.remove_prefix(taken);
  }
  return loose;
}

// "[vdso]" and its like are called the same everywhere.
bool is_file(const std::string& path) {
  return !path.starts_with('[');
}

}  // namespace

PathPairs pair_source_files(const PathSet& first, const PathSet& second) {
  constexpr size_t kMostParts = 8;
  Pairing pairing(first, second);
  for (size_t parts = kMostParts; parts > 0; --parts) {
    pairing.round([parts](const std::string& path) { return tail(path, parts); });
  }
  return pairing.take();
}

PathPairs pair_modules(const PathSet& first, const PathSet& second, const PathSet& programs) {
  Pairing pairing(first, second);
  const auto of_files = [](const Key& key) {
    return [key](const std::string& path) { return is_file(path) ? key(path) : std::string(); };
  };
  pairing.round(of_files([](const std::string& path) { return std::string(base_name(path)); }));
  pairing.round(of_files(loose_name));
  pairing.round([&](const std::string& path) { return programs.contains(path) ? "program" : ""; });
  return pairing.take();
}

}  // namespace jescope
