#!/bin/sh
# Puts the release where its services look for it.
set -eu
install -d -o root -g root -m 0755 /srv/shop/current
printf '%s\n' "$RELEASE" > /srv/shop/current/RELEASE

for tier in web worker; do
  cat > "/etc/systemd/system/shop-$tier.service" <<UNIT
[Unit]
Description=Shop $tier
After=network-online.target

[Service]
EnvironmentFile=/etc/immu/config.env
ExecStart=/srv/shop/current/$tier
Restart=on-failure
DynamicUser=yes

[Install]
WantedBy=multi-user.target
UNIT
done
