# SPDX-License-Identifier: Apache-2.0
#
# cmake --install: the program, the stages as static libraries with their headers,
# a package for find_package(jescope CONFIG), the manual page and the notices.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/jescope")
set(stages base model read normalize symbolize combine select summarize render fetch pipeline record)
list(TRANSFORM stages PREPEND jescope_ OUTPUT_VARIABLE libraries)

install(TARGETS jescope_flags ${libraries} EXPORT jescopeTargets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
set_target_properties(jescope_flags PROPERTIES EXPORT_NAME flags)
install(EXPORT jescopeTargets NAMESPACE jescope:: DESTINATION "${package_dir}")
install(DIRECTORY include/jescope DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")

# The libraries a user of a stage must link, in the words of the package file.
set(JESCOPE_NEEDS "")
foreach(library IN LISTS libraries)
  string(REPLACE jescope_ "" stage "${library}")
  get_target_property(needs ${library} JESCOPE_NEEDS)
  if(needs)
    list(JOIN needs " " needs)
    string(APPEND JESCOPE_NEEDS "_jescope_needs(${stage} ${needs})\n")
  endif()
endforeach()
configure_package_config_file(cmake/jescopeConfig.cmake.in
  "${PROJECT_BINARY_DIR}/jescopeConfig.cmake" INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/jescopeConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/jescopeConfig.cmake"
  "${PROJECT_BINARY_DIR}/jescopeConfigVersion.cmake" DESTINATION "${package_dir}")

install(FILES LICENSE THIRD_PARTY_NOTICES DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES man/jescope.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" OPTIONAL)

if(TARGET jescope)
  install(TARGETS jescope RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
