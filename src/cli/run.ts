import type { CommanderError } from "commander";
import { EnvironmentFault, Interrupted } from "../host/fault.ts";
import { reportBug } from "./bug-report.ts";
import { commandAdvice } from "./command-advice.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { noteError } from "./note-error.ts";
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
  if (error instanceof Interrupted) return exitCodes.interrupted;
  if (error instanceof EnvironmentFault) {
    noteError(terminal, error.message);
    return exitCodes.environment;
  }
  if (error instanceof VerificationError) {
    noteError(terminal, error.message);
    return exitCodes.policy;
  }
  if (error instanceof UsageError) {
    noteError(terminal, error.message);
    return exitCodes.usage;
  }
  if (isUsageFault(error)) {
    noteError(terminal, usageText(error, words));
    return exitCodes.usage;
  }
  terminal.note(reportBug(words, error));
  return exitCodes.bug;
}

function usageText({ code, message }: CommanderError, words: readonly string[]): string {
  const text = message.replace(/^error: /, "");
  if (words.length === 1 && /^(version|-v)$/.test(words[0] ?? ""))
    return `${text.replace(/\n[\s\S]*/, "")}\n  \`immuc --version\` prints the version`;
  const unknown = code === "commander.unknownCommand" ? /'(.+)'/.exec(text)?.[1] : undefined;
  const meant = unknown === undefined ? null : commandAdvice(unknown);
  // What is near in spelling to `run` is `prune`.
  if (meant !== null) return `unknown command '${unknown}'\n  ${meant}\n  \`immuc\` alone lists the commands`;
  const advice =
    code === "commander.unknownCommand" ? "`immuc` alone lists the commands" : "--help shows what there is";
  return `${text.replace("\n(", "\n  (")}\n  ${advice}`;
}
