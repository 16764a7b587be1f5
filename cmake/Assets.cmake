# SPDX-License-Identifier: Apache-2.0
#
# Makes a picture's style sheet and scripts part of jescope_render.

# jescope_read_asset(path variable): the file's text without its comment lines
# and indentation, safe within CDATA and within <script> and <style>.
function(jescope_read_asset path variable)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
  file(READ "${path}" text)
  string(REGEX REPLACE "\n[ ]+" "\n" text "\n${text}")
  string(REGEX REPLACE "\n//[^\n]*" "" text "${text}")
  string(REGEX REPLACE "/\\*[^/]*\\*/" "" text "${text}")
  string(REGEX REPLACE "\n\n+" "\n" text "${text}")
  if(text MATCHES "\\]\\]>|</s[ct]")
    message(FATAL_ERROR "${path}: must not contain the end of CDATA, of a script or of a style")
  endif()
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

# jescope_picture_assets(name script...): <name>_style_sheet() and
# <name>_script(), declared in src/render/<name>/assets.h, from style.css and the
# scripts of that folder. The scripts are put one after the other; each uses only
# what stands before it when it is run.
function(jescope_picture_assets name)
  set(folder "${PROJECT_SOURCE_DIR}/src/render/${name}")
  jescope_read_asset("${folder}/style.css" JESCOPE_ASSET_CSS)
  set(JESCOPE_ASSET_JS "")
  foreach(script IN LISTS ARGN)
    jescope_read_asset("${folder}/${script}" text)
    string(APPEND JESCOPE_ASSET_JS "${text}")
  endforeach()
  set(JESCOPE_ASSET_NAME ${name})
  set(assets "${PROJECT_BINARY_DIR}/${name}_assets.cc")
  configure_file("${PROJECT_SOURCE_DIR}/cmake/assets.cc.in" "${assets}" @ONLY)
  target_sources(jescope_render PRIVATE "${assets}")
endfunction()

# jescope_glyphs(face...): <face>_glyphs(), declared in src/render/drawing/assets.h,
# from <face>.glyphs in that folder.
function(jescope_glyphs)
  set(folder "${PROJECT_SOURCE_DIR}/src/render/drawing")
  set(code "// SPDX-License-Identifier: Apache-2.0\n#include \"render/drawing/assets.h\"\n\n")
  string(APPEND code "namespace jescope {\n")
  foreach(face IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${folder}/${face}.glyphs")
    file(READ "${folder}/${face}.glyphs" text)
    string(APPEND code "std::string_view ${face}_glyphs() { return R\"asset(${text})asset\"; }\n")
  endforeach()
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/glyphs.cc" CONTENT "${code}}\n" @ONLY)
  target_sources(jescope_render PRIVATE "${PROJECT_BINARY_DIR}/glyphs.cc")
endfunction()
