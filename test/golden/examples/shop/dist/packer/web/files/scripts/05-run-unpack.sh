#!/bin/bash
# Runs unpack. The first command that fails ends the bake.
set -euo pipefail
umask 022
cd /

# Runs a command with the environment that the source names, and nothing of the bake's own.
clean() {
  env -i \
    HOME=/root \
    LANG=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    DEBIAN_FRONTEND=noninteractive \
    RELEASE=1.4.2 \
    "$@" < /dev/null
}

clean sh -eu /var/lib/immu-bake/content/d54eec375af9e3195b66741c16488015dfaf3f63bc08536cecba04ec401003f9
