// SPDX-License-Identifier: Apache-2.0
//
// Inflates step by step, so that a bomb costs no more than the limit.
#include "symbolize/elf/mini_debug_info.h"

#include <gelf.h>
#include <lzma.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jescope {
namespace {

constexpr uint64_t kMostDecoderBytes = uint64_t{64} << 20;
constexpr size_t kMostRatio = 64;
constexpr size_t kForSmallSections = size_t{16} << 20;
constexpr size_t kFirstStepBytes = size_t{1} << 16;

std::string_view section_bytes(const ElfFile& file) {
  Elf_Scn* section = file.section(".gnu_debugdata");
  const Elf_Data* content = section == nullptr ? nullptr : elf_rawdata(section, nullptr);
  if (content == nullptr || content->d_buf == nullptr) return {};
  return {static_cast<const char*>(content->d_buf), content->d_size};
}

// Returns what `packed` holds; empty when it is damaged or too much.
std::vector<char> inflate(std::string_view packed) {
  lzma_stream stream = LZMA_STREAM_INIT;
  if (lzma_stream_decoder(&stream, kMostDecoderBytes, 0) != LZMA_OK) return {};
  const std::unique_ptr<lzma_stream, decltype(&lzma_end)> owner(&stream, lzma_end);
  const size_t most_bytes = packed.size() * kMostRatio + kForSmallSections;
  std::vector<char> bytes;
  stream.next_in = reinterpret_cast<const uint8_t*>(packed.data());
  stream.avail_in = packed.size();
  lzma_ret state = LZMA_OK;
  while (state == LZMA_OK) {
    const size_t done = bytes.size();
    if (done == most_bytes) return {};
    bytes.resize(std::min(most_bytes, std::max(kFirstStepBytes, 2 * done)));
    stream.next_out = reinterpret_cast<uint8_t*>(bytes.data() + done);
    stream.avail_out = bytes.size() - done;
    state = lzma_code(&stream, LZMA_FINISH);
    bytes.resize(bytes.size() - stream.avail_out);
    if (state == LZMA_OK && bytes.size() == done) return {};
  }
  if (state != LZMA_STREAM_END) return {};
  return bytes;
}

}  // namespace

std::optional<ElfFile> read_mini_debug_info(const ElfFile& file) {
  const std::string_view packed = section_bytes(file);
  if (packed.empty()) return std::nullopt;
  std::vector<char> bytes = inflate(packed);
  if (bytes.empty()) return std::nullopt;
  Result<ElfFile> inner = ElfFile::from_memory(file.path(), std::move(bytes));
  if (!inner) return std::nullopt;
  return *std::move(inner);
}

}  // namespace jescope
