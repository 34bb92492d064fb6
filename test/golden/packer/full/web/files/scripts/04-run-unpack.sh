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
    'GREETING=it'\''s "$HOME" ${x} %{y} {{z}}' \
    "$@" < /dev/null
}

clean sh -eu /var/lib/immu-bake/content/fb548a8968f63f26800e5d1ee7d9d76a25d4c55a18b8e6b0fc48be86db92a924
clean bash -euo pipefail -c 'docker images --format '\''{{.ID}}'\'''
clean bash -euo pipefail -c 'id shop || useradd --system shop'
