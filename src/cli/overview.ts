import type { Palette } from "../diagnostics/render/palette.ts";
import type { CommandEntry } from "./command.ts";

/** What `immuc` alone prints: what it is, how to begin, and every command on a line. */
export function overview(commands: readonly CommandEntry[], colors: Palette): string {
  const rows = commands.map(({ name, arguments: flags, summary }) => ({ title: [name, ...flags].join(" "), summary }));
  const width = Math.max(...rows.map((row) => row.title.length));
  return [
    `${colors.bold("immuc")} compiles .immu specs to Packer images and Terraform fleets.`,
    "",
    colors.bold("Start here"),
    `  ${colors.cyan("immuc init shop")}      a small project to learn from`,
    `  ${colors.cyan("immuc build shop")}     build it into shop/dist`,
    "",
    colors.bold("Commands"),
    ...rows.map((row) => `  ${colors.cyan(row.title.padEnd(width))}  ${row.summary}`),
    "",
    `\`immuc <command> --help\` says more about each, \`immuc explain <code>\` about a message.`,
    "",
  ].join("\n");
}
