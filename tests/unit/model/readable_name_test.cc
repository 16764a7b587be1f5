// SPDX-License-Identifier: Apache-2.0
//
// What readable_name() leaves out of C++ names, and what it must keep.
#include "jescope/model/readable_name.h"

#include <gtest/gtest.h>

namespace jescope {
namespace {

struct Case {
  const char* name;
  const char* full;
  const char* readable;
};

class ReadableName : public testing::TestWithParam<Case> {};

TEST_P(ReadableName, IsWhatAPersonWouldWrite) {
  EXPECT_EQ(readable_name(GetParam().full), GetParam().readable);
}

INSTANTIATE_TEST_SUITE_P(
    Names, ReadableName,
    testing::Values(
        Case{"other_names_stay", "rocksdb::DB::Get(int, char)", "rocksdb::DB::Get(int, char)"},
        Case{"string",
             "f(std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >)",
             "f(std::string)"},
        Case{"string_as_last_argument",
             "g<std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> > >",
             "g<std::string>"},
        Case{"string_view", "f(std::basic_string_view<char, std::char_traits<char> >)",
             "f(std::string_view)"},
        Case{"vector", "std::vector<int, std::allocator<int> >::push_back(int const&)",
             "std::vector<int>::push_back(int const&)"},
        Case{"vector_of_vectors",
             "std::vector<std::vector<int, std::allocator<int> >, "
             "std::allocator<std::vector<int, std::allocator<int> > > >::clear()",
             "std::vector<std::vector<int> >::clear()"},
        Case{"map",
             "std::map<int, char, std::less<int>, std::allocator<std::pair<int const, char> > >",
             "std::map<int, char>"},
        Case{"other_allocator_stays", "std::vector<int, app::PoolAllocator<int> >::clear()",
             "std::vector<int, app::PoolAllocator<int> >::clear()"},
        Case{"function_parameters_stay", "f(int, std::allocator<int>, char)",
             "f(int, std::allocator<int>, char)"},
        Case{"reference_parameters_stay", "f(unsigned long, std::hash<int> const&)",
             "f(unsigned long, std::hash<int> const&)"},
        Case{"nested_name_stays", "g<int, std::less<int>::type>", "g<int, std::less<int>::type>"},
        Case{"unbalanced", "std::vector<int, std::allocator<int",
             "std::vector<int, std::allocator<int"},
        Case{"operator_less", "std::operator<(std::vector<int, std::allocator<int> >)",
             "std::operator<(std::vector<int>)"}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace jescope
