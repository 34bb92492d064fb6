#!/bin/bash
# Starts the services for the checks. One that needs what only an instance has, such as its settings, may fail to start
# here; whether that matters is for a check to say.
set -euo pipefail

services=(
  shop-worker
)

for service in "${services[@]}"; do
  systemctl start --no-block -- "$service"
done
