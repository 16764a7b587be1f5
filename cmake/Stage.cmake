# SPDX-License-Identifier: Apache-2.0
#
# Flags common to all of our code, and the rule that makes a stage.
add_library(jescope_flags INTERFACE)
target_include_directories(jescope_flags INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(jescope_flags INTERFACE cxx_std_20)

add_library(jescope_build_flags INTERFACE)
target_compile_options(jescope_build_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror
  -ffunction-sections -fdata-sections)
if(JESCOPE_SANITIZE)
  target_compile_options(jescope_build_flags INTERFACE
    -fsanitize=${JESCOPE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(jescope_build_flags INTERFACE -fsanitize=${JESCOPE_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Sanitized code hides from GCC 12 that an empty optional is not read.
    target_compile_options(jescope_build_flags INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(JESCOPE_FUZZ)
  target_compile_options(jescope_build_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees an overlap in every optimized std::string::insert (GCC bug 105651).
  target_compile_options(jescope_build_flags INTERFACE -Wno-restrict)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(jescope_build_flags INTERFACE
    "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/="
    -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS
    -fstack-protector-strong -fstack-clash-protection)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64")
    target_compile_options(jescope_build_flags INTERFACE -fcf-protection)
  endif()
endif()

# Applies to every program below. CMake's check_pie_supported() must stay away: the
# -pie it adds silently beats -static-pie and gives a dynamic program.
# The linker warns of what a static program must not use (dlopen, name services);
# here that is an error.
if(JESCOPE_STATIC)
  add_link_options(-static-pie -s -Wl,--fatal-warnings -Wl,--gc-sections
    -Wl,-z,relro,-z,now,-z,noexecstack)
endif()

# jescope_stage(name [EXCEPT pattern] [USES library...]): src/<name> as the library
# jescope_<name>, without what the pattern finds at the beginning of its paths.
function(jescope_stage name)
  cmake_parse_arguments(STAGE "" "EXCEPT" "USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${name}/*.cc")
  if(STAGE_EXCEPT)
    list(FILTER sources EXCLUDE REGEX "/src/${name}/(${STAGE_EXCEPT})")
  endif()
  add_library(jescope_${name} STATIC ${sources})
  add_library(jescope::${name} ALIAS jescope_${name})
  target_include_directories(jescope_${name} PRIVATE "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(jescope_${name} PUBLIC jescope_flags
    PRIVATE $<BUILD_INTERFACE:jescope_build_flags>)
  foreach(library IN LISTS STAGE_USES)
    if(library MATCHES "^third_party::")
      target_link_libraries(jescope_${name} PRIVATE $<BUILD_INTERFACE:${library}>)
      get_property(needs TARGET ${library} PROPERTY JESCOPE_NEEDS)
      set_property(TARGET jescope_${name} APPEND PROPERTY JESCOPE_NEEDS ${needs})
    else()
      target_link_libraries(jescope_${name} PUBLIC ${library})
    endif()
  endforeach()
  set_target_properties(jescope_${name} PROPERTIES EXPORT_NAME ${name})
endfunction()
