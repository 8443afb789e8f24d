#!/usr/bin/env bash
# Prints how many days each TLS certificate has left.
#
#   cert-expiry.sh [-d DAYS] HOST[:PORT] …
#
# DAYS is the threshold (default 30). Exit code: 0 all above it, 1 some below or not reachable, 2 wrong use.
# Needs openssl and GNU date. A port of 25 or 587 speaks SMTP first and 143 IMAP; other ports are taken to start with TLS.
set -u

days=30
if [ "${1:-}" = -d ]; then
  days=${2:-}
  shift 2 2>/dev/null || shift $#
fi
if [ $# -eq 0 ] || ! [[ $days =~ ^[0-9]+$ ]]; then
  echo 'usage: cert-expiry.sh [-d DAYS] HOST[:PORT] …' >&2
  exit 2
fi

result=0
for target in "$@"; do
  host=${target%%:*}
  port=443
  if [[ $target == *:* ]]; then port=${target##*:}; fi
  starttls=()
  case $port in
    25 | 587) starttls=(-starttls smtp) ;;
    143) starttls=(-starttls imap) ;;
  esac
  end=$(timeout 15 openssl s_client -connect "$host:$port" -servername "$host" "${starttls[@]}" </dev/null 2>/dev/null |
    openssl x509 -noout -enddate 2>/dev/null | cut -d= -f2)
  if [ -z "$end" ]; then
    printf 'UNKNOWN  %s:%s   no certificate received\n' "$host" "$port"
    result=1
    continue
  fi
  seconds=$(($(date -d "$end" +%s) - $(date +%s)))
  left=$((seconds / 86400))
  word=ok
  if [ "$seconds" -lt 0 ]; then
    word=EXPIRED
  elif [ "$left" -lt "$days" ]; then
    word=EXPIRING
  fi
  if [ "$word" != ok ]; then result=1; fi
  printf '%-8s %s:%s   %d days left\n' "$word" "$host" "$port" "$left"
done
exit $result
