# SPDX-License-Identifier: Apache-2.0
#
# compare_jeprof_rows.awk JEPROF JESCOPE: two reports of one dump, row by row. Variables:
# mode=exact|right, unit=1|0.1 of the numbers, cut=1 for graphs of the largest, base=1
# with --base, bare=1 for dumps with records without a stack, own=1 where only a
# program's own rows are looked at. A row is
# "flat cumulative name". Prints the kinds of differences with their numbers; nothing:
# the reports say the same but for rounding. The faults of jeprof, by their numbers in
# docs/jeprof.md:
#
#   place      jeprof shows an address of the process, jescope module+offset or the
#              bounds of a function (fix 3, 5)
#   name       one function, written in another way: mangled, cut apart, or told apart
#              by an address (fix 8)
#   inlined    code inlined where jeprof sees none, or names it wrongly (fix 6)
#   allocator  jeprof leaves frames of the allocator, or cuts off more (fix 7)
#   backtrace  records without a stack, which jeprof adds to another's (fix 1)
#   base       jeprof names the other dump's addresses by this one's map (fix 2)
#   lines      one line or file several times, told apart by DWARF discriminators (fix 11)
#   answered   jeprof refuses a symbolized dump without its program (told by the caller)
#   order      the same rows, ties in another order (fix 13); with cut=1, of graphs, other
#              ones of equal size are among the largest
#   DIFFERENT  anything else
function abs(x) { return x < 0 ? -x : x }

# The part of a name that all ways of writing have: its last component.
function core(name,   before, parts, count) {
  sub(/^<.* as .*>::/, "", name)
  sub(/@[0-9a-f]+$/, "", name)
  sub(/ \(inline\)$/, "", name)
  sub(/ \(discriminator [0-9]+\)$/, "", name)
  do { before = name; gsub(/<[^<>]*>/, "", name) } while (name != before)
  do { before = name; gsub(/\([^()]*\)/, "", name) } while (name != before)
  gsub(/\{[^{}]*\}|\[[^\]]*\]/, "", name)
  count = split(name, parts, "::")
  while (count > 1 && parts[count] == "") count--
  name = parts[count]
  gsub(/[^A-Za-z0-9_.:\/]/, "", name)
  return name
}
function is_address(name) {
  sub(/ .*/, "", name)
  return (length(name) >= 16 && name ~ /^(0x)?[0-9a-f]+$/) || name == "??"
}
function is_place(name) { return name ~ /^\?$|^[^\/ ]+\.so[.0-9]*$/ || name ~ /\+0x[0-9a-f]+/ || name ~ /!fn@0x/ }
# With --files: what has no file is its module here, "?" or an address there.
function is_file_place(name) {
  return names_files() && name !~ /\//
}
function names_files(   i) {
  for (i = 1; i <= rows[1]; i++) if (names[1, i] ~ /^\?(\?:)?[0?]?$/) return 1
  return 0
}
function is_allocator(name) {
  return name ~ /prof_backtrace|prof_tctx|prof_alloc_prep|imalloc|je_|fallback|malloc|calloc|realloc|rallocx|operator new|operator ?$|alloc::|allocator|allocate|Alloc|__rust|memalign|new_/
}
function say(kind) { kinds[kind]++ }
# Bytes are truncated there and rounded here, record by record; megabytes have one
# decimal.
function near(a, b) { return abs(a - b) <= (unit == 1 ? 20 : 2 * unit) + abs(a) * 1e-5 }

{
  side = FILENAME == ARGV[1] ? 1 : 2
  if ($1 == "total") { total[side] = $2; next }
  name = $0
  sub(/^[^ ]+ [^ ]+ /, "", name)
  if (name ~ /discriminator/) discriminated = 1
  rows[side]++; whole[side] += $1
  flat[side, rows[side]] = $1; cum[side, rows[side]] = $2; names[side, rows[side]] = name
  row_of[side, name] = rows[side]
}

