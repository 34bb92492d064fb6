#!/bin/bash
# Runs timer. The first command that fails ends the bake.
set -euo pipefail
umask 022
cd /

# Runs a command with the environment that the source names, and nothing of the bake's own.
clean() {
  env -i \
    HOME=/root \
    LANG=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "$@" < /dev/null
}

clean bash -euo pipefail -c 'systemd-run --version'
clean bash -euo pipefail -c 'printf '\''[Timer]\nOnCalendar=minutely\n[Install]\nWantedBy=timers.target\n'\'' > /etc/systemd/system/hello.timer'
clean bash -euo pipefail -c 'printf '\''[Service]\nExecStart=/usr/bin/echo hello\n'\'' > /etc/systemd/system/hello.service'
