import { EnvironmentFault, Interrupted } from "../host/fault.ts";
import { reportBug } from "./bug-report.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { isUsageFault, runProgram } from "./program.ts";
import { processTerminal, type Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { VerificationError } from "./verification-error.ts";

/**
 * Runs a command line and sets the process's exit code; the process then ends by itself when its output is written.
 * Nothing escapes: every failure becomes a message and a code.
 */
export async function run(words: readonly string[]): Promise<void> {
  const terminal = await processTerminal(words);
  process.exitCode = await runProgram(terminal, words).catch((error: unknown) => explain(terminal, words, error));
}

function explain(terminal: Terminal, words: readonly string[], error: unknown): ExitCode {
  const title = terminal.noteColors.bold(terminal.noteColors.red("error"));
  if (error instanceof Interrupted) return exitCodes.interrupted;
  if (error instanceof EnvironmentFault) {
    terminal.note(`${title}: ${error.message}\n`);
    return exitCodes.environment;
  }
  if (error instanceof VerificationError) {
    terminal.note(`${title}: ${error.message}\n`);
    return exitCodes.policy;
  }
  if (error instanceof UsageError) {
    terminal.note(`${title}: ${error.message}\n`);
    return exitCodes.usage;
  }
  if (isUsageFault(error)) {
    const advice =
      error.code === "commander.unknownCommand" ? "`immuc` alone lists the commands" : "--help shows what there is";
    terminal.note(`${title}: ${error.message.replace(/^error: /, "").replace("\n(", "\n  (")}\n  ${advice}\n`);
    return exitCodes.usage;
  }
  terminal.note(reportBug(words, error));
  return exitCodes.bug;
}
