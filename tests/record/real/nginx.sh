#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# nginx under ab, with a reload: the master forks workers.
# shellcheck source=server.sh
. "$(dirname "$0")/server.sh"
needs nginx curl
sums=()

# True when none of the processes is there any more.
is_gone() {
  local process
  for process in "$@"; do ! kill -0 "$process" || return 1; done
}

mkdir -p "$folder/www"
head -c 300000 /dev/urandom | base64 >"$folder/www/file.txt"
for unrecorded in 1 ""; do
  port=$(free_port)
  cat >"$folder/nginx.conf" <<END
worker_processes 2; daemon off; pid $folder/nginx.pid; error_log $folder/error.log;
events { worker_connections 256; }
http { access_log off; root $folder/www; gzip on; gzip_types text/plain; gzip_comp_level 5;
client_body_temp_path $folder/t1; proxy_temp_path $folder/t2; fastcgi_temp_path $folder/t3;
uwsgi_temp_path $folder/t4; scgi_temp_path $folder/t5;
server { listen 127.0.0.1:$port; } }
END
  [ "$(id -u)" != 0 ] || echo "user root;" >>"$folder/nginx.conf"
  serve nginx -c "$folder/nginx.conf" -p "$folder"
  wait_until curl -sf "http://127.0.0.1:$port/file.txt"
  if command -v ab >/dev/null; then
    ab -q -k -c 20 -n $((seconds * 1000)) -H 'Accept-Encoding: gzip' \
      "http://127.0.0.1:$port/file.txt" >"$folder/ab" 2>&1
    grep -q '^Failed requests: *0$' "$folder/ab" || fault "nginx: $(grep Failed "$folder/ab")"
  fi
  mapfile -t workers < <(pgrep -P "$server")
  kill -HUP "$server"
  wait_until is_gone "${workers[@]}"
  sums+=("$(curl -sf --compressed "http://127.0.0.1:$port/file.txt" | sha256sum)")
  kill -QUIT "$server"
  expect_end
done
[ "${sums[0]}" = "${sums[1]}" ] || fault "nginx serves something else"
check_dumps
dump=$(dumps f | wc -l)
expect_between 3 9 "$dump" "dumps of nginx's master and workers"
# What it is compressed with, for each of ab's requests.
if command -v ab >/dev/null; then
  bytes=0
  for dump in $(dumps f); do
    bytes=$((bytes + $(sum_of ngx_http_output_filter "$dump" alloc_space)))
  done
  [ "$bytes" -ge 1000000 ] || fault "expected 1 MB allocated in ngx_http_output_filter, got $bytes"
fi
echo "ok: nginx: $(dumps | wc -l) dumps"
