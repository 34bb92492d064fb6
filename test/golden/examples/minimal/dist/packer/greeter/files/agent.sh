#!/bin/sh
# Runs when the bake machine starts. Session Manager is the only way in, and not every base brings its agent.
set -eu

if systemctl is-active --quiet amazon-ssm-agent.service snap.amazon-ssm-agent.amazon-ssm-agent.service; then exit; fi
if command -v snap > /dev/null && snap list amazon-ssm-agent > /dev/null 2>&1; then exit; fi

if ! command -v amazon-ssm-agent > /dev/null; then
  dnf install -y amazon-ssm-agent
fi
systemctl enable --now amazon-ssm-agent.service
