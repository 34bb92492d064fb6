import { plural } from "../../base/wording.ts";
import type { OutputReport } from "../../host/output/write-output.ts";
import type { Terminal } from "../terminal.ts";

/** The images and fleets of a build as plain data, in the order in which they are shown. */
export interface Summary {
  readonly images: readonly SummaryRow[];
  readonly environments: readonly {
    readonly name: string;
    readonly region: string;
    readonly fleets: readonly SummaryRow[];
  }[];
}

interface SummaryRow {
  readonly name: string;
  readonly digest: string;
  readonly about: string;
}

export interface BuildResult {
  readonly summary: Summary;
  readonly output: { readonly [K in keyof OutputReport]: number };
  readonly folder: string;
  readonly milliseconds: number;
}

/** What `build` prints for a person: the summary, and what became of the files. */
export function summaryText(
  { summary: { images, environments }, output, folder, milliseconds }: BuildResult,
  { printColors }: Terminal,
): string {
  const names = [...images, ...environments.flatMap(({ fleets }) => fleets)].map(({ name }) => name);
  // Not by spreading: a project may have more fleets than a call may have arguments.
  const width = names.reduce((widest, name) => Math.max(widest, name.length), 0);
  const row = ({ name, digest, about }: SummaryRow): string =>
    `  ${name.padEnd(width)}  ${printColors.cyan(digest)}  ${about}`;
  return [
    ...(images.length > 0 ? [printColors.bold("images")] : []),
    ...images.map(row),
    ...environments.flatMap(({ name, region, fleets }) => [
      `${printColors.bold(name)} ${printColors.dim(region)}`,
      ...fleets.map(row),
    ]),
    "",
    `${printColors.green("built")} ${folder}: ${filesText(output)} ${printColors.dim(`in ${timeText(milliseconds)}`)}`,
    "",
  ].join("\n");
}

function filesText({ written, unchanged, removed }: BuildResult["output"]): string {
  const parts = [
    written > 0 && `${plural(written, "file")} written`,
    removed > 0 && `${removed} removed`,
    unchanged > 0 &&
      (written + removed === 0 ? `all ${plural(unchanged, "file")} up to date` : `${unchanged} unchanged`),
  ];
  return parts.filter((part) => part !== false).join(", ");
}

function timeText(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
