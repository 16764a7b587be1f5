#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_pod.sh SHIM JESCOPE FOLDER STEPS: what docs/record.md tells of Kubernetes, with the
# namespaces that a pod is made of, each container a root folder of its own:
#
#   tools   nothing but jescope: the init container, and later the ephemeral one
#   app     nothing but the program and its libraries, read-only, run as user 1000
#           without new privileges; a program of musl, too
#   volume  /shared of all of them
#
# The OOM kill is a real one, in a real cgroup, where one can be made. Skipped where
# namespaces cannot be made.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
steps=$(realpath "$4")
if [ "$(id -u)" != 0 ] || ! unshare --mount --pid --cgroup --fork true 2>/dev/null; then
  skip "a pod needs root and namespaces"
fi
volume=$folder/volume
prefix=$volume/heap
group=
mkdir -m 777 "$volume"
trap '[ -z "$group" ] || rmdir "$group"' EXIT

# make_root NAME FILE...: a root folder with these files and the libraries they need.
make_root() {
  local root=$folder/$1 file
  shift
  mkdir -p "$root/shared" "$root/proc" "$root/sys/fs/cgroup/memory"
  for file in "$@"; do
    install -D "$file" "$root/bin/$(basename "$file")"
    { ldd "$file" || true; } 2>/dev/null | { grep -o '/[^ :]*\.so[^ :]*' || true; } | while read -r library; do
      [ -e "$root$library" ] || install -D "$library" "$root$library"
    done
  done
}

# in_container ROOT USER COMMAND...: as the first process of a container, which sees of
# cgroups what it is in itself.
in_container() {
  # shellcheck disable=SC2016  # the inner shell's own words
  within "$deadline" bash -c '
    [ -z "$0" ] || echo 0 >"$0/cgroup.procs" || exit 125
    exec unshare --mount --pid --cgroup --fork --kill-child bash -c "$@"' "$group" '
    mount --bind "$0" "$0" && mount --bind "$1" "$0/shared" || exit 125
    mount -o remount,bind,ro "$0" && mount -t proc none "$0/proc" || exit 125
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
      mount -t cgroup2 none "$0/sys/fs/cgroup" || exit 125
    else
      mount -t cgroup -o memory none "$0/sys/fs/cgroup/memory" || exit 125
    fi
    user=$2
    shift 2
    exec setpriv --no-new-privs chroot --userspec="$user" "$0" "${@:1}"' \
    "$folder/$1" "$volume" "${@:2}"
}

# in_app SETTING COMMAND...
in_app() {
  in_container app 1000:1000 /bin/env -i LD_PRELOAD=/shared/jescope.so "JESCOPE_RECORD=$1" \
    JESCOPE_RECORD_PREFIX=/shared/heap "${@:2}"
}

# expect_mebibytes LEAST MOST DUMP: of the program's blocks, named with the files of its root.
expect_mebibytes() {
  "$jescope" symbolize --quiet --sysroot "$folder/app" "$3" -o "$folder/named.heap" ||
    fault "$3 cannot be named"
  expect_between "$1" "$2" $(($(sum_of take_block "$folder/named.heap") >> 20)) "MiB in $3"
}

make_root tools "$jescope"
make_root app "$(command -v env)" "$steps"
program=/bin/$(basename "$steps")

in_app at_rss:90% "$program" take:1 || fault "without the recorder's file: ends with $?"
[ -z "$(dumps)" ] || fault "without the recorder's file there are dumps"
echo "ok: a container that starts before the recorder is there runs"

in_container tools 0:0 "/bin/$(basename "$jescope")" record \
  --at-rss 90% --dumps /shared/heap --print-shim /shared/jescope.so ||
  fault "the init container ends with $?"
printf '%s\n' LD_PRELOAD=/shared/jescope.so JESCOPE_RECORD=sample:524288,at_rss:90% \
  JESCOPE_RECORD_PREFIX=/shared/heap | diff - "$folder/err" || fault "expected the environment to be told"
echo "ok: the init container wrote the recorder"

