#!/usr/bin/env bash
# Runs a command many times and reports how often it failed.
#
#   repeat.sh 100 npx vitest run test/cart.test.ts
#
# The output of each failing run is kept. Exit code: 0 when none failed, 1 when some did, 2 on wrong use.
set -u

if [ $# -lt 2 ] || ! [[ $1 =~ ^[1-9][0-9]*$ ]]; then
  echo 'usage: repeat.sh TIMES COMMAND [ARGUMENT…]' >&2
  exit 2
fi
times=$1
shift

folder=$(mktemp -d)
failed=0
for run in $(seq "$times"); do
  if ! "$@" >"$folder/$run.log" 2>&1; then
    failed=$((failed + 1))
    printf 'run %d failed: %s\n' "$run" "$folder/$run.log"
  else
    rm "$folder/$run.log"
  fi
done

printf '%d of %d runs failed\n' "$failed" "$times"
if [ "$failed" -eq 0 ]; then
  rmdir "$folder"
  exit 0
fi
exit 1
