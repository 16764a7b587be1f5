// SPDX-License-Identifier: Apache-2.0
//
// Names found before, kept in the user's cache folder so that the next run on
// the same modules need not read their debug information. One file a module:
//
//   <folder>/2fa1c0….names      named after the module's build-id
//
//   "jescope names 1\n"         format
//   identity                    of the files and the detail the names came from
//   n, n addresses, n chains    link addresses, ascending; see wire/chain_codec.h
//   CRC32                       of all before it, 4 bytes
//
// Whatever is not exactly as expected counts as absent. Files are written whole;
// of two runs that write one, the later wins. The folder is kept below a size;
// what was unused for longest goes first.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "jescope/symbolize/symbol_source.h"
#include "symbolize/elf/load_segments.h"

namespace jescope {

class NameCache {
 public:
  // Keeps names in `folder`, which is made when it is needed. `identity` holds
  // all that names depend on beside the address; what was kept with another
  // identity is not used. An empty folder or build-id: nothing is kept.
  NameCache(std::string folder, const std::string& build_id, std::string identity);

  // Reads what is kept. Done once, before find().
  void read();

  // Returns the chain of `address`; null: it is not known.
  const SymbolChain* find(LinkAddress address) const;

  // Adds `chains` of `addresses` (ascending), and writes all that is known.
  // Failures are not reported: a cache may be absent.
  void add(std::span<const LinkAddress> addresses, std::span<const SymbolChain> chains);

 private:
  std::string encode() const;
  bool decode(std::string_view bytes);

  std::string folder_;
  std::string path_;  // empty: nothing is kept
  std::string identity_;
  std::vector<LinkAddress> addresses_;  // ascending
  std::vector<SymbolChain> chains_;     // of each address
};

}  // namespace jescope
