# SPDX-License-Identifier: Apache-2.0
#
# How programs of GoogleTest become tests, and what keeps building them cheap.
find_package(GTest REQUIRED)
include(GoogleTest)

# Sixty programs hold all of a debug build; lld links one in a quarter of ld's time.
find_program(JESCOPE_LLD ld.lld)
if(JESCOPE_LLD)
  add_link_options(-fuse-ld=lld)
endif()

# Optimizing the macros of tests under sanitizers costs more than it saves in running them.
if(JESCOPE_SANITIZE AND NOT JESCOPE_FUZZ)
  add_compile_options(-O0)
endif()

set(JESCOPE_SHARDS 4)

# jescope_gtest(program prefix [WORKING_DIRECTORY folder] [PROPERTIES ...]): each case is
# a test, <prefix>.<suite>.<case>. Under sanitizers, where a process costs more than most
# cases, the program runs a few times, each time every fourth case: <prefix>.<program>.<n>.
function(jescope_gtest program prefix)
  if(NOT JESCOPE_SANITIZE)
    gtest_discover_tests(${program} TEST_PREFIX "${prefix}." NO_PRETTY_VALUES
      DISCOVERY_TIMEOUT 60 ${ARGN})
    return()
  endif()
  cmake_parse_arguments(TEST "" "WORKING_DIRECTORY" "PROPERTIES" ${ARGN})
  if(NOT TEST_WORKING_DIRECTORY)
    set(TEST_WORKING_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}")
  endif()
  math(EXPR last "${JESCOPE_SHARDS} - 1")
  foreach(shard RANGE ${last})
    add_test(NAME ${prefix}.${program}.${shard} COMMAND ${program} --gtest_brief=1
      WORKING_DIRECTORY "${TEST_WORKING_DIRECTORY}")
    set_tests_properties(${prefix}.${program}.${shard} PROPERTIES ${TEST_PROPERTIES}
      TIMEOUT 1200
      ENVIRONMENT "GTEST_TOTAL_SHARDS=${JESCOPE_SHARDS};GTEST_SHARD_INDEX=${shard}")
  endforeach()
endfunction()
