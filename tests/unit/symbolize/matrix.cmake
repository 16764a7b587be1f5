# SPDX-License-Identifier: Apache-2.0
#
# The matrix: one small program (fixtures/matrix/chains.cc) in every shape that
# compilers, linkers and strippers give to debug information. A shape that this
# machine has no tool for is left out, and its test skips. Nothing is run, so
# any target will do.
set(matrix "${built}/matrix")
file(MAKE_DIRECTORY "${matrix}")
file(GLOB matrix_inputs "${fixtures}/matrix/*")

find_program(JESCOPE_GOLD ld.gold)
find_program(JESCOPE_DWP dwp)
find_program(JESCOPE_LLVM_DWP NAMES llvm-dwp llvm-dwp-14)
find_program(JESCOPE_LLVM_OBJCOPY NAMES llvm-objcopy llvm-objcopy-14)
find_program(JESCOPE_EU_STRIP eu-strip)
find_program(JESCOPE_STRIP strip)
find_program(JESCOPE_XZ xz)
find_program(JESCOPE_PPC64_LD powerpc64-linux-gnu-ld)
find_program(JESCOPE_S390X_LD s390x-linux-gnu-ld)
find_program(JESCOPE_RUSTC NAMES rustc HINTS "$ENV{HOME}/.cargo/bin")
find_program(JESCOPE_GFORTRAN NAMES gfortran gfortran-12)

set(chains "${fixtures}/matrix/chains.cc" "${fixtures}/matrix/chains_more.cc")
set(bare -nostdlib -ffreestanding -fno-exceptions -fno-rtti -fno-stack-protector)
set(program ${bare} -no-pie -Wl,-e,run)

# matrix_made(name TOOL... COMMAND...): matrix/<name>, by commands run in a
# folder of its own, matrix/<name>.d; left out when one of the tools is.
function(matrix_made name)
  cmake_parse_arguments(PARSE_ARGV 1 row "" "" "TOOLS;FROM;STEPS")
  foreach(tool IN LISTS row_TOOLS)
    if(NOT ${tool})
      return()
    endif()
  endforeach()
  foreach(origin IN LISTS row_FROM)
    if(NOT "${matrix}/${origin}" IN_LIST fixture_files)
      return()
    endif()
  endforeach()
  list(TRANSFORM row_FROM PREPEND "${matrix}/")
  file(MAKE_DIRECTORY "${matrix}/${name}.d")
  string(REPLACE "@OUT@" "${matrix}/${name}" steps "${row_STEPS}")
  add_custom_command(OUTPUT "${matrix}/${name}" ${steps}
    WORKING_DIRECTORY "${matrix}/${name}.d" DEPENDS ${matrix_inputs} ${row_FROM} VERBATIM)
  set(fixture_files ${fixture_files} "${matrix}/${name}" PARENT_SCOPE)
endfunction()

# matrix_program(name COMPILER flag...): the program.
function(matrix_program name compiler)
  matrix_made(${name} TOOLS ${compiler}
    STEPS COMMAND "${${compiler}}" ${program} -g ${ARGN} ${chains} -o "@OUT@")
  set(fixture_files ${fixture_files} PARENT_SCOPE)
endfunction()

# By compiler: level of optimization, DWARF version, kinds of contents.
foreach(level 0 1 2 3)
  matrix_program(gcc-O${level} JESCOPE_GXX -O${level})
  matrix_program(clang-O${level} JESCOPE_CLANGXX -O${level})
endforeach()
matrix_program(gcc-dwarf2 JESCOPE_GXX -O2 -gdwarf-2)
matrix_program(gcc-dwarf2-strict JESCOPE_GXX -O2 -gdwarf-2 -gstrict-dwarf)
matrix_program(clang-dwarf2 JESCOPE_CLANGXX -O2 -gdwarf-2)
foreach(version 3 4 5)
  matrix_program(gcc-dwarf${version} JESCOPE_GXX -O2 -gdwarf-${version} -gstrict-dwarf)
  matrix_program(clang-dwarf${version} JESCOPE_CLANGXX -O2 -gdwarf-${version})