in_app sample:4096 "$program" take:8 || fault "the program ends with $?"
expect_mebibytes 7 9 "$volume/heap.1.0.f.heap"
in_app sample:4096 "$program" take:16 || fault "the program ends with $? when it starts again"
expect_mebibytes 7 9 "$volume/heap.1.0.f.heap"
expect_mebibytes 15 17 "$volume/heap.1.1.f.heap"
echo "ok: user 1000 in a read-only root without privileges"
rm -f "$volume"/heap.*

if command -v musl-gcc >/dev/null; then
  printf '%s\n' '#include <stdlib.h>' 'void* volatile last;' \
    '__attribute__((noinline)) void take_block(void) { last = malloc(1 << 20); }' \
    'int main(void) { for (int i = 0; i < 8; ++i) take_block(); return 0; }' >"$folder/musl.c"
  musl-gcc -g -O1 "$folder/musl.c" -o "$folder/musl"
  make_root app "$folder/musl"
  loader=/lib/ld-musl-$(uname -m).so.1
  install -D "$(realpath "$loader")" "$folder/app$loader"
  in_app sample:4096 /bin/musl || fault "the program of musl ends with $?"
  expect_mebibytes 8 8 "$volume/heap.1.0.f.heap"
  echo "ok: the same file in a program of musl"
  rm -f "$volume"/heap.*
else
  echo "not tried: musl (no musl-gcc; Debian package musl-tools)"
fi

# The kernel ends it at 150 MiB; what it had shortly before is in a dump, which names
# come from the image.
make_group() {
  local parent=/sys/fs/cgroup/memory limit=memory.limit_in_bytes
  [ -e /sys/fs/cgroup/cgroup.controllers ] && parent=/sys/fs/cgroup limit=memory.max
  mkdir "$parent/jescope_test_$$" 2>/dev/null || return
  group=$parent/jescope_test_$$
  echo $((150 << 20)) 2>/dev/null >"$group/$limit"
}
if make_group; then
  in_app sample:4096,at_rss:80%,keep:3 "$program" take:100 take:20 \
    'until:/shared/heap.1.*.u*.heap' take:500 || true
  grep -qsx 'oom_kill 1' "$group"/memory.oom_control "$group"/memory.events ||
    fault "expected the kernel to end the program"
  newest=$(dumps u | tail -n 1)
  [ -n "$newest" ] || fault "expected a dump before the program was ended"
  expect_mebibytes 80 150 "$newest"
  echo "ok: $(basename "$newest") tells what took the memory of a program that the kernel ended"
else
  echo "not tried: the kernel's end of a program (no cgroup can be made)"
fi
rm -f "$volume"/heap.*

# A signal while it runs, and an ephemeral container that reads the dump: in the process
# namespace of the program, whose root is /proc/1/root there.
rm -f "$folder/out"
in_app sample:4096,signal:12 "$program" take:8 until:/shared/enough &
waiter=$!
wait_until grep -q ready "$folder/out"
first=$(pgrep -f "^$program take:8 until:")
kill -USR2 "$first"
wait_until test -e "$volume/heap.1.0.m0.heap"
# shellcheck disable=SC2016  # the inner shell's own words
nsenter --target "$first" --pid unshare --mount bash -c '
  mount -t proc none "$0/proc" && exec chroot "$0" "$@"' "$folder/tools" "/bin/$(basename "$jescope")" \
  symbolize --quiet --sysroot /proc/1/root /proc/1/root/shared/heap.1.0.m0.heap \
  -o /proc/1/root/shared/named.heap || fault "an ephemeral container ends with $?"
grep -q take_block "$volume/named.heap" || fault "expected take_block in what an ephemeral container names"
touch "$volume/enough"
wait "$waiter" || fault "the program ends with $?"
echo "ok: an ephemeral container names a dump that a signal asked for"

rm "$volume/named.heap" "$volume/enough"
"$jescope" --quiet --sysroot "$folder/app" "$volume" | grep -q take_block ||
  fault "expected take_block in the table of the folder"
echo "ok: the folder is read against the image"
