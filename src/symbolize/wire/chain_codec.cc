// SPDX-License-Identifier: Apache-2.0
#include "symbolize/wire/chain_codec.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "symbolize/chain_bytes.h"

namespace jescope {
namespace {

class TextNumbers {
 public:
  uint64_t number_of(std::string_view text) {
    if (text.empty()) return 0;
    const auto [known, is_new] = numbers_.emplace(text, texts_.size() + 1);
    if (is_new) texts_.push_back(text);
    return known->second;
  }

  const std::vector<std::string_view>& texts() const { return texts_; }

 private:
  std::unordered_map<std::string_view, uint64_t> numbers_;
  std::vector<std::string_view> texts_;
};

constexpr uint64_t kInlined = 1;
constexpr size_t kUsualFrames = 32;

void write_frame(const SymbolFrame& frame, TextNumbers& texts, WireWriter& writer) {
  writer.number(texts.number_of(frame.function));
  writer.number(texts.number_of(frame.file));
  writer.number(frame.line);
  writer.number((frame.inlined ? kInlined : 0) | static_cast<uint64_t>(frame.kind) << 1);
}

class ChainReader {
 public:
  explicit ChainReader(WireReader& reader) : reader_(reader), texts_(1) {
    const size_t texts = reader.count();
    for (size_t i = 0; i < texts && !reader.has_failed(); ++i) texts_.push_back(reader.text());
  }

  SymbolChain chain() {
    SymbolChain chain;
    const size_t frames = reader_.count();
    chain.reserve(std::min(frames, kUsualFrames));
    for (size_t i = 0; i < frames && is_sound(); ++i) {
      read(chain.emplace_back());
      bytes_ += bytes_of(chain.back());
    }
    return chain;
  }

  bool is_sound() const { return is_sound_ && !reader_.has_failed() && bytes_ <= kMostChainBytes; }

 private:
  void read(SymbolFrame& frame) {
    frame.function = text();
    frame.file = text();
    frame.line = static_cast<uint32_t>(reader_.number());
    const uint64_t flags = reader_.number();
    frame.inlined = (flags & kInlined) != 0;
    frame.kind = static_cast<FrameKind>(flags >> 1);
    if (flags >> 1 > static_cast<uint64_t>(FrameKind::kJit)) is_sound_ = false;
  }

  std::string_view text() {
    const uint64_t number = reader_.number();
    if (number < texts_.size()) return texts_[static_cast<size_t>(number)];
    is_sound_ = false;
    return {};
  }

  WireReader& reader_;
  std::vector<std::string_view> texts_;
  uint64_t bytes_ = 0;  // of the chains, in memory
  bool is_sound_ = true;
};

}  // namespace

void write_chains(std::span<const SymbolChain> chains, WireWriter& writer) {
  TextNumbers texts;
  WireWriter frames;
  for (const SymbolChain& chain : chains) {
    frames.number(chain.size());
    for (const SymbolFrame& frame : chain) write_frame(frame, texts, frames);
  }
  writer.number(texts.texts().size());
  for (const std::string_view text : texts.texts()) writer.text(text);
  writer.append(frames.take());
}

std::optional<std::vector<SymbolChain>> read_chains(size_t count, WireReader& reader) {
  ChainReader chains(reader);
  std::vector<SymbolChain> result;
  while (result.size() < count && chains.is_sound()) result.push_back(chains.chain());
  if (!chains.is_sound()) return std::nullopt;
  return result;
}

}  // namespace jescope