endforeach()
matrix_program(gcc-wide4 JESCOPE_GXX -O2 -gdwarf-4 -gdwarf64)
matrix_program(gcc-wide5 JESCOPE_GXX -O2 -gdwarf-5 -gdwarf64)
matrix_program(clang-wide4 JESCOPE_CLANGXX -O2 -gdwarf-4 -gdwarf64)
matrix_program(clang-wide5 JESCOPE_CLANGXX -O2 -gdwarf-5 -gdwarf64)
matrix_program(gcc-lines JESCOPE_GXX -O2 -g1)
matrix_program(clang-lines JESCOPE_CLANGXX -O2 -g1)
matrix_program(clang-lines-only JESCOPE_CLANGXX -O2 -gline-tables-only)
matrix_program(gcc-types4 JESCOPE_GXX -O2 -gdwarf-4 -fdebug-types-section)
matrix_program(gcc-types5 JESCOPE_GXX -O2 -gdwarf-5 -fdebug-types-section)
matrix_program(clang-types4 JESCOPE_CLANGXX -O2 -gdwarf-4 -fdebug-types-section)
matrix_program(clang-types5 JESCOPE_CLANGXX -O2 -gdwarf-5 -fdebug-types-section)
matrix_program(gcc-relocated-lines JESCOPE_GXX -O2 -gno-as-loc-support)
matrix_program(gcc-no-views JESCOPE_GXX -O2 -gno-variable-location-views)
matrix_program(gcc-pubnames JESCOPE_GXX -O2 -ggnu-pubnames)
matrix_program(clang-blocks JESCOPE_CLANGXX -O2 -fbasic-block-sections=all)
matrix_program(clang-discriminators JESCOPE_CLANGXX -O2 -fdebug-info-for-profiling)
matrix_program(gcc-sections JESCOPE_GXX -O2 -ffunction-sections -Wl,--gc-sections)
matrix_program(clang-sections JESCOPE_CLANGXX -O2 -ffunction-sections -Wl,--gc-sections)
matrix_program(gcc-lto JESCOPE_GXX -O2 -flto)
matrix_program(gcc-lto-parts JESCOPE_GXX -O2 -flto=2 -flto-partition=1to1)
if(JESCOPE_LLD)
  matrix_program(clang-lto JESCOPE_CLANGXX -O2 -flto -fuse-ld=lld)
  matrix_program(clang-lto-thin JESCOPE_CLANGXX -O2 -flto=thin -fuse-ld=lld)
endif()

# By linker and layout: code in a segment of its own or not, addresses that
# are not offsets.
set(linkers bfd)
if(JESCOPE_GOLD)
  list(APPEND linkers gold)
endif()
if(JESCOPE_LLD)
  list(APPEND linkers lld)
endif()
foreach(linker IN LISTS linkers)
  matrix_program(gcc-by-${linker} JESCOPE_GXX -O2 -fuse-ld=${linker})
  matrix_program(clang-by-${linker} JESCOPE_CLANGXX -O2 -fuse-ld=${linker})
  matrix_program(pie-by-${linker} JESCOPE_GXX -O2 -fPIE -pie -fuse-ld=${linker})
endforeach()
matrix_program(separate-code JESCOPE_GXX -O2 -Wl,-z,separate-code)
matrix_program(mixed-code JESCOPE_GXX -O2 -Wl,-z,noseparate-code)
matrix_program(one-segment JESCOPE_GXX -O2 -Wl,-N)
matrix_program(high-address JESCOPE_GXX -O2 -mcmodel=large
  -Wl,-Ttext-segment=0x7ffe00000000)
