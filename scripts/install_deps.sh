#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# install_deps.sh [build|demo|test|browser|graphs|lint]...: installs the Debian 12 packages these
# jobs need; without an argument, those of "build". Changes nothing when all are
# there; otherwise needs root or sudo, or prints the command to run.
set -euo pipefail

packages_for() {
  case $1 in
    build) echo g++ cmake ninja-build binutils libedit-dev libncurses-dev libbsd-dev \
      libfmt-dev nlohmann-json3-dev libcli11-dev \
      libre2-dev zlib1g-dev libzstd-dev libdeflate-dev libdw-dev libelf-dev liblzma-dev \
      libbz2-dev libiberty-dev libcapstone-dev libmbedtls-dev libagg-dev libgif-dev \
      make g++-aarch64-linux-gnu ;;
    demo) echo libjemalloc2 ;;
    graphs)
      echo graphviz zstd
      command -v node >/dev/null || echo nodejs
      ;;
    test) echo ccache libjemalloc2 libgtest-dev libgmock-dev libbenchmark-dev clang lld llvm golang-go \
      dwz elfutils xz-utils binutils-powerpc64-linux-gnu binutils-s390x-linux-gnu gfortran \
      valgrind strace ripgrep apache2-utils libtcmalloc-minimal4 libmimalloc2.0 gzip zstd util-linux \
      qpdf poppler-utils netpbm jq curl sqlite3 python3 qemu-user musl-tools ;;
    browser)
      echo chromium libxml2-utils
      command -v npm >/dev/null || echo nodejs npm
      ;;
    lint) echo clang-format clang-tidy clang-tools shellcheck ;;
    *)
      echo "install_deps.sh: expected build, demo, test, browser, graphs or lint, got $1" >&2
      return 2
      ;;
  esac
}

# Prints those of the arguments that are not installed.
missing_of() {
  local installed
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    grep -qx "$package installed" <<<"$installed" || echo "$package"
  done
}

wanted=()
for job in "${@:-build}"; do
  names=$(packages_for "$job")
  mapfile -t names < <(tr ' ' '\n' <<<"$names")
  wanted+=("${names[@]}")
done

if ! command -v dpkg-query >/dev/null; then
  echo "install_deps.sh: this is not Debian; the packages it would install there:" >&2
  echo "  ${wanted[*]}" >&2
  exit 1
fi

mapfile -t missing < <(missing_of "${wanted[@]}" | sort -u)
[ "${#missing[@]}" -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
  as_root=(sudo)
  if ! command -v sudo >/dev/null; then
    echo "install_deps.sh: packages are missing, and there is neither root nor sudo;" >&2
    echo "as root, run:" >&2
    echo "  apt-get update && apt-get install -y ${missing[*]}" >&2
    exit 1
  fi
fi
echo "installing: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
