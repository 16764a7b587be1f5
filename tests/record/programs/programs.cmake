# SPDX-License-Identifier: Apache-2.0
#
# Each program of this folder, and what its dump must hold (see check_program.sh).
set(programs "${CMAKE_CURRENT_LIST_DIR}")
set(program_flags -std=c++20 -Wall -Wextra -O1 -g -pthread)

# record_program(name SOURCES file... FLAGS flag... LIBRARIES library...)
function(record_program name)
  cmake_parse_arguments(PROGRAM "" "" "SOURCES;FLAGS;LIBRARIES" ${ARGN})
  list(TRANSFORM PROGRAM_SOURCES PREPEND "${programs}/")
  add_executable(record_${name} ${PROGRAM_SOURCES})
  target_compile_options(record_${name} PRIVATE ${program_flags} -fno-optimize-sibling-calls
    ${PROGRAM_FLAGS})
  target_link_libraries(record_${name} PRIVATE pthread dl ${PROGRAM_LIBRARIES})
endfunction()

# record_library(name source... ): a library as programs load or preload them.
function(record_library name)
  set(sources ${ARGN})
  list(TRANSFORM sources PREPEND "${programs}/")
  add_library(record_${name} SHARED ${sources})
  target_compile_options(record_${name} PRIVATE ${program_flags} -fno-optimize-sibling-calls)
endfunction()

# pitfall(name EXPECT expectation... [NAMED test] [BELOW library] [ARGUMENTS argument...]):
# a test of the program `record_name`.
function(pitfall name)
  cmake_parse_arguments(PITFALL "" "BELOW;NAMED" "EXPECT;ARGUMENTS" ${ARGN})
  set(test "${name}")
  if(PITFALL_NAMED)
    set(test "${PITFALL_NAMED}")
  endif()
  if(PITFALL_BELOW)
    list(PREPEND PITFALL_EXPECT "below:${PITFALL_BELOW}")
  endif()
  record_test(${test} check_program ${PITFALL_EXPECT} -- $<TARGET_FILE:record_${name}>
    ${PITFALL_ARGUMENTS})
endfunction()

foreach(name IN ITEMS threads forks starts_programs loads_libraries signals edges_of_life
    deep_stacks coroutines language_coroutines jumps whose_symbols cancelled descriptors steps
    new_user ifunc all_ways reopens_places forks_and_loads leaves_main)
  record_program(${name} SOURCES ${name}.cc)
endforeach()
record_library(fork_handlers fork_handlers.cc)
record_program(uses_fork_handlers SOURCES uses_fork_handlers.cc LIBRARIES record_fork_handlers)
record_program(misuse SOURCES misuse.cc FLAGS -O0 -fno-builtin -Wno-all -Wno-alloc-size-larger-than)
record_program(tail_calls SOURCES tail_calls.cc FLAGS -O2 -foptimize-sibling-calls)
record_program(churn SOURCES churn.cc FLAGS -O2)
record_program(map_builder SOURCES map_builder.cc FLAGS -O2)
record_program(own_malloc SOURCES new_user.cc safe_malloc.cc)
record_program(own_new SOURCES new_user.cc own_new.cc)
record_library(plugin plugin.cc)
foreach(bytes IN ITEMS 20000 30000)
  record_library(frame_${bytes} frame_library.cc)
  target_compile_definitions(record_frame_${bytes} PRIVATE FRAME_BYTES=${bytes})
endforeach()
record_library(safe_malloc safe_malloc.cc)
record_library(own_new_library own_new.cc)
record_library(symbolic_library new_of_library.cc own_new.cc)
target_link_options(record_symbolic_library PRIVATE -Wl,-Bsymbolic)
record_program(linked_malloc SOURCES new_user.cc LIBRARIES record_safe_malloc)
record_program(linked_new SOURCES new_user.cc LIBRARIES record_own_new_library)
record_program(uses_library_new SOURCES uses_library_new.cc LIBRARIES record_symbolic_library)
target_link_options(record_linked_malloc PRIVATE -Wl,--no-as-needed)
target_link_options(record_linked_new PRIVATE -Wl,--no-as-needed)

