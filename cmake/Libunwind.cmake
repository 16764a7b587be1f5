# SPDX-License-Identifier: Apache-2.0
#
# libunwind, built from Debian's source as scripts/build_libunwind.sh says. All presets
# share one build of each architecture; another script makes another one.
option(JESCOPE_RECORD "Build the recorder (jescope record)" ON)
set(JESCOPE_LIBUNWIND_DIR "${PROJECT_SOURCE_DIR}/build/third_party/libunwind" CACHE PATH
  "Where libunwind is built, one folder an architecture")

set(JESCOPE_LIBUNWIND_SCRIPT "${PROJECT_SOURCE_DIR}/scripts/build_libunwind.sh")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${JESCOPE_LIBUNWIND_SCRIPT}")
file(SHA256 "${JESCOPE_LIBUNWIND_SCRIPT}" version)
string(SUBSTRING "${version}" 0 8 JESCOPE_LIBUNWIND_VERSION)

# jescope_libunwind_folder(arch variable): where the archives and headers are.
function(jescope_libunwind_folder arch variable)
  set(${variable} "${JESCOPE_LIBUNWIND_DIR}/${arch}-${JESCOPE_LIBUNWIND_VERSION}" PARENT_SCOPE)
endfunction()

# jescope_libunwind(arch): the target libunwind_<arch>, which builds it.
function(jescope_libunwind arch)
  jescope_libunwind_folder(${arch} folder)
  add_custom_command(
    OUTPUT "${folder}/lib/libunwind-${arch}.a" "${folder}/lib/libunwind-ptrace.a"
    COMMAND "${JESCOPE_LIBUNWIND_SCRIPT}" ${arch} "${folder}"
    COMMENT "Building libunwind for ${arch}" VERBATIM)
  add_custom_target(libunwind_${arch}
    DEPENDS "${folder}/lib/libunwind-${arch}.a" "${folder}/lib/libunwind-ptrace.a")
endfunction()

if(JESCOPE_RECORD)
  set(JESCOPE_HOST_ARCH ${CMAKE_SYSTEM_PROCESSOR})
  jescope_libunwind(x86_64)
  jescope_libunwind(aarch64)
  jescope_libunwind_folder(${JESCOPE_HOST_ARCH} folder)
  # The folder is a target's to be, and a target's include folder must exist.
  file(MAKE_DIRECTORY "${folder}/include")

  # third_party::unwind_remote interprets call frame information of any process that
  # accessors read; third_party::unwind_ptrace brings the accessors of a traced one.
  add_library(third_party::unwind_remote INTERFACE IMPORTED GLOBAL)
  target_include_directories(third_party::unwind_remote SYSTEM INTERFACE "${folder}/include")
  target_link_libraries(third_party::unwind_remote INTERFACE "${folder}/lib/libunwind-${JESCOPE_HOST_ARCH}.a")
  add_dependencies(third_party::unwind_remote libunwind_${JESCOPE_HOST_ARCH})

  add_library(third_party::unwind_ptrace INTERFACE IMPORTED GLOBAL)
  target_link_libraries(third_party::unwind_ptrace INTERFACE
    "${folder}/lib/libunwind-ptrace.a" third_party::unwind_remote)
endif()
