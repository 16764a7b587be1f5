# SPDX-License-Identifier: Apache-2.0
#
# Makes the flame graph's style sheet and script part of jescope_render, without
# their comment lines and indentation. The script's parts are put one after the
# other; each uses only what stands before it when it is run.
set(JESCOPE_FLAME_SCRIPTS
  data.js derive.js units.js fit.js label.js paint.js
  boxes.js search.js draw.js tools.js menu.js state.js
  main.js events.js)

# jescope_read_asset(file variable): the file's text, shortened.
function(jescope_read_asset file variable)
  set(path "${PROJECT_SOURCE_DIR}/src/render/flame/${file}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
  file(READ "${path}" text)
  string(REGEX REPLACE "\n[ ]+" "\n" text "\n${text}")
  string(REGEX REPLACE "\n//[^\n]*" "" text "${text}")
  string(REGEX REPLACE "/\\*[^/]*\\*/" "" text "${text}")
  string(REGEX REPLACE "\n\n+" "\n" text "${text}")
  if(text MATCHES "\\]\\]>")
    message(FATAL_ERROR "${path}: must not contain the end of CDATA")
  endif()
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

jescope_read_asset(style.css JESCOPE_FLAME_CSS)
set(JESCOPE_FLAME_JS "")
foreach(script IN LISTS JESCOPE_FLAME_SCRIPTS)
  jescope_read_asset(${script} script_text)
  string(APPEND JESCOPE_FLAME_JS "${script_text}")
endforeach()
set(JESCOPE_FLAME_ASSETS "${PROJECT_BINARY_DIR}/flame_assets.cc")
configure_file("${PROJECT_SOURCE_DIR}/src/render/flame/assets.cc.in" "${JESCOPE_FLAME_ASSETS}" @ONLY)
target_sources(jescope_render PRIVATE "${JESCOPE_FLAME_ASSETS}")
