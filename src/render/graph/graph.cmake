# SPDX-License-Identifier: Apache-2.0
#
# Makes the call graph's style sheet and script part of jescope_render, without
# their comment lines and indentation.
set(JESCOPE_GRAPH_SCRIPTS model.js view.js tools.js events.js)

# jescope_read_graph_asset(file variable): the file's text, shortened.
function(jescope_read_graph_asset file variable)
  set(path "${PROJECT_SOURCE_DIR}/src/render/graph/${file}")
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

jescope_read_graph_asset(style.css JESCOPE_GRAPH_CSS)
set(JESCOPE_GRAPH_JS "")
foreach(script IN LISTS JESCOPE_GRAPH_SCRIPTS)
  jescope_read_graph_asset(${script} script_text)
  string(APPEND JESCOPE_GRAPH_JS "${script_text}")
endforeach()
set(JESCOPE_GRAPH_ASSETS "${PROJECT_BINARY_DIR}/graph_assets.cc")
configure_file("${PROJECT_SOURCE_DIR}/src/render/graph/assets.cc.in" "${JESCOPE_GRAPH_ASSETS}" @ONLY)
target_sources(jescope_render PRIVATE "${JESCOPE_GRAPH_ASSETS}")
