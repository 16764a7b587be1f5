# SPDX-License-Identifier: Apache-2.0
#
# Estimates at ordinary periods, against what is known and against jemalloc's.
set(estimates "${CMAKE_CURRENT_LIST_DIR}")
add_executable(compare_estimates "${estimates}/compare_estimates.cc"
  "${PROJECT_SOURCE_DIR}/tests/workload/profile_json.cc"
  "${PROJECT_SOURCE_DIR}/tests/workload/truth.cc")
target_link_libraries(compare_estimates PRIVATE jescope_build_flags third_party::json)
record_program(known_sites SOURCES ../estimates/known_sites.cc FLAGS -O2)

# Few repeats here; scripts/check_recorder.sh has forty of each period.
foreach(period IN ITEMS 4096 65536 524288)
  record_test(estimates.${period} check_estimates $<TARGET_FILE:compare_estimates>
    $<TARGET_FILE:record_known_sites> ${period} 8)
endforeach()
record_test(against_jemalloc check_against_jemalloc $<TARGET_FILE:record_known_sites>)
