#!/bin/bash
# Runs install. The first command that fails ends the bake.
set -euo pipefail
umask 022
cd /

# Runs a command with the environment that the source names, and nothing of the bake's own.
clean() {
  env -i \
    HOME=/root \
    LANG=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    RELEASE=3.0.1 \
    WORKERS=4 \
    "$@" < /dev/null
}

clean sh -eu /var/lib/immu-bake/content/6332561292c96f40502248a64263dadac36c41d197dd1768f895d43376afd56c
