#!/usr/bin/env bash
# Restores a pg_dump archive (custom or directory format) into a new scratch database and checks it.
#
#   restore-drill.sh FILE        connection from PGHOST, PGPORT, PGUSER as usual
#   KEEP=no restore-drill.sh FILE    drops the scratch database afterwards
#
# Never touches an existing database. Exit code: 0 restored and whole, 1 faults found, 2 wrong use.
set -euo pipefail

if [ $# -ne 1 ] || [ ! -e "$1" ]; then
  echo 'usage: restore-drill.sh FILE' >&2
  exit 2
fi

database="drill_$(date +%Y%m%d_%H%M%S)"
createdb "$database"
if [ "${KEEP:-yes}" = no ]; then trap 'dropdb "$database"' EXIT; fi

start=$(date +%s)
pg_restore --exit-on-error --no-owner --jobs="$(nproc)" --dbname="$database" "$1"
psql -X -q -d "$database" -c 'ANALYZE'
echo "restored into $database in $(($(date +%s) - start)) s"

query() { psql -X -At -F ' ' -d "$database" -c "$1"; }

printf '%-40s %s\n' table rows
query "SELECT format('%I.%I', schemaname, relname) FROM pg_stat_user_tables ORDER BY 1" | while read -r table; do
  printf '%-40s %s\n' "$table" "$(query "SELECT count(*) FROM $table")"
done

constraints=$(query 'SELECT count(*) FROM pg_constraint WHERE NOT convalidated')
indexes=$(query 'SELECT count(*) FROM pg_index WHERE NOT indisvalid')
echo "invalid constraints: $constraints, invalid indexes: $indexes"
[ "$constraints" -eq 0 ] && [ "$indexes" -eq 0 ]
