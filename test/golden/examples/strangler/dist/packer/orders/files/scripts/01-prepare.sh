#!/bin/bash
# Nothing but the bake changes the image, and nothing changes an instance after it: updates come with the next image.
set -euo pipefail

for unit in apt-daily.timer apt-daily-upgrade.timer unattended-upgrades.service; do
  systemctl stop -- "$unit" 2> /dev/null || true # not every base has it
  ln -sfn /dev/null "/etc/systemd/system/$unit"
done
systemctl daemon-reload

if command -v snap > /dev/null; then
  snap refresh --hold || printf 'this snapd holds no updates: snaps on the image may still change themselves\n' >&2
fi
