// SPDX-License-Identifier: Apache-2.0
//
// Which Linux distribution a module comes from, and where that one keeps debug
// information. Known from the os-release file beside the module:
//
//   ID=rocky
//   ID_LIKE="rhel centos fedora"
#pragma once

#include <string>
#include <string_view>

namespace jescope {

enum class Distribution { kUnknown, kDebian, kUbuntu, kFedora, kSuse, kArch };

// Returns what the text of an os-release file says; the first that is known.
Distribution parse_os_release(std::string_view text);

// Returns the distribution installed in `sysroot`; empty: on this machine.
Distribution distribution_in(const std::string& sysroot);

// Returns true when `path` is one that packages install to, not one for
// programs of one's own.
bool is_package_path(std::string_view path);

// Returns the public server with the debug files of the distribution; for
// kUnknown one that asks all others.
std::string_view debuginfod_url(Distribution distribution);

// Returns the package with the debug file of the module at `path`, where its
// name is certain; empty: it is not.
std::string debug_package(Distribution distribution, std::string_view path);

}  // namespace jescope
