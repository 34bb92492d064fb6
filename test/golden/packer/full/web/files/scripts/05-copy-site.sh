#!/bin/bash
# Copies site to its place.
set -euo pipefail
umask 022

# folder PATH: makes it, unless it is there already.
folder() {
  [ -d "$1" ] || install -d -m 0750 -o shop -g root -- "$1"
}

# file MODE SHA256 PATH: puts a file there, in place of what there is.
file() {
  install -T -m "$1" -o shop -g root -- "/var/lib/immu-bake/content/$2" "$3"
}

mkdir -p -- /etc/nginx
folder /etc/nginx/site
folder /etc/nginx/site/a
folder /etc/nginx/site/a/deep
file 0640 c6d988df9729a1ed6d35ef51a6a84c014d453ff0e1f46387d7f2ca050b939f58 /etc/nginx/site/a/deep/page.html
file 0750 a8076d3d28d21e02012b20eaf7dbf75409a6277134439025f282e368e3305abf /etc/nginx/site/a/run
file 0640 73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac '/etc/nginx/site/it'\''s here.conf'
