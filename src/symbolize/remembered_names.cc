// SPDX-License-Identifier: Apache-2.0
#include "jescope/symbolize/remembered_names.h"

#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace jescope {
namespace {

// What is known of a module.
struct KnownModule {
  ModuleSymbols facts;                               // without chains
  std::unordered_map<uint64_t, SymbolChain> chains;  // by offset
};

// The part of a query that nobody has asked before.
struct NewPlaces {
  std::vector<uint64_t> offsets;
  std::vector<uint64_t> addresses;
};

class RememberedNames : public SymbolSource {
 public:
  explicit RememberedNames(SymbolSource& inner) : inner_(inner) {}

  std::vector<ModuleSymbols> look_up(std::span<const ModuleQuery> queries,
                                     Diagnostics& diagnostics) override {
    ask(queries, diagnostics);
    std::vector<ModuleSymbols> answers;
    for (const ModuleQuery& query : queries) answers.push_back(answer(query));
    return answers;
  }

 private:
  void ask(std::span<const ModuleQuery> queries, Diagnostics& diagnostics) {
    std::vector<NewPlaces> places;
    for (const ModuleQuery& query : queries) places.push_back(new_places(query));
    std::vector<ModuleQuery> asked;
    for (size_t i = 0; i < queries.size(); ++i) {
      if (places[i].offsets.empty()) continue;
      asked.push_back(queries[i]);
      asked.back().offsets = places[i].offsets;
      asked.back().addresses = places[i].addresses;
    }
    if (asked.empty()) return;
    std::vector<ModuleSymbols> found = inner_.look_up(asked, diagnostics);
    for (size_t i = 0; i < asked.size(); ++i) keep(asked[i], std::move(found[i]));
  }

  NewPlaces new_places(const ModuleQuery& query) const {
    NewPlaces places;
    const auto known = modules_.find(query.module->path);
    for (size_t i = 0; i < query.offsets.size(); ++i) {
      const bool is_known =
          known != modules_.end() && known->second.chains.contains(query.offsets[i]);
      if (is_known) continue;
      places.offsets.push_back(query.offsets[i]);
      if (!query.addresses.empty()) places.addresses.push_back(query.addresses[i]);
    }
    return places;
  }

  void keep(const ModuleQuery& query, ModuleSymbols found) {
    KnownModule& module = modules_[query.module->path];
    for (size_t i = 0; i < query.offsets.size(); ++i) {
      module.chains.emplace(query.offsets[i], std::move(found.chains[i]));
    }
    found.chains.clear();
    module.facts = std::move(found);
  }

  ModuleSymbols answer(const ModuleQuery& query) {
    const KnownModule& module = modules_[query.module->path];
    ModuleSymbols symbols = module.facts;
    for (const uint64_t offset : query.offsets) symbols.chains.push_back(module.chains.at(offset));
    return symbols;
  }

  SymbolSource& inner_;
  std::map<std::string, KnownModule> modules_;  // by path
};

}  // namespace

std::unique_ptr<SymbolSource> remember_names(SymbolSource& inner) {
  return std::make_unique<RememberedNames>(inner);
}

}  // namespace jescope
