// SPDX-License-Identifier: Apache-2.0
//
// Names the arguments; the programs do the rest.
#include "symbolize/find/debuginfod_client.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "jescope/base/new_file.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// Newer lists hold words between the servers, as "ima:enforcing".
bool is_server(std::string_view word) {
  return word.starts_with("https://") || word.starts_with("http://") || word.starts_with("file://");
}

std::vector<std::string> servers_in(const std::string& urls) {
  std::vector<std::string> servers;
  std::istringstream words(urls);
  for (std::string word; words >> word;) {
    while (word.ends_with('/')) word.pop_back();
    if (is_server(word)) servers.push_back(word);
  }
  return servers;
}

// Whole seconds, at least one.
int64_t seconds_until(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::seconds>(deadline - Clock::now());
  return std::max<int64_t>(left.count(), 1);
}

// Both programs put what the system says at the end, in the words of LC_ALL=C:
//
//   Server query failed: Connection refused
//   curl: (7) Failed to connect to localhost port 1 after 0 ms: Couldn't connect to server
FetchEnd failed_end(std::string_view complaint) {
  struct Words {
    const char* words;
    FetchEnd end;
  };
  constexpr std::array<Words, 11> kWords = {{{"Connection refused", FetchEnd::kNoServer},
                                             {"connect to", FetchEnd::kNoServer},
                                             {"resolve host", FetchEnd::kNoServer},
                                             {"unreachable", FetchEnd::kNoServer},
                                             {"No route to host", FetchEnd::kNoServer},
                                             {"Host is down", FetchEnd::kNoServer},
                                             {"timed out", FetchEnd::kTimedOut},
                                             {"Timer expired", FetchEnd::kTimedOut},
                                             {"Read-only file system", FetchEnd::kUnwritable},
                                             {"Permission denied", FetchEnd::kUnwritable},
                                             {"No space left", FetchEnd::kUnwritable}}};
  for (const Words& known : kWords) {
    if (complaint.find(known.words) != std::string_view::npos) return known.end;
  }
  return FetchEnd::kNotThere;
}

FetchResult fetch_result(const ProgramResult& asked) {
  switch (asked.end) {
    case ProgramEnd::kSucceeded: return {FetchEnd::kFetched, {}};
    case ProgramEnd::kFailed: return {failed_end(asked.complaint), asked.complaint};
    case ProgramEnd::kTimedOut: return {FetchEnd::kTimedOut, asked.complaint};
    case ProgramEnd::kNotFound: break;
  }
  return {FetchEnd::kNoClient, {}};
}

// debuginfod's client keeps an empty file where no server had one, and asks none
// for ten minutes. Returns when it was made; nothing: there is none.
std::optional<int64_t> missed_nanoseconds(const std::string& file) {
  struct stat status = {};
  const bool is_empty_file =
      ::stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_size == 0;
  if (!is_empty_file) return std::nullopt;
  return int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

// Makes the folder if need be.
bool is_writable_folder(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

// A server may answer with a page for people; only ELF is kept.
bool is_elf(int descriptor) {
  std::array<char, 4> magic;
  return ::pread(descriptor, magic.data(), magic.size(), 0) == 4 &&
         std::string_view(magic.data(), magic.size()) ==
             "\x7f"
             "ELF";
}

// Fetches `url` into a new file of `folder` and gives it its name when it is whole.
FetchResult curl_into(const std::string& folder, const std::string& url,
                      Clock::time_point deadline) {
  NewFile file(folder);
  if (!file.is_open()) return {FetchEnd::kUnwritable, folder};
  const ProgramCall call = {
      {"curl", "--fail", "--silent", "--show-error", "--location", "--proto", "=http,https,file",
       "--proto-redir", "=http,https", "--connect-timeout", "10", "--max-time",
       std::to_string(seconds_until(deadline)), "--output", file.path(), "--url", url},
      {"LC_ALL=C"},
      deadline,
      file.path()};
  const ProgramResult asked = run_program(call);
  if (asked.end != ProgramEnd::kSucceeded) return fetch_result(asked);
  if (is_elf(file.descriptor()) && file.rename_to(folder + "/debuginfo")) {
    return {FetchEnd::kFetched, {}};
  }
  return {FetchEnd::kNotThere, url + " is something else"};
}

}  // namespace

DebuginfodClient::DebuginfodClient(const std::string& urls, std::string cache)
    : servers_(servers_in(urls)), cache_(std::move(cache)) {}

FetchResult DebuginfodClient::fetch(const std::string& build_id, Time deadline) const {
  if (!is_writable_folder(cache_)) return {FetchEnd::kUnwritable, cache_};
  const std::string kept = fmt::format("{}/{}/debuginfo", cache_, build_id);
  const std::optional<int64_t> missed = missed_nanoseconds(kept);
  const ProgramResult asked = ask_own_client(build_id, deadline);
  if (asked.end == ProgramEnd::kNotFound) return ask_curl(build_id, deadline);
  const bool is_same_miss = missed && missed == missed_nanoseconds(kept);
  if (asked.end == ProgramEnd::kFailed && is_same_miss) return {FetchEnd::kRememberedMiss, kept};
  return fetch_result(asked);
}

ProgramResult DebuginfodClient::ask_own_client(const std::string& build_id, Time deadline) const {
  std::string urls;
  for (const std::string& server : servers_) urls += (urls.empty() ? "" : " ") + server;
  const ProgramCall call = {
      {"debuginfod-find", "debuginfo", build_id},
      {"LC_ALL=C", "DEBUGINFOD_URLS=" + urls, "DEBUGINFOD_CACHE_PATH=" + cache_,
       fmt::format("DEBUGINFOD_MAXTIME={}", seconds_until(deadline))},
      deadline};
  return run_program(call);
}

FetchResult DebuginfodClient::ask_curl(const std::string& build_id, Time deadline) const {
  const std::string folder = fmt::format("{}/{}", cache_, build_id);
  std::error_code error;
  fs::create_directories(folder, error);
  FetchResult result;
  for (const std::string& server : servers_) {
    const std::string url = fmt::format("{}/buildid/{}/debuginfo", server, build_id);
    result = curl_into(folder, url, deadline);
    if (result.end != FetchEnd::kNotThere && result.end != FetchEnd::kNoServer) break;
  }
  if (result.end != FetchEnd::kFetched) fs::remove(folder, error);  // only if it is empty
  return result;
}

}  // namespace jescope