END {
  if (!near(total[1] + 0, total[2] + 0)) say(backtrace_seen() ? "backtrace" : "DIFFERENT total " total[1] " " total[2])
  # A whole of what is listed first in stacks, whatever the rows are called.
  if (!cut && !own && abs(whole[1] - whole[2]) > 1 + (rows[1] + rows[2]) * unit && !backtrace_seen()) {
    say("DIFFERENT whole " whole[1] " " whole[2])
  }
  same_order = rows[1] == rows[2]
  for (i = 1; i <= rows[1]; i++) {
    name = names[1, i]
    if (names[2, i] != name) same_order = 0
    if (!((2, name) in row_of)) { left[1, ++lefts[1]] = i; continue }
    compare(i, row_of[2, name], name)
  }
  for (i = 1; i <= rows[2]; i++) if (!((1, names[2, i]) in row_of)) left[2, ++lefts[2]] = i
  pair_left()
  count = 0
  for (kind in kinds) count++
  if (count == 0 && !same_order) say("order")
  for (kind in kinds) printf "%s:%d ", kind, kinds[kind]
  printf "\n"
}

function backtrace_seen(   i) {
  if (bare) return 1
  for (i = 1; i <= rows[2]; i++) if (names[2, i] ~ /\[no backtrace\]/) return 1
  return 0
}

# What stacks hold that begin in the allocator, or in code without a name: as much may
# be a caller's own on the other side. A stripped libjemalloc is named by the nearest
# symbol in jeprof (malloc_usable_size), and cut off where that is malloc.
function of_allocator(side,   i, sum, name) {
  for (i = 1; i <= rows[side]; i++) {
    name = names[side, i]
    if (is_allocator(name) || is_address(name) || is_place(name) || name ~ /^\?\?/) sum += abs(flat[side, i])
  }
  return sum
}

function compare(a, b, name,   moved) {
  moved = abs(flat[1, a] - flat[2, b])
  if (near(flat[1, a], flat[2, b]) && near(cum[1, a], cum[2, b])) return
  if (backtrace_seen()) say("backtrace")
  else if (discriminated) say("lines")
  else if (near(cum[1, a], cum[2, b]) && moved <= of_allocator(1) + of_allocator(2) + 20 * unit) say("allocator")
  else say("DIFFERENT value of " name " " flat[1, a] "/" cum[1, a] " " flat[2, b] "/" cum[2, b])
}

# What a row that only one side has is to the other side's rows: "name", "inlined",
# or nothing. Values are looked at where one row stands for one row.
function kin_of(side, row,   other, j, name, many, values, found) {
  other = 3 - side
  name = names[side, row]
  for (j = 1; j <= rows[other]; j++) {
    if (core(names[other, j]) != core(name)) continue
    many++
    if (near(cum[side, row], cum[other, j])) values = 1
    if ((name ~ /\(inline\)/) == (names[other, j] ~ /\(inline\)/)) found = 1
  }
  for (j = 1; j <= rows[side]; j++) if (j != row && core(names[side, j]) == core(name)) many++
  if (many == 0 || (many == 1 && !values && !cut)) return ""
  return found ? "name" : "inlined"
}

# Of the graph's last nodes, which of many equal ones were taken.
function is_smallest(side, row,   i, least) {
  least = abs(cum[side, row])
  for (i = 1; i <= rows[side]; i++) if (abs(cum[side, i]) < least - 3 * unit) return 0
  return 1
}

function pair_left(   side, i, row, name, kin) {
  for (side = 1; side <= 2; side++) {
    for (i = 1; i <= lefts[side]; i++) {
      row = left[side, i]
      name = names[side, row]
      kin = kin_of(side, row)
      if (is_address(name) || is_place(name) || is_file_place(name)) say("place")
      else if (kin != "") say(kin)
      else if (name ~ /\[no backtrace\]/) say("backtrace")
      else if (name ~ /\(inline\)/) say("inlined")
      else if (is_allocator(name)) say("allocator")
      else if (backtrace_seen()) say("backtrace")
      else if (name ~ /discriminator/) say("lines")
      else if (cut && is_smallest(side, row)) say("order")
      else if (cut && mode == "right") say("allocator")
      else if (base && side == 2) say("base")
      else say("DIFFERENT only in " (side == 1 ? "jeprof: " : "jescope: ") name)
    }
  }
}
