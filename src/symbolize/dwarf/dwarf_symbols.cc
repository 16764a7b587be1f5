// SPDX-License-Identifier: Apache-2.0
//
// Gives each unit its addresses, then names them unit by unit, the largest first:
// a large one at the end would leave the other threads idle.
#include "symbolize/dwarf/dwarf_symbols.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <numeric>
#include <optional>
#include <system_error>
#include <thread>

#include "symbolize/dwarf/chain_builder.h"
#include "symbolize/dwarf/split_units.h"
#include "symbolize/dwarf/unit_index.h"

namespace jescope {
namespace {

// What all threads read.
struct Sources {
  explicit Sources(const DwarfInput& input) : main(input.sections), split(input.split_files) {
    if (input.shared != nullptr) shared = std::make_unique<DwarfSource>(*input.shared);
  }

  DwarfSource main;
  std::unique_ptr<DwarfSource> shared;  // null: there is none
  SplitUnits split;
};

// The memory that the chains of all threads may take together.
class ChainBudget {
 public:
  explicit ChainBudget(uint64_t bytes) : most_bytes_(bytes) {}

  void spend(const SymbolChain& chain) {
    uint64_t bytes = 0;
    for (const SymbolFrame& frame : chain) bytes += bytes_of(frame);
    spent_bytes_ += bytes;
  }

  bool is_spent() const { return spent_bytes_ > most_bytes_; }
  size_t most_inlined() const { return is_spent() ? 0 : kMostInlined; }

 private:
  const uint64_t most_bytes_;
  std::atomic<uint64_t> spent_bytes_ = 0;
};

// Leaves the function that has the code. Chains built after the budget was spent
// have no other, and which these are depends on the threads.
void drop_inlined(std::vector<SymbolChain>& chains) {
  for (SymbolChain& chain : chains) {
    if (chain.size() > 1) chain.erase(chain.begin(), chain.end() - 1);
  }
}

// Names the addresses of units, one unit after the other.
class UnitNamer {
 public:
  UnitNamer(Sources& sources, const LoadSegments& segments, const SymbolTable& symbols,
            std::span<SymbolChain> chains, ChainBudget& chain_budget)
      : sources_(sources),
        segments_(segments),
        symbols_(symbols),
        chains_(chains),
        chain_budget_(chain_budget),
        units_(sources.main, sources.shared.get()),
        names_(units_) {}

  void name(const UnitPart& part) {
    if (units_.trim()) names_.clear();
    const DwarfUnit* const unit = units_.unit(part.place, sources_.main);
    if (unit == nullptr) {
      is_damaged_ = true;
      return;
    }
    const DwarfUnit& entries = entries_of(*unit);
    InlineTree tree = build_inline_tree(entries, segments_, part.addresses);
    is_damaged_ |= tree.is_damaged;
    names_.learn(entries, std::move(tree.scopes));
    SourcePlaces places(*unit, entries, line_budget_);
    ChainBuilder builder(entries, tree, symbols_, names_, places);
    const std::vector<SourcePlace> lines = places.at(part.addresses);
    for (size_t row = 0; row < part.rows.size(); ++row) {
      SymbolChain& chain = chains_[part.rows[row]];
      chain = builder.build(row, lines[row], chain_budget_.most_inlined());
      chain_budget_.spend(chain);
    }
    is_damaged_ |= places.is_damaged();
  }

  void add_flags(DwarfSymbols& result) const {
    result.is_damaged |=
        is_damaged_ || units_.is_damaged() || names_.is_damaged() || line_budget_.is_spent();
    result.lacks_split_files |= lacks_split_files_;
    result.lacks_shared_file |= units_.lacks_shared_file();
  }

 private:
  // Returns the unit that has the functions: of a skeleton, its other half.
  const DwarfUnit& entries_of(const DwarfUnit& unit) {
    if (!is_skeleton(unit)) return unit;
    const std::optional<SplitUnitPlace> found = sources_.split.find(unit);
    const DwarfUnit* const split =
        found ? units_.split_unit(found->place, *found->source, found->sections, unit) : nullptr;
    lacks_split_files_ |= split == nullptr;
    return split == nullptr ? unit : *split;
  }

  Sources& sources_;
  const LoadSegments& segments_;
  const SymbolTable& symbols_;
  std::span<SymbolChain> chains_;  // each is written by the one namer of its unit
  ChainBudget& chain_budget_;
  UnitCache units_;
  FunctionNames names_;
  LineBudget line_budget_;
  bool is_damaged_ = false;
  bool lacks_split_files_ = false;
};

// Rows of `parts`, the most bytes first.
std::vector<uint32_t> largest_first(const std::vector<UnitPart>& parts) {
  std::vector<uint32_t> order(parts.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto length_of = [&](uint32_t part) {
    return parts[part].place.header->end - parts[part].place.header->start;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return length_of(a) > length_of(b); });
  return order;
}

// Calls `work(namer)` for each namer, the first in this thread. A thread that
// cannot be started leaves its work to the others.
template <typename Work>
void run_side_by_side(std::vector<std::unique_ptr<UnitNamer>>& namers, Work work) {
  std::vector<std::thread> threads;
  try {
    for (size_t i = 1; i < namers.size(); ++i) threads.emplace_back(work, std::ref(*namers[i]));
  } catch (const std::system_error&) {
  }
  work(*namers.front());
  for (std::thread& thread : threads) thread.join();
}

}  // namespace

DwarfSymbols name_from_dwarf(const DwarfInput& input, const LoadSegments& segments,
                             std::span<const LinkAddress> addresses, const SymbolTable& symbols) {
  Sources sources(input);
  const UnitIndex index = divide_by_unit(sources.main, segments, addresses);
  DwarfSymbols result;
  result.is_damaged = index.is_damaged;
  result.chains.resize(addresses.size());

  const size_t workers =
      std::clamp<size_t>(input.threads, 1, std::max<size_t>(index.parts.size(), 1));
  ChainBudget budget(input.most_chain_bytes);
  std::vector<std::unique_ptr<UnitNamer>> namers;
  for (size_t i = 0; i < workers; ++i) {
    namers.push_back(
        std::make_unique<UnitNamer>(sources, segments, symbols, result.chains, budget));
  }
  const std::vector<uint32_t> order = largest_first(index.parts);
  std::atomic<size_t> next = 0;
  run_side_by_side(namers, [&](UnitNamer& namer) {
    for (size_t i = next++; i < order.size(); i = next++) namer.name(index.parts[order[i]]);
  });
  for (const auto& namer : namers) namer->add_flags(result);
  if (budget.is_spent()) drop_inlined(result.chains);
  result.is_damaged |= budget.is_spent();
  return result;
}

}  // namespace jescope
