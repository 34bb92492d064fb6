import type { ArgumentSpecs, Command, OptionSpecs } from "./command.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** A row of the generated registry: what an overview says, and how to load the rest. */
export interface CommandEntry {
  /** One word, or two: `rollout run`. */
  readonly name: string;
  readonly summary: string;
  /** As commander writes them: `[path]`. */
  readonly arguments: readonly string[];
  readonly hasOptions: boolean;
  readonly load: () => Promise<{ readonly command: AnyCommand }>;
}

// A registry holds commands of every shape; each checks its own values when it reads them.
export type AnyCommand = Omit<Command<ArgumentSpecs, OptionSpecs>, "run"> & {
  run(invocation: { terminal: Terminal; arguments: never; options: never }): ExitCode | Promise<ExitCode>;
};