matrix_program(script-layout JESCOPE_GXX -O2 -Wl,-T,${fixtures}/matrix/layout.ld)
if(JESCOPE_LLD)
  matrix_program(lld-separate-code JESCOPE_GXX -O2 -fuse-ld=lld -Wl,-z,separate-code)
  matrix_program(lld-one-segment JESCOPE_GXX -O2 -fuse-ld=lld -Wl,--no-rosegment)
endif()

# By compression of the sections.
matrix_program(base JESCOPE_GXX -O2 -Wl,--build-id=0x0123456789abcdef0123456789abcdef01234567)
foreach(kind zlib zlib-gnu zstd)
  matrix_made(compressed-${kind} TOOLS JESCOPE_OBJCOPY FROM base
    STEPS COMMAND "${JESCOPE_OBJCOPY}" --compress-debug-sections=${kind} ../base "@OUT@")
endforeach()
matrix_program(gcc-linked-zlib JESCOPE_GXX -O2 -gz=zlib)
matrix_program(gcc-linked-zlib-gnu JESCOPE_GXX -O2 -gz=zlib-gnu)

# matrix_split(name COMPILER flag...): the program with its entries in .dwo
# files; as <name>-dwp and <name>-llvm-dwp the same with all of them in
# <name>.dwp, and the .dwo files gone. Packers of Debian 12 fail or hang on what
# they do not know: that of binutils on DWARF 5, that of LLVM on gcc's DWARF 5.
function(matrix_split name compiler)
  set(build_it COMMAND "${${compiler}}" ${bare} -g -gsplit-dwarf ${ARGN} -c ${chains}
    COMMAND "${${compiler}}" ${program} chains.o chains_more.o -o "@OUT@")
  set(units chains.dwo chains_more.dwo)
  matrix_made(${name} TOOLS ${compiler} STEPS ${build_it})
  if(name MATCHES "split4")
    matrix_made(${name}-dwp TOOLS ${compiler} JESCOPE_DWP STEPS ${build_it}
      COMMAND timeout 20 "${JESCOPE_DWP}" ${units} -o "@OUT@.dwp"
      COMMAND "${CMAKE_COMMAND}" -E rm ${units})
  endif()
  if(NOT name MATCHES "gcc-split5")
    matrix_made(${name}-llvm-dwp TOOLS ${compiler} JESCOPE_LLVM_DWP STEPS ${build_it}
      COMMAND timeout 20 "${JESCOPE_LLVM_DWP}" ${units} -o "@OUT@.dwp"
      COMMAND "${CMAKE_COMMAND}" -E rm ${units})
  endif()
  set(fixture_files ${fixture_files} PARENT_SCOPE)
endfunction()

foreach(version 4 5)
  matrix_split(gcc-split${version} JESCOPE_GXX -O2 -gdwarf-${version})
  matrix_split(gcc-split${version}-types JESCOPE_GXX -O2 -gdwarf-${version} -fdebug-types-section)
  matrix_split(clang-split${version} JESCOPE_CLANGXX -O2 -gdwarf-${version})
  matrix_split(clang-split${version}-types JESCOPE_CLANGXX -O2 -gdwarf-${version}
    -fdebug-types-section)
endforeach()

# Other machines: 32 bits, big-endian, code of two kinds, pages of 64 KiB,
# relaxation at link time, function descriptors.
function(matrix_foreign name target)
  if(JESCOPE_LLD)
    matrix_made(foreign-${name} TOOLS JESCOPE_CLANGXX
      STEPS COMMAND "${JESCOPE_CLANGXX}" --target=${target} ${bare} -fPIC -shared -fuse-ld=lld -g -O2
        ${ARGN} ${chains} -o "@OUT@")
  endif()
  set(fixture_files ${fixture_files} PARENT_SCOPE)
endfunction()

