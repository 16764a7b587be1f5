#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# dump_programs.sh JESCOPE JEMALLOC TARGET FOLDER: redis-server and a JVM, each asked for
# dumps under load. Those that are not here are left out, and that is said.
# shellcheck source=tests/attach/common.sh
. "$(dirname "$0")/common.sh"
tried=0

ask() {
  for i in $(seq 20); do
    timeout 300 "$jescope" dump "$process" -o "$1.heap" 2>message.err ||
      fail "$1, dump $i: $(cat message.err)"
    kill -0 "$process" || fail "$1 has ended after dump $i"
    cat message.err >>told
  done
  "$jescope" top -n 0 "$1.heap" >"$1.txt" 2>top.err || fail "$(cat top.err)"
  "$jescope" dump "$process" --stacks >"$1.stacks" 2>stacks.err || fail "$(cat stacks.err)"
  echo "$1: $(tail -n 3 told | head -n 1)"
  tried=$((tried + 1))
}

if command -v redis-server >/dev/null && ldd "$(command -v redis-server)" | grep -q jemalloc; then
  MALLOC_CONF=prof:true,lg_prof_sample:14 redis-server --port 0 --unixsocket "$folder/redis.sock" \
    --save '' --daemonize no >redis.out 2>&1 &
  process=$!
  started+=("$process")
  wait_until test -S redis.sock || fail 'redis-server did not start'
  may_trace "$process"
  timeout 600 redis-benchmark -s "$folder/redis.sock" -q -n 200000 -t set,lpush >bench.out 2>&1 &
  load=$!
  started+=("$load")
  ask redis
  wait "$load" || fail "redis-benchmark: $(tail -n 2 bench.out)"
  grep -q zmalloc redis.txt || fail "redis: $(head redis.txt)"
  grep -qE 'aeMain|aeProcessEvents' redis.stacks || fail "redis: $(head redis.stacks)"
  kill -TERM "$process"
  wait "$process" || fail "redis ended badly: $(tail -n 2 redis.out)"
else
  echo 'note: no redis-server with jemalloc'
fi

if command -v javac >/dev/null; then
  cat >Leak.java <<'JAVA'
public class Leak {
  public static void main(String[] arguments) throws Exception {
    for (int i = 0; i < 2; i++) {
      Thread thread = new Thread(() -> {
        while (true) {
          java.util.zip.Deflater deflater = new java.util.zip.Deflater();
          deflater.setInput(new byte[1000]);
          deflater.finish();
          deflater.deflate(new byte[2000]);
          deflater.end();
        }
      });
      thread.setDaemon(true);
      thread.start();
    }
    System.out.println("ready");
    System.in.read();
    System.out.println("fine");
  }
}
JAVA
  javac Leak.java
  mkfifo java.in
  exec 4<>java.in
  MALLOC_CONF=prof:true,lg_prof_sample:16 LD_PRELOAD=$jemalloc java -Xmx64m Leak <java.in >java.out 2>&1 &
  process=$!
  started+=("$process")
  wait_until grep -q ready java.out || fail "java did not start: $(cat java.out)"
  may_trace "$process"
  ask java
  grep -q 'GC Thread' java.stacks || fail "java: $(head java.stacks)"
  grep -q 'JavaCalls::call_helper\|JavaThread::run' java.stacks || fail 'java: no frames of libjvm'
  echo >&4
  wait "$process" || fail "java ended badly: $(tail -n 3 java.out)"
  grep -q fine java.out || fail 'java did not end in order'
else
  echo 'note: no java'
fi
[ "$tried" -gt 0 ] || skip 'neither redis-server nor java is here'
