// SPDX-License-Identifier: Apache-2.0
#include "symbolize/cache/name_cache.h"

#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "symbolize/cache/cache_folder.h"
#include "symbolize/wire/chain_codec.h"

namespace jescope {
namespace {

constexpr std::string_view kFormat = "jescope names 1\n";
constexpr uint64_t kMostFileBytes = uint64_t{64} << 20;
constexpr uint64_t kMostFolderBytes = uint64_t{256} << 20;
constexpr size_t kChecksumBytes = 4;

uint32_t checksum(std::string_view bytes) {
  return static_cast<uint32_t>(
      ::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::string checksum_bytes(std::string_view bytes) {
  std::string text;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    text += static_cast<char>(checksum(bytes) >> shift);
  }
  return text;
}

}  // namespace

NameCache::NameCache(std::string folder, const std::string& build_id, std::string identity)
    : folder_(std::move(folder)), identity_(std::move(identity)) {
  if (!folder_.empty() && !build_id.empty()) path_ = folder_ + "/" + build_id + ".names";
}

void NameCache::read() {
  if (path_.empty()) return;
  if (decode(read_kept_file(path_, kMostFileBytes))) return;
  addresses_.clear();
  chains_.clear();
}

const SymbolChain* NameCache::find(LinkAddress address) const {
  const auto found = std::lower_bound(addresses_.begin(), addresses_.end(), address);
  if (found == addresses_.end() || *found != address) return nullptr;
  return &chains_[static_cast<size_t>(found - addresses_.begin())];
}

void NameCache::add(std::span<const LinkAddress> addresses, std::span<const SymbolChain> chains) {
  if (path_.empty() || addresses.empty()) return;
  std::vector<LinkAddress> all;
  std::vector<SymbolChain> all_chains;
  size_t old = 0;
  const auto take_old_before = [&](LinkAddress end) {
    for (; old < addresses_.size() && addresses_[old] < end; ++old) {
      all.push_back(addresses_[old]);
      all_chains.push_back(std::move(chains_[old]));
    }
  };
  for (size_t i = 0; i < addresses.size(); ++i) {
    take_old_before(addresses[i]);
    if (old < addresses_.size() && addresses_[old] == addresses[i]) ++old;
    all.push_back(addresses[i]);
    all_chains.push_back(chains[i]);
  }
  take_old_before(UINT64_MAX);
  addresses_ = std::move(all);
  chains_ = std::move(all_chains);
  const std::string bytes = encode();
  if (bytes.size() > kMostFileBytes || !make_private_folder(folder_)) return;
  if (write_kept_file(path_, bytes)) trim_folder(folder_, kMostFolderBytes);
}

std::string NameCache::encode() const {
  WireWriter writer;
  writer.text(identity_);
  writer.number(addresses_.size());
  LinkAddress before = 0;
  for (const LinkAddress address : addresses_) {
    writer.number(address - before);
    before = address;
  }
  write_chains(chains_, writer);
  const std::string bytes = std::string(kFormat) + writer.take();
  return bytes + checksum_bytes(bytes);
}

bool NameCache::decode(std::string_view bytes) {
  if (!bytes.starts_with(kFormat) || bytes.size() < kFormat.size() + kChecksumBytes) return false;
  const std::string_view sum = bytes.substr(bytes.size() - kChecksumBytes);
  bytes.remove_suffix(kChecksumBytes);
  if (checksum_bytes(bytes) != sum) return false;
  WireReader reader(bytes.substr(kFormat.size()));
  if (reader.text() != identity_) return false;
  addresses_.resize(reader.count());
  LinkAddress before = 0;
  for (LinkAddress& address : addresses_) address = before += reader.number();
  std::optional<std::vector<SymbolChain>> chains = read_chains(addresses_.size(), reader);
  if (!chains || !reader.is_at_end()) return false;
  chains_ = *std::move(chains);
  return std::is_sorted(addresses_.begin(), addresses_.end());
}

}  // namespace jescope