set(ways malloc calloc realloc grown_realloc reallocarray posix_memalign aligned_alloc memalign
  valloc pvalloc new new_array nothrow_new strdup)
list(TRANSFORM ways REPLACE "(.+)" "by_\\1=10000")
pitfall(all_ways EXPECT ${ways} by_aligned_new=10240 freed_again=0)
pitfall(threads EXPECT keep_in_thread=400000)
pitfall(forks EXPECT leak_in_parent=42000)
pitfall(uses_fork_handlers EXPECT leak_beside_handlers=10000)
pitfall(leaves_main EXPECT leak_in_last=10000)
pitfall(leaves_main NAMED leaves_main_watched EXPECT setting:signal:12 leak_in_last=10000)
pitfall(starts_programs EXPECT leak_after_children=44000)
pitfall(loads_libraries EXPECT plugin_leak=50000 ARGUMENTS $<TARGET_FILE:record_plugin>)
pitfall(reopens_places EXPECT call_library=70000
  ARGUMENTS $<TARGET_FILE:record_frame_20000> $<TARGET_FILE:record_frame_30000>)
pitfall(forks_and_loads EXPECT leak_in_parent=36000 ARGUMENTS $<TARGET_FILE:record_plugin>)
pitfall(edges_of_life EXPECT leak_before_main=30000 leak_in_thread_object=160000)
pitfall(ifunc EXPECT leak_after_choice=27000)
pitfall(deep_stacks EXPECT leak_deep_down=50000 leak_near_the_end=55000 leak_in_handler=60000)
pitfall(coroutines EXPECT leak_on_context=100000 leak_on_fiber)
pitfall(language_coroutines EXPECT leak_in_coroutine=600000)
pitfall(jumps EXPECT leak_while_thrown_through=840000)
pitfall(whose_symbols EXPECT leak_here=12000)
pitfall(cancelled EXPECT setting:interval_bytes:1000000,keep:2 leak_while_cancelled=50000000)
pitfall(misuse EXPECT nothing)
pitfall(tail_calls EXPECT caller_of_jump=60000 first:caller_of_jump)
pitfall(descriptors EXPECT setting:interval_bytes:40000 leak_between=330000)

pitfall(signals NAMED signals.outside EXPECT leak_in_handler leak_after_signals=63000
  ARGUMENTS outside)
pitfall(signals NAMED signals.anywhere EXPECT leak_in_handler leak_after_signals=63000
  BELOW $<TARGET_FILE:record_safe_malloc> ARGUMENTS anywhere)
pitfall(signals NAMED signals.jump EXPECT leak_after_signals=63000
  BELOW $<TARGET_FILE:record_safe_malloc> ARGUMENTS jump)

# Who has malloc and operator new: the C library, a library, the program itself (whose
# malloc no preloaded library replaces: there is nothing to record).
set(leaks leak_by_new=28000 leak_by_malloc=15000)
pitfall(new_user EXPECT ${leaks})
pitfall(own_new EXPECT ${leaks})
pitfall(linked_new EXPECT ${leaks})
pitfall(linked_malloc EXPECT ${leaks})
pitfall(own_malloc EXPECT nothing)
pitfall(uses_library_new EXPECT library_leak=18000)
foreach(allocator IN ITEMS jemalloc tcmalloc_minimal mimalloc)
  find_library(JESCOPE_RECORD_${allocator} NAMES lib${allocator}.so.2 lib${allocator}.so.4)
  if(JESCOPE_RECORD_${allocator})
    pitfall(new_user NAMED over_${allocator} EXPECT ${leaks}
      BELOW "${JESCOPE_RECORD_${allocator}}")
    pitfall(threads NAMED threads_over_${allocator} EXPECT keep_in_thread=400000
      BELOW "${JESCOPE_RECORD_${allocator}}")
  else()
    message(STATUS "record: no lib${allocator}, its test is left out")
  endif()
endforeach()
