// SPDX-License-Identifier: Apache-2.0
//
// The frame of a PDF: numbered objects, and at the end where each begins.
//
//   %PDF-1.4
//   1 0 obj
//   << /Type /Catalog /Pages 2 0 R >>
//   endobj
//   4 0 obj
//   << /Length 60 /Filter /FlateDecode >>
//   stream
//   ...
//   endstream
//   endobj
//   xref
//   0 5
//   0000000000 65535 f
//   0000000015 00000 n                    20 bytes a line
//   trailer
//   << /Size 5 /Root 1 0 R /Info 5 0 R >>
//   startxref
//   512
//   %%EOF
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace jescope {

class PdfFile {
 public:
  PdfFile();

  // Returns the number of an object that will be written later.
  size_t reserve();

  void write(size_t object, std::string_view content);
  size_t add(std::string_view content);
  size_t add_stream(std::string_view bytes);

  // Returns the whole file; every reserved object has to be written.
  std::string finish(size_t root, size_t info);

 private:
  std::string bytes_;
  std::vector<size_t> offsets_;  // of object 1, 2, ...
};

// Returns "12 0 R", what another object says of one.
std::string pdf_reference(size_t object);

// Returns bytes as "<00FF>".
std::string pdf_hex_string(std::string_view bytes);

// Returns UTF-8 text as UTF-16, the larger half of each unit first.
std::string utf16_of(std::string_view text);

}  // namespace jescope
