// SPDX-License-Identifier: Apache-2.0
//
// Small texts and files, without the C library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace jescope::shim {

/// The digits of a number.
class Digits {
 public:
  explicit Digits(uint64_t number, unsigned base = 10);
  std::string_view text() const { return {digits_ + first_, sizeof digits_ - first_}; }

 private:
  char digits_[20] = {};
  size_t first_ = sizeof digits_;
};

/// A text of at most `kBytes` - 1 characters; what is longer is cut, and `is_whole` says so.
template <size_t kBytes>
class Text {
 public:
  Text& add(std::string_view text) {
    const size_t room = kBytes - 1 - length_;
    const size_t taken = text.size() < room ? text.size() : room;
    is_whole_ &= taken == text.size();
    std::memcpy(text_ + length_, text.data(), taken);
    length_ += taken;
    text_[length_] = '\0';
    return *this;
  }
  Text& add_number(uint64_t number) { return add(Digits(number).text()); }

  const char* c_str() const { return text_; }
  std::string_view view() const { return {text_, length_}; }
  bool is_whole() const { return is_whole_; }

 private:
  char text_[kBytes] = {};
  size_t length_ = 0;
  bool is_whole_ = true;
};

/// The path of a file of /proc that tells of this process, by way of the calling thread: of a
/// first thread that has left, maps and memory are empty.
Text<64> path_of_own(std::string_view file);

/// Reads a file's beginning; returns how many bytes, 0 where there are none or no file.
size_t read_file(const char* path, char* bytes, size_t limit);

/// How many threads the process has, those that ended and are waited for among them; 0 where
/// /proc is not there.
size_t count_threads();

/// Keeps in mind which file standard error is, before the program may close it and open
/// another in its place.
void remember_standard_error();

/// Says a line on standard error, beginning with who says it. False where that is another
/// file than it was: then nothing is said.
bool tell(std::string_view line);

/// Which file a descriptor stands for.
struct FileIdentity {
  uint64_t device = 0;
  uint64_t number = 0;
  bool operator==(const FileIdentity&) const = default;
};

/// A file in the making, through a buffer of the caller's.
class NewFile {
 public:
  /// Makes a file at `path`, in place of what may lie there.
  NewFile(const char* path, std::span<char> buffer);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  NewFile& add(std::string_view text);
  NewFile& add_number(uint64_t number, unsigned base = 10);

  /// Adds all that the file at `path` holds.
  void add_file(const char* path);

  /// Writes what is left. Returns 0, or the first error there was, as errno tells it.
  int finish();

 private:
  // Gives the descriptor up where the program has closed it, and perhaps uses its number.
  void check();
  void flush();

  std::span<char> buffer_;
  size_t filled_ = 0;
  long descriptor_;
  FileIdentity identity_;
  int error_ = 0;
};

}  // namespace jescope::shim
