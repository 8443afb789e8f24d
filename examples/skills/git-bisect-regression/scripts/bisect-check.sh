#!/usr/bin/env bash
# Frame for `git bisect run`. Copy it out of the repository, then fill in the two commands.
#
#   BUILD='npm ci && npm run build' CHECK='npm test -- invoice' git bisect run /tmp/bisect-check.sh
#
# Exit codes: 0 good, 1 bad, 125 cannot be judged, 128 stop.
set -u

if [ -z "${CHECK:-}" ]; then
  echo 'bisect-check: set CHECK to the command that fails on a bad commit' >&2
  exit 128
fi

if [ -n "${BUILD:-}" ] && ! bash -c "$BUILD" >/tmp/bisect-build.log 2>&1; then
  echo "skip $(git rev-parse --short HEAD): does not build, see /tmp/bisect-build.log"
  exit 125
fi

# RUNS greater than 1 guards against a check that fails only sometimes: one failure makes the commit bad.
for _ in $(seq "${RUNS:-1}"); do
  bash -c "$CHECK" >/tmp/bisect-check.log 2>&1
  code=$?
  if [ "$code" -eq 126 ] || [ "$code" -eq 127 ]; then
    echo "stop: the check itself cannot run (exit $code), see /tmp/bisect-check.log" >&2
    exit 128
  fi
  if [ "$code" -ne 0 ]; then
    echo "bad $(git rev-parse --short HEAD)"
    exit 1
  fi
done
echo "good $(git rev-parse --short HEAD)"
