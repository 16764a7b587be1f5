// SPDX-License-Identifier: Apache-2.0
#include "cli/jeprof/jeprof_options.h"

namespace jescope {

std::string jeprof_usage() {
  return R"(jeprof [options] [PROGRAM] DUMP...
jeprof [options] HOST:PORT[/pprof/heap]
jeprof --symbols PROGRAM < MAPS_AND_ADDRESSES

The command line of jemalloc's jeprof, answered by jescope: no Perl, binutils or
graphviz. PROGRAM may be left out where the dump's map names it. Several dumps are
added up. Options may be shortened, begin with one dash, and stand anywhere.

Report (default: --text; on a terminal --interactive)
  --text            a table of functions
  --collapsed       stacks in lines, for flame graphs
  --callgrind       for KCachegrind
  --dot             the call graph for graphviz
  --svg --ps --pdf --gif
                    the call graph as a picture
  --raw             the dump with its names, to be read without the program
  --list=RE         source lines of functions
  --disasm=RE       instructions of functions
  --symbols         names of addresses from standard input
  --interactive     a prompt; its "help" tells the commands
  --web --gv --evince
                    the picture in the browser, gv or evince

What is counted
  --inuse_space (default) --inuse_objects --alloc_space --alloc_objects
  --show_bytes      bytes instead of units of 1,048,576
  --base=DUMP       less what this dump holds
  --drop_negative   with --base: what shrank counts as nothing
  --thread=N        of one thread; *: a report for each

What a row is
  --functions (default) --lines --files --addresses
  --cum             order by the cumulative value

What is left out (RE: a regular expression in RE2 syntax)
  --focus=RE --ignore=RE     stacks without, or with, a matching function or file
  --retain=RE --exclude=RE   calls of functions that do not, or do, match
  --nodecount=N (80) --nodefraction=F (.005) --edgefraction=F (.001) --maxdegree=N (8)
                    of graphs: most nodes, least node, least call, most calls of a node
  --heapcheck       --dot: functions that hold something are grey

Where files are
  --lib_prefix=DIR,DIR   folders in which libraries are looked for first
  --add_lib=FILE         an ELF file that the dump's map lacks, where it was linked for
  --sysroot=DIR          a folder in which all paths of the dump are looked up

  --compat=exact    names and cuts as jeprof 5.3 makes them, to see why two reports differ
  --scale=N         for gv
  --help --version
  --tools --seconds --debug --debug-syms-by-id --test are taken and change nothing.

Exit status: 0 answered, 1 anything else. `jescope --help` tells of all else.
)";
}

}  // namespace jescope