matrix_foreign(i386 i386-linux-gnu)
matrix_foreign(i386-dwarf4 i386-linux-gnu -gdwarf-4)
matrix_foreign(arm armv7-linux-gnueabihf -marm)
matrix_foreign(thumb armv7-linux-gnueabihf -mthumb)
matrix_foreign(aarch64 aarch64-linux-gnu -Wl,-z,max-page-size=65536)
matrix_foreign(mips mips-linux-gnu)
matrix_foreign(mipsel mipsel-linux-gnu)
matrix_foreign(mips64 mips64-linux-gnuabi64)
matrix_foreign(ppc powerpc-linux-gnu)
matrix_foreign(ppc64le powerpc64le-linux-gnu)
matrix_foreign(riscv64 riscv64-linux-gnu -mno-relax -Wl,-X)
matrix_foreign(riscv64-relaxed riscv64-linux-gnu -march=rv64gc -Wl,-X)
matrix_foreign(riscv32 riscv32-linux-gnu -march=rv32gc -Wl,-X)
matrix_foreign(x32 x86_64-linux-gnux32)

# Targets that lld 14 does not link: the linker of binutils does.
function(matrix_foreign_bfd name target linker)
  matrix_made(foreign-${name} TOOLS JESCOPE_CLANGXX ${linker}
    STEPS COMMAND "${JESCOPE_CLANGXX}" --target=${target} ${bare} -fPIC -g -O2 ${ARGN} -c ${chains}
    COMMAND "${${linker}}" -shared chains.o chains_more.o -o "@OUT@")
  set(fixture_files ${fixture_files} PARENT_SCOPE)
endfunction()

matrix_foreign_bfd(ppc64-opd powerpc64-linux-gnu JESCOPE_PPC64_LD -mabi=elfv1)
matrix_foreign_bfd(ppc64-opd-dwarf4 powerpc64-linux-gnu JESCOPE_PPC64_LD -mabi=elfv1 -gdwarf-4)
matrix_foreign_bfd(s390x s390x-linux-gnu JESCOPE_S390X_LD)

# What strippers leave of matrix/base, and where they put the rest.
set(base_id 0123456789abcdef0123456789abcdef01234567)
string(SUBSTRING ${base_id} 2 -1 base_id_rest)
set(hidden_debug "debug/.build-id/01/${base_id_rest}.debug")

# matrix_apart(name TOOLS... FROM... STEPS...): a module <name> and its debug
# file <name>.d/split.debug, put under a build-id in <name>.d/debug as well.
function(matrix_apart name)
  cmake_parse_arguments(PARSE_ARGV 1 row "" "" "TOOLS;STEPS")
  matrix_made(${name} TOOLS ${row_TOOLS} FROM base
    STEPS COMMAND "${CMAKE_COMMAND}" -E copy ../base whole
    COMMAND "${CMAKE_COMMAND}" -E make_directory debug/.build-id/01
    ${row_STEPS}
    COMMAND "${CMAKE_COMMAND}" -E copy split.debug "${hidden_debug}")
  set(fixture_files ${fixture_files} PARENT_SCOPE)
endfunction()

matrix_apart(apart-objcopy TOOLS JESCOPE_OBJCOPY
  STEPS COMMAND "${JESCOPE_OBJCOPY}" --only-keep-debug whole split.debug
  COMMAND "${JESCOPE_OBJCOPY}" --strip-all whole "@OUT@")
matrix_apart(apart-strip-debug TOOLS JESCOPE_STRIP JESCOPE_OBJCOPY
  STEPS COMMAND "${JESCOPE_OBJCOPY}" --only-keep-debug whole split.debug
  COMMAND "${JESCOPE_STRIP}" -g whole -o "@OUT@")
matrix_apart(apart-compressed TOOLS JESCOPE_OBJCOPY
  STEPS COMMAND "${JESCOPE_OBJCOPY}" --only-keep-debug --compress-debug-sections=zlib
    whole split.debug
  COMMAND "${JESCOPE_OBJCOPY}" --strip-all whole "@OUT@")
