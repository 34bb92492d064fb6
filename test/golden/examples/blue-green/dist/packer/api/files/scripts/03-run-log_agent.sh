#!/bin/bash
# Runs log_agent. The first command that fails ends the bake.
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
    "$@" < /dev/null
}

clean bash -euo pipefail -c '/usr/lib/apt/apt-helper download-file https://amazoncloudwatch-agent.s3.amazonaws.com/debian/amd64/latest/amazon-cloudwatch-agent.deb /tmp/agent.deb'
clean bash -euo pipefail -c 'dpkg -i /tmp/agent.deb'
