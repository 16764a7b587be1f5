// SPDX-License-Identifier: Apache-2.0
//
// serve_dump DUMP: shows a symbolized dump as a running program would, on a free port of
// 127.0.0.1: the dump without its names at /pprof/heap, and its names at /pprof/symbol.
// Prints its address and ends with its standard input.
#include <fmt/format.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "jescope/base/text_cursor.h"
#include "tests/support/loopback_server.h"

namespace jescope {
namespace {

struct Shown {
  std::string dump;
  std::string program;
  std::map<uint64_t, std::string> names;  // by address
};

Shown read_symbolized(std::istream& file) {
  Shown shown;
  std::string line;
  while (std::getline(file, line) && line != "---") {
    TextCursor cursor(line);
    if (cursor.consume("binary=")) shown.program = cursor.rest();
    if (!cursor.consume("0x")) continue;
    const uint64_t address = cursor.hex().value_or(0);
    cursor.skip_blanks();
    shown.names[address] = cursor.rest();
  }
  std::getline(file, line);  // --- heap
  shown.dump.assign(std::istreambuf_iterator<char>(file), {});
  return shown;
}

// The dump lists the return addresses or the bytes before them; either may be asked for.
std::string name_of(const Shown& shown, uint64_t address) {
  for (const uint64_t near : {address, address + 1, address - 1}) {
    if (const auto found = shown.names.find(near); found != shown.names.end()) return found->second;
  }
  return fmt::format("{:#010x}", address);
}

std::string answers(const Shown& shown, std::string_view request) {
  std::string text;
  TextCursor cursor(request.substr(request.find("\r\n\r\n") + 4));
  while (cursor.consume("0x")) {
    const uint64_t address = cursor.hex().value_or(0);
    text += fmt::format("{:#x}\t{}\n", address, name_of(shown, address));
    cursor.consume('+');
  }
  return text;
}

std::string answer_to(const Shown& shown, const std::string& request) {
  const std::string target = target_of(request);
  if (request.starts_with("POST /pprof/symbol ")) return page(answers(shown, request));
  if (target == "/pprof/heap") return page(shown.dump);
  if (target == "/pprof/symbol") {
    return page(fmt::format("num_symbols: {}\n", shown.names.size()));
  }
  if (target == "/pprof/cmdline") return page(shown.program + std::string("\0--serve\0", 9));
  return failure_page("404 Not Found", "no such page\n");
}

void serve(const Shown& shown, SocketPeer& peer) {
  const std::string request = peer.read_request();
  std::string answer = answer_to(shown, request);
  if (request.starts_with("HEAD ")) answer.resize(answer.find("\r\n\r\n") + 4);
  peer.send(answer);
  peer.finish();
}

int run(const char* path) {
  std::ifstream file(path);
  const Shown shown = read_symbolized(file);
  if (shown.dump.empty() || shown.names.empty()) {
    std::cerr << path << ": expected a symbolized dump, got none\n";
    return 1;
  }
  const LoopbackServer server([&](SocketPeer& peer) { serve(shown, peer); });
  std::cout << server.url("") << std::endl;
  while (std::cin.get() != EOF) {
  }
  return 0;
}

}  // namespace
}  // namespace jescope

int main(int argc, char** argv) {
  return argc == 2 ? jescope::run(argv[1]) : 2;
}
