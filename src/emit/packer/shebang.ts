/**
 * The command that runs a script: a shell's script under that shell, told to stop at the first failure, as a script that
 * forgot to say so would bake a broken image. Empty where the script names some other interpreter: it is then run itself.
 */
export function shebangCommand(script: Uint8Array): readonly string[] {
  const interpreter = interpreterOf(script);
  if (interpreter === null || interpreter === "bash") return ["bash", "-euo", "pipefail"];
  if (interpreter === "sh" || interpreter === "dash") return [interpreter, "-eu"];
  return [];
}

/** Name of the program after `#!`, seen through `env`; null where the script names none. */
function interpreterOf(script: Uint8Array): string | null {
  if (script[0] !== 0x23 || script[1] !== 0x21) return null;
  const end = script.indexOf(0x0a);
  const line = new TextDecoder().decode(script.subarray(2, end === -1 ? script.length : end));
  const words = line.trim().split(/\s+/).map(baseName);
  const [first = "", ...rest] = words;
  return first === "env" ? (rest.find((word) => !word.startsWith("-") && !word.includes("=")) ?? first) : first;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
