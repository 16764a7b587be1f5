// SPDX-License-Identifier: Apache-2.0
//
// What the kernel tells of a process under /proc, and the process's memory and files.
// The number of any thread that lives stands for its process: where the first one has
// ended, which has the process's own number, that one's folder is empty.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "record/attach/byte_reader.h"
#include "record/attach/process_maps.h"

namespace jescope {

inline constexpr size_t kMostKernelText = 64 << 20;

// Returns a file of the kernel's, or its first bytes; empty, and errno tells why: it
// cannot be read.
std::string read_kernel_file(const std::string& path, size_t most_bytes = kMostKernelText);

// Returns a file of /proc/PID, as "status".
std::string read_process_file(pid_t process, const std::string& name,
                              size_t most_bytes = kMostKernelText);

// Returns where a symbolic link of /proc/PID leads, as "exe"; empty: unknown.
std::string read_process_link(pid_t process, const std::string& name);

// Returns the ids of all processes that /proc shows, smallest first.
std::vector<pid_t> list_process_ids();

// Returns the ids of the threads, smallest first; none: the process is gone.
std::vector<pid_t> list_thread_ids(pid_t process);

// Reads the memory of `process`; null, and errno tells why, where that is not allowed.
// What was read may have changed: the process runs.
std::unique_ptr<ByteReader> open_process_memory(pid_t process);

// Opens the file of which `area` is a piece, whatever its name means by now and in
// whatever mount namespace it is; null: it is gone, or another file.
std::unique_ptr<ByteReader> open_mapped_file(pid_t process, const MappedArea& area,
                                             const ByteReader& memory);

}  // namespace jescope
