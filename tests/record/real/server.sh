#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# server.sh: what the tests of servers share: starting, signals, ending; it is sourced.
# shellcheck source=programs.sh
. "$(dirname "${BASH_SOURCE[0]}")/programs.sh"

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# serve COMMAND...: a server in the background, recorded unless $unrecorded is set.
serve() {
  local environment=()
  [ -n "${unrecorded:-}" ] || environment=("LD_PRELOAD=$shim" "JESCOPE_RECORD=$setting,signal:12"
    "JESCOPE_RECORD_PREFIX=$folder/heap")
  env "${environment[@]}" "$@" >"$folder/out" 2>"$folder/err" &
  server=$!
}

# The server is to end by itself now; ends it by force and tells when it does not.
expect_end() {
  local ends=$((SECONDS + deadline))
  while kill -0 "$server" 2>/dev/null && [ "$SECONDS" -lt "$ends" ]; do sleep 0.05; done
  if kill -0 "$server" 2>/dev/null; then
    show_hang "$server" "$program"
    kill -KILL "$server"
    fault "$program does not end"
  fi
  local status=0
  wait "$server" || status=$?
  [ "$status" = 0 ] || fault "$program ends with $status"
}

# A signal makes the server, which is at rest, write a dump.
expect_dump_by_signal() {
  kill -USR2 "$1"
  wait_until bash -c "ls '$folder'/heap.$1.*.m*.heap"
}
