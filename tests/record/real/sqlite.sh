#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# sqlite3 with a table and an index in memory.
# shellcheck source=programs.sh
. "$(dirname "$0")/programs.sh"
needs sqlite3
cat >"$folder/script.sql" <<END
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $((seconds * 100000)))
INSERT INTO t SELECT i, 'row ' || (i * 7919 % 1000003), i * 0.5 FROM n;
CREATE INDEX ib ON t (b);
SELECT count(*), sum(c), min(b), max(b), count(DISTINCT substr(b, 1, 7)) FROM t;
SELECT a, b FROM t WHERE b LIKE 'row 99%' ORDER BY b DESC LIMIT 20;
DELETE FROM t WHERE a % 3 = 0;
SELECT count(*), group_concat(b) FROM (SELECT b FROM t ORDER BY c LIMIT 50);
END
input=$folder/script.sql same sqlite3 :memory:
[ -n "$(dumps f)" ] || fault "sqlite3: expected a dump"
echo "ok: sqlite: $(dumps | wc -l) dumps"
