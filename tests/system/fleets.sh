#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# fleets.sh PROGRAM FOLDER: the command lines of docs/fleets.md. Rows of a folder load
# into SQLite and sum to what `top` finds in each dump; a loopback server gets from
# the command lines for Pyroscope and Parca a profile that Go's pprof reads.
set -euo pipefail
program=$1
folder=$2
document=$(cd "$(dirname "$0")/../../docs" && pwd)/fleets.md
for tool in sqlite3 jq curl python3 go; do
  if ! command -v "$tool" >/dev/null; then
    echo "skipped: no $tool"
    exit 77
  fi
done
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$work"
export HOME=$work PPROF_TMPDIR=$work

fault() {
  echo "FAULT: $1"
  exit 1
}
# block WORD: the document's lines of shell that have it.
block() {
  awk -v word="$1" '/^```sh$/ {on = 1; text = ""; next}
    /^```$/ && on {on = 0; if (index(text, word)) {printf "%s", text; exit}; next}
    on {text = text $0 "\n"}' "$document"
}

jescope() { "$program" "$@"; }
ln -s "$folder" dumps
eval "$(block 'jsonl /dumps' | sed 's|/dumps|dumps|')" 2>/dev/null
eval "$(block '.import stacks.jsonl')" >sums
count=0
for dump in "$folder"/*.heap*; do
  expected=$(jescope top --quiet --format json -n 1 "$dump" | jq .total)
  grep -qxF "${dump##*/}|$expected" sums || fault "${dump##*/}: expected $expected in: $(cat sums)"
  count=$((count + 1))
done
[ "$count" -ge 2 ] || fault "expected several dumps, got $count"
[ "$(wc -l <sums)" = "$count" ] || fault "expected $count dumps, got $(wc -l <sums)"
columns='["dump","sequence","pid","time","written_ns","stack","modules","inuse_space"]'
jq -e --argjson columns "$columns" '$columns - keys == []' stacks.jsonl >/dev/null ||
  fault "a row lacks columns"
echo "ok: rows of $count dumps"

cat >server.py <<'END'
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        name = 'ingest' if self.path.startswith('/ingest?') else 'writeraw'
        open(name + '.body', 'wb').write(body)
        open(name + '.type', 'w').write(self.headers['Content-Type'])
        self.send_response(200)
        self.end_headers()
    def log_message(self, *arguments):
        pass
server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
END
python3 server.py >port &
server=$!
for _ in $(seq 100); do
  if [ -s port ]; then break; fi
  sleep 0.1
done
cp "$(printf '%s\n' "$folder"/*.heap* | sed -n 1p)" x.heap
eval "$(block 'export --to pprof')"
go tool pprof -symbolize=none -proto -output=again.pb.gz x.pb.gz >/dev/null 2>&1 ||
  fault "pprof does not read x.pb.gz"
eval "$(block ':4040/ingest' | sed "s|pyroscope:4040|127.0.0.1:$(cat port)|")"
eval "$(block '/profiles/writeraw' | sed "s|parca:7070|127.0.0.1:$(cat port)|")"

python3 - <<'END' || fault "the form for Pyroscope is not whole"
import email
kind, body = open('ingest.type').read(), open('ingest.body', 'rb').read()
form = email.message_from_bytes(b'Content-Type: ' + kind.encode() + b'\r\n\r\n' + body)
parts = {part.get_param('name', header='content-disposition'): part.get_payload(decode=True)
         for part in form.get_payload()}
assert parts['profile'] == open('x.pb.gz', 'rb').read()
import json
assert json.loads(parts['sample_type_config'])['inuse_space']['units'] == 'bytes'
END
jq -r '.series[0].samples[0].raw_profile' writeraw.body | base64 -d | cmp - x.pb.gz ||
  fault "the profile for Parca is another"
echo "ok: pprof files for stores"
