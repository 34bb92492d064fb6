#!/bin/sh
# Runs as root while the image is baked. Puts the agent on it that ships logs to CloudWatch; Ubuntu brings none.
set -eu
package="$(mktemp -d)/amazon-cloudwatch-agent.deb"
/usr/lib/apt/apt-helper download-file \
  "https://amazoncloudwatch-agent.s3.amazonaws.com/ubuntu/$(dpkg --print-architecture)/latest/amazon-cloudwatch-agent.deb" \
  "$package"
dpkg -i "$package"