matrix_apart(apart-strip TOOLS JESCOPE_STRIP
  STEPS COMMAND "${JESCOPE_STRIP}" --only-keep-debug whole -o split.debug
  COMMAND "${JESCOPE_STRIP}" -s whole -o "@OUT@")
matrix_apart(apart-llvm TOOLS JESCOPE_LLVM_OBJCOPY
  STEPS COMMAND "${JESCOPE_LLVM_OBJCOPY}" --only-keep-debug whole split.debug
  COMMAND "${JESCOPE_LLVM_OBJCOPY}" --strip-all whole "@OUT@")
matrix_apart(apart-eu-strip TOOLS JESCOPE_EU_STRIP
  STEPS COMMAND "${JESCOPE_EU_STRIP}" -f split.debug whole -o "@OUT@")
matrix_apart(apart-eu-strip-g TOOLS JESCOPE_EU_STRIP
  STEPS COMMAND "${JESCOPE_EU_STRIP}" -g -f split.debug whole -o "@OUT@")
matrix_apart(apart-relocated TOOLS JESCOPE_EU_STRIP
  STEPS COMMAND "${JESCOPE_EU_STRIP}" --reloc-debug-sections -f split.debug whole -o "@OUT@")

# Debug files found by name and checksum: no build-id.
matrix_made(link-good TOOLS JESCOPE_OBJCOPY FROM base
  STEPS COMMAND "${JESCOPE_OBJCOPY}" --only-keep-debug --remove-section=.note.gnu.build-id
    ../base link-good.debug
  COMMAND "${JESCOPE_OBJCOPY}" --strip-all --remove-section=.note.gnu.build-id
    --add-gnu-debuglink=link-good.debug ../base "@OUT@"
  COMMAND "${CMAKE_COMMAND}" -E copy link-good.debug ..)
matrix_made(link-other-file TOOLS JESCOPE_OBJCOPY FROM link-good gcc-O0
  STEPS COMMAND "${CMAKE_COMMAND}" -E copy ../link-good.debug link-other-file.debug
  COMMAND "${JESCOPE_OBJCOPY}" --strip-all --remove-section=.note.gnu.build-id
    --add-gnu-debuglink=link-other-file.debug ../base "@OUT@"
  COMMAND "${JESCOPE_OBJCOPY}" --only-keep-debug --remove-section=.note.gnu.build-id
    ../gcc-O0 ../link-other-file.debug)

# dwz: common parts in an alternate file, named with its build-id.
matrix_made(shared-good TOOLS JESCOPE_DWZ FROM base
  STEPS COMMAND "${CMAKE_COMMAND}" -E copy ../base one
  COMMAND "${CMAKE_COMMAND}" -E copy ../base two
  COMMAND "${CMAKE_COMMAND}" -E rm -f shared.dwz
  COMMAND "${JESCOPE_DWZ}" -m shared.dwz -M shared-good.d/shared.dwz one two
  COMMAND "${CMAKE_COMMAND}" -E copy one "@OUT@")
matrix_made(shared-wrong TOOLS JESCOPE_DWZ JESCOPE_OBJCOPY FROM base
  STEPS COMMAND "${CMAKE_COMMAND}" -E copy ../base one
  COMMAND "${CMAKE_COMMAND}" -E copy ../base two
  COMMAND "${CMAKE_COMMAND}" -E rm -f shared.dwz
  COMMAND "${JESCOPE_DWZ}" -m shared.dwz -M shared-wrong.d/shared.dwz one two
  COMMAND "${JESCOPE_OBJCOPY}" --remove-section=.note.gnu.build-id shared.dwz
  COMMAND "${CMAKE_COMMAND}" -E copy one "@OUT@")

