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
file 0444 a96a914915e5b025720efc805271b2bb12749a601deccc0e7a1e2b3ff4fdac51 /srv/site/index.html
