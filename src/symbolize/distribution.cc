// SPDX-License-Identifier: Apache-2.0
//
// Tables of what is well known.
#include "symbolize/distribution.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "jescope/base/result.h"
#include "symbolize/files/open_file.h"

namespace jescope {
namespace {

struct KnownId {
  std::string_view id;
  Distribution distribution;
};

constexpr auto kKnownIds = std::to_array<KnownId>({
    {"debian", Distribution::kDebian},
    {"ubuntu", Distribution::kUbuntu},
    {"fedora", Distribution::kFedora},
    {"rhel", Distribution::kFedora},
    {"centos", Distribution::kFedora},
    {"opensuse", Distribution::kSuse},
    {"suse", Distribution::kSuse},
    {"sles", Distribution::kSuse},
    {"arch", Distribution::kArch},
});

// Returns the value of `name` without its quotes; empty: it is not set.
std::string_view value_of(std::string_view name, std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() == text.size() ? line.size() : line.size() + 1);
    if (!line.starts_with(name) || !line.substr(name.size()).starts_with('=')) continue;
    std::string_view value = line.substr(name.size() + 1);
    while (value.starts_with('"') || value.starts_with('\'')) value.remove_prefix(1);
    while (value.ends_with('"') || value.ends_with('\'')) value.remove_suffix(1);
    return value;
  }
  return {};
}

Distribution distribution_of(std::string_view word) {
  for (const KnownId& known : kKnownIds) {
    const bool is_it = word == known.id || word.starts_with(std::string(known.id) + "-");
    if (is_it) return known.distribution;
  }
  return Distribution::kUnknown;
}

// Returns what the first word that is known stands for.
Distribution known_word(std::string_view words) {
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    const Distribution distribution = distribution_of(word);
    if (distribution != Distribution::kUnknown) return distribution;
    words.remove_prefix(std::min(words.size(), word.size() + 1));
  }
  return Distribution::kUnknown;
}

bool has_apt(Distribution distribution) {
  return distribution == Distribution::kDebian || distribution == Distribution::kUbuntu;
}

// Libraries of glibc's package, by what precedes ".so".
bool is_of_glibc(std::string_view name) {
  constexpr auto kLibraries = std::to_array<std::string_view>(
      {"libc", "libm", "libdl", "librt", "libpthread", "libresolv", "libmvec", "libanl"});
  if (name.starts_with("ld-linux") || name.starts_with("ld-2.")) return true;
  for (const std::string_view library : kLibraries) {
    if (!name.starts_with(library)) continue;
    const std::string_view rest = name.substr(library.size());
    if (rest.starts_with(".so.") || rest.starts_with("-2.")) return true;
  }
  return false;
}

// Returns "17" of ".../java-17-openjdk-amd64/..."; empty: it is not Debian's.
std::string_view openjdk_version(std::string_view path) {
  constexpr std::string_view kFolder = "/usr/lib/jvm/java-";
  if (!path.starts_with(kFolder)) return {};
  path.remove_prefix(kFolder.size());
  const std::string_view version = path.substr(0, path.find_first_not_of("0123456789"));
  return path.substr(version.size()).starts_with("-openjdk-") ? version : std::string_view();
}

}  // namespace

Distribution parse_os_release(std::string_view text) {
  const Distribution distribution = known_word(value_of("ID", text));
  return distribution == Distribution::kUnknown ? known_word(value_of("ID_LIKE", text))
                                                : distribution;
}

Distribution distribution_in(const std::string& sysroot) {
  const Result<FileDescriptor> file = open_regular_file("/etc/os-release", sysroot);
  if (!file) return Distribution::kUnknown;
  std::array<char, 4096> text = {};
  const ssize_t length = ::pread(file->number(), text.data(), text.size(), 0);
  return length <= 0 ? Distribution::kUnknown
                     : parse_os_release({text.data(), static_cast<size_t>(length)});
}

bool is_package_path(std::string_view path) {
  if (path.starts_with("/usr/local/")) return false;
  for (const std::string_view folder :
       {"/usr/", "/lib/", "/lib32/", "/lib64/", "/bin/", "/sbin/"}) {
    if (path.starts_with(folder)) return true;
  }
  return false;
}

std::string_view debuginfod_url(Distribution distribution) {
  switch (distribution) {
    case Distribution::kDebian: return "https://debuginfod.debian.net";
    case Distribution::kUbuntu: return "https://debuginfod.ubuntu.com";
    case Distribution::kFedora: return "https://debuginfod.fedoraproject.org";
    case Distribution::kSuse: return "https://debuginfod.opensuse.org";
    case Distribution::kArch: return "https://debuginfod.archlinux.org";
    case Distribution::kUnknown: break;
  }
  return "https://debuginfod.elfutils.org";
}

std::string debug_package(Distribution distribution, std::string_view path) {
  if (!has_apt(distribution) || !is_package_path(path)) return {};
  if (is_of_glibc(path.substr(path.rfind('/') + 1))) return "libc6-dbg";
  const std::string_view version = openjdk_version(path);
  return version.empty() ? std::string() : fmt::format("openjdk-{}-dbg", version);
}

}  // namespace jescope
