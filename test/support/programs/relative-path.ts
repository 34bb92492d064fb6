/** The path from one file to another, both root-relative: `../app/run.sh`. */
export function relativePath(from: string, to: string): string {
  const up = from.split("/").slice(0, -1);
  const down = to.split("/");
  while (up.length > 0 && up[0] === down[0]) {
    up.shift();
    down.shift();
  }
  return [...(up.length > 0 ? up.map(() => "..") : ["."]), ...down].join("/");
}
