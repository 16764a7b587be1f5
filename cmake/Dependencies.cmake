# SPDX-License-Identifier: Apache-2.0
#
# Third-party libraries, all from Debian packages. Each becomes one target that
# is linked by the one stage that wraps it. JESCOPE_STATIC takes the archives.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(JESCOPE_CCACHE ccache)
if(JESCOPE_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${JESCOPE_CCACHE}")
endif()

find_package(Threads REQUIRED)

if(JESCOPE_STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
endif()

# jescope_library(name header library...): an imported target third_party::name.
# JESCOPE_NEEDS keeps the libraries' names for the installed package (Install.cmake).
function(jescope_library name header)
  find_path(JESCOPE_${name}_INCLUDE "${header}" REQUIRED)
  add_library(third_party::${name} INTERFACE IMPORTED GLOBAL)
  target_include_directories(third_party::${name} SYSTEM INTERFACE "${JESCOPE_${name}_INCLUDE}")
  set_property(TARGET third_party::${name} PROPERTY JESCOPE_NEEDS ${ARGN})
  foreach(library IN LISTS ARGN)
    find_library(JESCOPE_LIB_${library} "${library}" REQUIRED)
    target_link_libraries(third_party::${name} INTERFACE "${JESCOPE_LIB_${library}}")
  endforeach()
endfunction()

jescope_library(fmt fmt/format.h)
jescope_library(zlib zlib.h z)
jescope_library(zstd zstd.h zstd)
jescope_library(deflate libdeflate.h deflate)
jescope_library(re2 re2/re2.h re2)
jescope_library(json nlohmann/json.hpp)
jescope_library(cli11 CLI/CLI.hpp)
jescope_library(capstone capstone/capstone.h capstone)
jescope_library(agg agg2/agg_basics.h agg_pic)
jescope_library(gif gif_lib.h gif)
jescope_library(iberty libiberty/demangle.h iberty)
jescope_library(edit histedit.h edit tinfo bsd)
# libdw's own needs follow it; the order is the linker's.
jescope_library(dw elfutils/libdw.h dw elf z lzma bz2 zstd)
# TLS, and the C library's asking of name servers.
jescope_library(mbedtls mbedtls/ssl.h mbedtls mbedx509 mbedcrypto resolv)
