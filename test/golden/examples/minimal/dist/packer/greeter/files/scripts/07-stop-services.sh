#!/bin/bash
# Stops what was started for the checks, so that nothing of it runs on into the image.
set -euo pipefail

services=(
  hello.timer
)

systemctl stop -- "${services[@]}"
