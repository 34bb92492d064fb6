#!/bin/bash
# Leaves nothing of the bake on the image, and no way in by SSH. The connection that runs this stays up: what is removed
# counts from the next start, and Packer then stops the machine through AWS, not through this connection.
set -euo pipefail

# What an instance has to make for itself: its identity, its first-boot work, its logs.
if command -v cloud-init > /dev/null; then cloud-init clean --logs > /dev/null; fi
rm -f /etc/ssh/ssh_host_*
truncate -s 0 /etc/machine-id
if [ -f /var/lib/dbus/machine-id ] && [ ! -L /var/lib/dbus/machine-id ]; then rm /var/lib/dbus/machine-id; fi

rm -rf /var/log/journal/*
find /var/log -xdev -type f \( -name '*.gz' -o -name '*.[0-9]' \) -delete
find /var/log -xdev -type f -exec truncate -s 0 {} +

# Keys and history of whoever was here.
for home in /root /home/*; do
  rm -f "$home/.ssh/authorized_keys" "$home/.ssh/authorized_keys2" "$home/.ssh/known_hosts"
  rm -f "$home/.bash_history" "$home/.sudo_as_admin_successful" "$home/.lesshst" "$home/.viminfo" "$home/.wget-hsts"
done
rm -rf /var/lib/immu-bake
find /tmp /var/tmp -xdev -mindepth 1 -delete

# What `systemctl mask` does, for units that a base may call by other names or not have.
for unit in ssh.service ssh.socket sshd.service sshd.socket sshd-keygen.service; do
  ln -sfn /dev/null "/etc/systemd/system/$unit"
done
sync
