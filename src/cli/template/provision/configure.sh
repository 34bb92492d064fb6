#!/bin/sh
# Runs once, as root, while the image is baked. A command that fails makes the bake fail.
set -eu
sed -i "s/@VERSION@/${SITE_VERSION}/" /var/www/html/index.html
