#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# redis-server under redis-benchmark, with a save in a forked child.
# shellcheck source=server.sh
. "$(dirname "$0")/server.sh"
needs redis-server redis-benchmark redis-cli
answers=()
value=$(printf 'v%.0s' {1..2000})
for unrecorded in 1 ""; do
  port=$(free_port)
  serve redis-server --port "$port" --save "" --appendonly no --dir "$folder" --bind 127.0.0.1
  wait_until redis-cli -p "$port" ping
  for number in $(seq 3000); do echo "SET key$number $value$number"; done |
    redis-cli -p "$port" --pipe >/dev/null
  redis-benchmark -p "$port" -q -n $((seconds * 20000)) -c 30 -P 8 -r 2000 \
    -t set,get,lpush,lrange_100,hset,sadd,zadd,incr >"$folder/benchmark"
  redis-cli -p "$port" bgsave >/dev/null
  answers+=("$(redis-cli -p "$port" get key77) $(redis-cli -p "$port" eval \
    "local s = 0 for i = 1, 3000 do s = s + #redis.call('get', 'key' .. i) end return s" 0)")
  wait_until bash -c "redis-cli -p $port info persistence | grep -q 'rdb_bgsave_in_progress:0'"
  [ -n "$unrecorded" ] || expect_dump_by_signal "$server"
  redis-cli -p "$port" shutdown nosave 2>/dev/null || true
  expect_end
done
[ "${answers[0]}" = "${answers[1]}" ] || fault "redis answers '${answers[1]}', not '${answers[0]}'"
pid=$server
check_dumps
# The 3,000 keys and what they hold.
has_live readQueryFromClient 3000000
echo "ok: redis: $(dumps | wc -l) dumps"
