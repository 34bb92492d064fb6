#!/bin/bash
# Copies content to its place.
set -euo pipefail
umask 022

# folder PATH: makes it, unless it is there already.
folder() {
  [ -d "$1" ] || install -d -m 0555 -o root -g root -- "$1"
}

# file MODE SHA256 PATH: puts a file there, in place of what there is.
file() {
  install -T -m "$1" -o root -g root -- "/var/lib/immu-bake/content/$2" "$3"
}

mkdir -p -- /srv
folder /srv/site
file 0444 dc51b8c96c2d745df3bd5590d990230a482fd247123599548e0632fdbf97fc22 /srv/site/health
file 0444 9c378aee7748959ffc53ab223343ce69c914a247078d84282f55e53ec6e7210c /srv/site/posts.json
