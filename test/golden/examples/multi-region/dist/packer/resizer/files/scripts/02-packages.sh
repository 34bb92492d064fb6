#!/bin/bash
# Packages, before any step: these and what they depend on, nothing that is only recommended.
set -euo pipefail

packages=(
  amazon-cloudwatch-agent
  libvips
  nodejs20
)

dnf install -y --setopt=install_weak_deps=False --setopt=strict=True -- "${packages[@]}" < /dev/null

# The archives are installed and the lists are stale tomorrow: neither belongs on an image.
dnf clean all
rm -rf /var/cache/dnf
