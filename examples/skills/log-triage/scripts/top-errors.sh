#!/usr/bin/env bash
# Groups the lines of a log into kinds of message, ordered by the time each kind was first seen.
#
#   top-errors.sh [FILE…]        reads standard input without a file
#   LEVELS='ERROR|WARN' top-errors.sh app.log      (default: ERROR, WARN, FATAL, PANIC, CRITICAL)
#
# Expects the time as the first word of a line. Numbers, hexadecimal ids and quoted strings are placeholders.
set -eu

levels=${LEVELS:-ERROR|WARN|WARNING|FATAL|PANIC|CRITICAL}

printf '%6s  %-20s %-20s %s\n' count first last message
{ grep -hE "(^|[^A-Za-z])($levels)([^A-Za-z]|$)" -- "$@" || true; } |
  awk '{
    time = substr($1, 1, 19)
    text = $0
    sub(/^[^ ]+ +/, "", text)
    gsub(/"[^"]*"/, "\"S\"", text)
    gsub(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, "ID", text)
    gsub(/0x[0-9a-fA-F]+/, "ID", text)
    gsub(/[0-9]+/, "N", text)
    text = substr(text, 1, 160)
    count[text]++
    if (!(text in first) || time < first[text]) first[text] = time
    if (time > last[text]) last[text] = time
  }
  END { for (text in count) printf "%6d  %-20s %-20s %s\n", count[text], first[text], last[text], text }' |
  sort -k2,2 -k1,1nr
