#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# build_libunwind.sh ARCH OUT: builds libunwind from Debian's source package as
# position-independent archives, which Debian's own package does not have: into
# OUT/lib, with the headers in OUT/include. ARCH is x86_64 or aarch64; another one than
# the machine's takes ARCH-linux-gnu-gcc. The source comes through apt, which checks its
# signature, from the archive the machine itself is set up with, and is kept beside OUT.
# Several builds at once wait for each other; a finished OUT is left as it is.
set -euo pipefail

die() {
  echo "build_libunwind.sh: $1" >&2
  [ $# -lt 2 ] || echo "hint: $2" >&2
  exit 1
}

[ $# = 2 ] || die "expected ARCH OUT, got $# arguments"
arch=$1
out=$(realpath -m "$2")
kept=$(dirname "$out")
without_recorder="cmake ... -DJESCOPE_RECORD=OFF builds jescope without the recorder"

# Prints the machine's sources of packages as sources of source packages, in the form
# (one-line or deb822) whose name is $1.
source_entries() {
  if [ "$1" = deb822 ]; then
    sed -E 's/^Types:.*/Types: deb-src/' /etc/apt/sources.list.d/debian.sources
  else
    sed -nE 's/^deb(-src)?[[:space:]]/deb-src /p' /etc/apt/sources.list | sort -u
  fi
}

fetch_source() {
  local work=$1 form=deb822 entries=$1/apt.sources
  if [ ! -f /etc/apt/sources.list.d/debian.sources ]; then
    form=one-line
    entries=$work/apt.list
  fi
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/source"
  source_entries $form >"$entries"
  local settings=(-qq -o "Dir::Etc::sourcelist=$entries" -o Dir::Etc::sourceparts=-
    -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=)
  (cd "$work/source" && apt-get "${settings[@]}" update >&2 &&
    apt-get "${settings[@]}" source --download-only --tar-only libunwind >&2) ||
    die "expected libunwind's source package from apt, got none" "$without_recorder"
  mv "$work"/source/libunwind_*.orig.tar.* "$kept/"
}

build() {
  local work=$1 archive=$2 compiler=gcc special=-fcf-protection
  [ "$arch" = "$(uname -m)" ] || compiler=$arch-linux-gnu-gcc
  command -v "$compiler" >/dev/null ||
    die "expected the compiler $compiler, got none" "scripts/install_deps.sh build"
  # Atomic operations in place: else they would come from libgcc, which asks the C library.
  [ "$arch" = x86_64 ] || special="-mno-outline-atomics -mbranch-protection=standard"
  mkdir "$work/tree"
  tar -xf "$archive" -C "$work/tree" --strip-components 1
  cd "$work/tree"
  # arm64 uses this number where return addresses are signed, which moves no register;
  # libunwind takes it for a damaged table. Its one change.
  [ "$arch" != aarch64 ] ||
    sed -i '/case DW_CFA_GNU_window_save:/,/#endif/s|/\* FALL THROUGH \*/|break;|' src/dwarf/Gparser.c
  # Only what a remote unwinder and ptrace need; no locks around signals, no debug
  # files, nothing that asks for another library. No protector of stacks: it would read
  # a canary where a thread may not have one yet.
  ./configure --quiet --host="$arch-linux-gnu" --enable-static --disable-shared --with-pic \
    --disable-tests --disable-documentation --disable-coredump --disable-setjmp \
    --disable-minidebuginfo --disable-zlibdebuginfo --disable-debug-frame \
    --disable-cxx-exceptions --disable-block-signals --disable-dependency-tracking \
    CC="$compiler" CXX=false \
    CFLAGS="-O2 -fPIC -ffunction-sections -fdata-sections -fvisibility=hidden \
-fno-stack-protector -U_FORTIFY_SOURCE -ffile-prefix-map=$work/tree=libunwind $special"
  make -s -j2 -C src
  # What the remote unwinder refers to is only in the archive of the local one.
  local contexts=(src/"$arch"/?etcontext.o)
  [ ! -f "${contexts[0]}" ] || ar r "src/.libs/libunwind-$arch.a" "${contexts[@]}"
}

install_into() {
  local work=$1 made=$2
  mkdir -p "$made/lib" "$made/include"
  cp "$work/tree/src/.libs/libunwind-$arch.a" "$work/tree/src/.libs/libunwind-ptrace.a" "$made/lib/"
  cd "$work/tree/include"
  cp libunwind.h libunwind-common.h libunwind-dynamic.h "libunwind-$arch.h" libunwind-ptrace.h \
    "$made/include/"
}

mkdir -p "$kept"
exec 9>"$kept/lock"
flock 9
[ ! -f "$out/lib/libunwind-$arch.a" ] || exit 0
work=$(mktemp -d "$kept/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
compgen -G "$kept/libunwind_*.orig.tar.*" >/dev/null || fetch_source "$work"
archive=$(compgen -G "$kept/libunwind_*.orig.tar.gz" | tail -n 1) ||
  die "expected libunwind_VERSION.orig.tar.gz in the source package" "$without_recorder"
(build "$work" "$archive") >"$work/log" 2>&1 || {
  tail -n 20 "$work/log" >&2
  die "expected libunwind to build for $arch" "$without_recorder"
}
install_into "$work" "$work/made"
rm -rf "$out"
mv "$work/made" "$out"
