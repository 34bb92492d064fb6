import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
  readonly purpose: string;
  /**
   * Where the pid counts: boot and pid namespace on Linux, "" where the system names none. A pid can only be looked up
   * from the same place: two containers may share a host name and a folder.
   */
  readonly place: string;
  /** When the process started, in the kernel's ticks, so that a pid that was given out again is not mistaken; "" where unknown. */
  readonly started: string;
}

/** This process as a holder. */
export function describeSelf(purpose: string): LockHolder {
  return {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    purpose,
    place: currentPlace(),
    started: startOf("self"),
  };
}

/** Whether the holder's process certainly runs no more. In doubt, false: it is waited for. */
export function holderIsGone(holder: LockHolder): boolean {
  if (holder.host !== hostname() || holder.place !== currentPlace()) return false;
  if (!processRuns(holder.pid)) return true;
  const started = startOf(String(holder.pid));
  return started !== "" && holder.started !== "" && started !== holder.started;
}

/** Reads a lock file. One that says nothing readable has an unknown holder, who is never held to be gone. */
export function parseHolder(text: string): LockHolder {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const field = (name: string): unknown =>
    typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  const word = (name: string, otherwise: string): string => {
    const found = field(name);
    return typeof found === "string" ? found : otherwise;
  };
  const pid = field("pid");
  return {
    pid: typeof pid === "number" ? pid : 0,
    host: word("host", "an unknown host"),
    since: word("since", "an unknown time"),
    purpose: word("purpose", "an unknown purpose"),
    place: word("place", ""),
    started: word("started", ""),
  };
}

function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
  return statusOf(String(pid)).state !== "Z";
}

function currentPlace(): string {
  try {
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return "";
  }
}

function startOf(process: string): string {
  return statusOf(process).started;
}

// proc(5): the process's name stands in parentheses and may hold anything; its state follows, and the start time is
// the 20th field from there. A zombie (Z) is dead, though its parent has not looked yet.
function statusOf(process: string): { readonly state: string; readonly started: string } {
  try {
    const stat = readFileSync(`/proc/${process}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", started: fields[19] ?? "" };
  } catch {
    return { state: "", started: "" };
  }
}
