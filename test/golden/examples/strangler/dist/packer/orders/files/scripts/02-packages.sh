#!/bin/bash
# Packages, before any step: these and what they depend on, nothing that is only recommended.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

packages=(
  python3
)

apt() {
  apt-get -q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold "$@" < /dev/null
}

apt update
for package in "${packages[@]}"; do
  # A name that apt does not know would be taken for a pattern, or with a final "-" for a removal.
  apt-cache show --no-all-versions -- "$package" > /dev/null || {
    printf 'there is no package %s\n' "$package" >&2
    exit 1
  }
done
apt install --no-install-recommends --allow-downgrades -- "${packages[@]}"

# The archives are installed and the lists are stale tomorrow: neither belongs on an image.
apt-get clean
rm -rf /var/lib/apt/lists/*
