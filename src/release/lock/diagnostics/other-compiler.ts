import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { projectWithoutImages, wholeLock } from "./samples.ts";

interface Values {
  readonly file: string;
  readonly pinned: string;
  readonly running: string;
}

const explanation = `Another version of immuc may give an image another fingerprint, though nothing of it has changed, or write
more into a fleet's generation. Then images are baked anew and machines are replaced, and two people who build one commit
with two versions get two outputs. So \`immu.lock\` pins the version that it was written by.

Install the version that is pinned, or move the project to the one you have: \`immuc lock\` pins it, and moves no base.
\`immuc plan\` and \`immuc bake --dry-run\` then say what that replaces and bakes. Commit the lock.

An old release is another matter: \`immuc replay\` and whatever goes back or on in a rollout go by what the ledger recorded.`;

const help = ({ pinned, running }: Values): string =>
  `install immuc ${pinned}, or run \`immuc lock\` to move the project to ${running}, and see with \`immuc plan\` what that replaces`;

const lockFor = (version: string): string =>
  wholeLock.replace('"toolchain": {}', `"toolchain": {\n    "immuc": "${version}"\n  }`);

export const otherCompiler = defineDiagnostic<Values>({
  code: "IMMU7906",
  level: "warning",
  title: "Another compiler than the lock pins",
  message: ({ file, pinned, running }) =>
    `${file} pins immuc ${pinned}, and this is ${running}: what has not changed may be baked and replaced nevertheless`,
  help,
  explanation,
  get samples() {
    return {
      failing: { "main.immu": projectWithoutImages, "immu.lock": lockFor("0.0.1") },
      passing: { "main.immu": projectWithoutImages, "immu.lock": wholeLock },
    };
  },
});

export const otherCompilerLocked = defineDiagnostic<Values>({
  code: "IMMU7907",
  level: "error",
  title: "Another compiler than the lock pins, in a locked build",
  message: ({ file, pinned, running }) =>
    `${file} pins immuc ${pinned}, this is ${running}, and this build is \`--locked\``,
  help,
  explanation,
  get samples() {
    return {
      failing: { "main.immu": `${projectWithoutImages}// with: --locked\n`, "immu.lock": lockFor("0.0.1") },
      passing: { "main.immu": projectWithoutImages, "immu.lock": lockFor("0.0.1") },
    };
  },
});
