#!/bin/sh
# Runs when the bake machine starts. Session Manager is the only way in, and not every base brings its agent.
set -eu

if systemctl is-active --quiet amazon-ssm-agent.service snap.amazon-ssm-agent.amazon-ssm-agent.service; then exit; fi
if command -v snap > /dev/null && snap list amazon-ssm-agent > /dev/null 2>&1; then exit; fi

if ! command -v amazon-ssm-agent > /dev/null; then
  folder="$(mktemp -d)"
  # From AWS itself, over TLS; apt's own downloader is there even where curl is not.
  /usr/lib/apt/apt-helper download-file \
    "https://s3.amazonaws.com/ec2-downloads-windows/SSMAgent/latest/debian_$(dpkg --print-architecture)/amazon-ssm-agent.deb" \
    "$folder/amazon-ssm-agent.deb"
  DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 install "$folder/amazon-ssm-agent.deb"
  rm -r "$folder"
fi
systemctl enable --now amazon-ssm-agent.service
