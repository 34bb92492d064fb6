#!/bin/bash
# Check released: tried once.
set -euo pipefail
umask 022
cd /

# Seconds since the machine started: a clock that nobody sets.
now() {
  cut -d . -f 1 /proc/uptime
}

check() {
  timeout --kill-after=10 600 \
    env -i \
    HOME=/root \
    LANG=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    DEBIAN_FRONTEND=noninteractive \
    bash -euo pipefail -c 'test -s /srv/shop/release' < /dev/null
}

deadline=$(($(now) + 0))
until check; do
  if [ "$(now)" -ge "$deadline" ]; then
    printf 'check %s failed\n' released >&2
    exit 1
  fi
  sleep 1
done
