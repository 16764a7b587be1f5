// SPDX-License-Identifier: Apache-2.0
#include "render/drawing/pdf_file.h"

#include <fmt/format.h>

#include "jescope/base/gzip.h"
#include "jescope/base/utf8.h"

namespace jescope {
namespace {

void append_unit(std::string& units, char32_t unit) {
  units += static_cast<char>(unit >> 8);
  units += static_cast<char>(unit & 0xFF);
}

}  // namespace

// The second line tells programs that copy files that there is more than text.
PdfFile::PdfFile() : bytes_("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n") {}

size_t PdfFile::reserve() {
  offsets_.push_back(0);
  return offsets_.size();
}

void PdfFile::write(size_t object, std::string_view content) {
  offsets_[object - 1] = bytes_.size();
  bytes_ += fmt::format("{} 0 obj\n{}\nendobj\n", object, content);
}

size_t PdfFile::add(std::string_view content) {
  const size_t object = reserve();
  write(object, content);
  return object;
}

size_t PdfFile::add_stream(std::string_view bytes) {
  const std::string packed = zlib_stream(bytes);
  return add(fmt::format("<< /Length {} /Filter /FlateDecode >>\nstream\n{}\nendstream",
                         packed.size(), packed));
}

std::string PdfFile::finish(size_t root, size_t info) {
  const size_t table = bytes_.size();
  bytes_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", offsets_.size() + 1);
  for (const size_t offset : offsets_) bytes_ += fmt::format("{:010} 00000 n \n", offset);
  bytes_ += fmt::format("trailer\n<< /Size {} /Root {} /Info {} >>\nstartxref\n{}\n%%EOF\n",
                        offsets_.size() + 1, pdf_reference(root), pdf_reference(info), table);
  return std::move(bytes_);
}

std::string pdf_reference(size_t object) {
  return fmt::format("{} 0 R", object);
}

std::string pdf_hex_string(std::string_view bytes) {
  std::string text = "<";
  for (const char byte : bytes) text += fmt::format("{:02X}", static_cast<unsigned char>(byte));
  return text + ">";
}

std::string utf16_of(std::string_view text) {
  std::string units;
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    text.remove_prefix(next.byte_count);
    if (next.value < 0x10000) {
      append_unit(units, next.value);
      continue;
    }
    append_unit(units, 0xD800 + ((next.value - 0x10000) >> 10));
    append_unit(units, 0xDC00 + ((next.value - 0x10000) & 0x3FF));
  }
  return units;
}

}  // namespace jescope