# As Fedora ships: a small symbol table of functions, compressed, in the module.
matrix_made(mini TOOLS JESCOPE_OBJCOPY JESCOPE_XZ FROM base
  STEPS COMMAND "${JESCOPE_OBJCOPY}" --only-keep-debug ../base all
  COMMAND "${JESCOPE_OBJCOPY}" --strip-debug --remove-section=.comment all mini
  COMMAND "${CMAKE_COMMAND}" -E rm -f mini.xz
  COMMAND "${JESCOPE_XZ}" mini
  COMMAND "${JESCOPE_OBJCOPY}" --strip-all --add-section=.gnu_debugdata=mini.xz ../base "@OUT@")

matrix_made(only-symtab TOOLS JESCOPE_OBJCOPY FROM base
  STEPS COMMAND "${JESCOPE_OBJCOPY}" --strip-debug ../base "@OUT@")
matrix_made(only-frames TOOLS JESCOPE_OBJCOPY FROM base
  STEPS COMMAND "${JESCOPE_OBJCOPY}" --strip-all --remove-section=.note.gnu.build-id
    ../base "@OUT@")

# Names of other languages, versions of a name, what is no function.
matrix_made(names TOOLS JESCOPE_GXX
  STEPS COMMAND "${JESCOPE_GXX}" -nostdlib -shared "${fixtures}/matrix/names.S"
    "-Wl,--version-script=${fixtures}/matrix/names.map" -o "@OUT@")
matrix_made(names-dynsym TOOLS JESCOPE_OBJCOPY FROM names
  STEPS COMMAND "${JESCOPE_OBJCOPY}" --strip-all ../names "@OUT@")

# Hand-written assembly.
matrix_made(assembly TOOLS JESCOPE_GXX
  STEPS COMMAND "${JESCOPE_GXX}" ${program} "${fixtures}/matrix/assembly.S" -o "@OUT@")
matrix_made(assembly-g TOOLS JESCOPE_GXX
  STEPS COMMAND "${JESCOPE_GXX}" ${program} -g "${fixtures}/matrix/assembly.S" -o "@OUT@")
matrix_made(assembly-loc TOOLS JESCOPE_GXX
  STEPS COMMAND "${JESCOPE_GXX}" ${program} -DGIVEN_LINES "${fixtures}/matrix/assembly.S"
    -o "@OUT@")

# Code that linkers fold: the same functions, one address.
foreach(linker gold lld)
  string(TOUPPER JESCOPE_${linker} tool)
  matrix_made(folded-${linker} TOOLS JESCOPE_GXX ${tool}
    STEPS COMMAND "${JESCOPE_GXX}" ${program} -g -O2 -ffunction-sections -fuse-ld=${linker}
      -Wl,--icf=all "${fixtures}/matrix/folded.cc" -o "@OUT@")
endforeach()

# A library of which only the exported names are left.
matrix_made(only-dynsym TOOLS JESCOPE_GXX JESCOPE_OBJCOPY
  STEPS COMMAND "${JESCOPE_GXX}" ${bare} -shared -fPIC -O2 ${chains} -o whole
  COMMAND "${JESCOPE_OBJCOPY}" --strip-all whole "@OUT@")

# Languages whose compilers may be here: real programs of theirs.
foreach(mangling v0 legacy)
  matrix_made(rust-${mangling} TOOLS JESCOPE_RUSTC
    STEPS COMMAND "${CMAKE_COMMAND}" -E env RUSTC_BOOTSTRAP=1 "${JESCOPE_RUSTC}" -g -O
      --crate-type cdylib -C panic=abort -C symbol-mangling-version=${mangling}
      -Z unstable-options -C link-arg=-nostdlib "${fixtures}/matrix/shapes.rs" -o "@OUT@")
endforeach()
matrix_made(fortran TOOLS JESCOPE_GFORTRAN
  STEPS COMMAND "${JESCOPE_GFORTRAN}" -g -O2 -shared -fPIC "${fixtures}/matrix/shapes.f90"
    -o "@OUT@")
