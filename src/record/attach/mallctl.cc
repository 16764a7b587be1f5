// SPDX-License-Identifier: Apache-2.0
//
//   int mallctl(const char *name, void *old, size_t *old_size, void *new, size_t new_size)
#include "record/attach/mallctl.h"

#include <cerrno>

namespace jescope {
namespace {

template <typename Value>
std::string_view bytes_of(const Value& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

Error no_memory() {
  return {ErrorCode::kUnreadable, "process", "expected its memory to be written, got an error", {}};
}

}  // namespace

Result<int> Mallctl::call(std::string_view name, uint64_t old_at, uint64_t old_size_at,
                          uint64_t new_at, uint64_t new_size) {
  const std::optional<uint64_t> name_at = thread_.place_text(name);
  if (!name_at) return no_memory();
  const Result<uint64_t> status =
      thread_.call(address_, {*name_at, old_at, old_size_at, new_at, new_size});
  thread_.clear();
  if (!status.ok()) return status.error();
  return static_cast<int>(*status & UINT32_MAX);
}

Result<std::optional<bool>> Mallctl::read_flag(std::string_view name) {
  const uint64_t size = sizeof(bool);
  const std::optional<uint64_t> old_at = thread_.place(bytes_of(uint64_t{0}));
  const std::optional<uint64_t> size_at = thread_.place(bytes_of(size));
  if (!old_at || !size_at) return no_memory();
  const Result<int> status = call(name, *old_at, *size_at, 0, 0);
  if (!status.ok()) return status.error();
  uint8_t value = 0;
  if (*status != 0 || !thread_.read(*old_at, &value, sizeof value)) return std::optional<bool>();
  return std::optional<bool>(value != 0);
}

Result<int> Mallctl::write_flag(std::string_view name, bool value) {
  const std::optional<uint64_t> new_at = thread_.place(bytes_of(value));
  if (!new_at) return no_memory();
  return call(name, 0, 0, *new_at, sizeof value);
}

Result<int> Mallctl::dump(std::string_view path) {
  const std::optional<uint64_t> path_at = thread_.place_text(path);
  const std::optional<uint64_t> new_at = path_at ? thread_.place(bytes_of(*path_at)) : std::nullopt;
  if (!new_at) return no_memory();
  return call("prof.dump", 0, 0, *new_at, sizeof *path_at);
}

}  // namespace jescope
