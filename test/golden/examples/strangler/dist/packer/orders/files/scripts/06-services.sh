#!/bin/bash
# Services that start with every instance. One that systemd would not start fails the bake.
set -euo pipefail

services=(
  orders
)

for service in "${services[@]}"; do
  systemctl enable -- "$service"
  state="$(systemctl is-enabled -- "$service" || true)"
  case "$state" in
    enabled | alias | indirect | generated) ;;
    *)
      printf 'service %s is %s: it would not start\n' "$service" "$state" >&2
      exit 1
      ;;
  esac
done
