// SPDX-License-Identifier: Apache-2.0
//
// Where a library is looked for when jeprof's --lib_prefix names folders.
#include <gtest/gtest.h>

#include <string>

#include "symbolize/find/dump_paths.h"

namespace jescope {
namespace {

std::string places_text(const std::string& path, const SymbolSearch& search) {
  std::string text;
  for (const FilePlace& place : places_of(path, search)) {
    text += (text.empty() ? "" : " ") + place.root + place.path;
  }
  return text;
}

TEST(LibraryPrefixes, StandBeforeThePathItself) {
  SymbolSearch search;
  search.lib_prefixes = {"/p", "/q"};
  EXPECT_EQ(places_text("/a/b/c.so", search),
            "/p/a/b/c.so /q/a/b/c.so /p/b/c.so /q/b/c.so /p/c.so /q/c.so /a/b/c.so");
}

TEST(LibraryPrefixes, DoNotLeadOutOfTheirFolders) {
  SymbolSearch search;
  search.lib_prefixes = {"/p"};
  EXPECT_EQ(places_text("/a/../../etc/c.so", search), "/p/etc/c.so /p/c.so /a/../../etc/c.so");
}

TEST(LibraryPrefixes, AreNoneUnlessAsked) {
  EXPECT_EQ(places_text("/a/c.so", SymbolSearch()), "/a/c.so");
}

}  // namespace
}  // namespace jescope
