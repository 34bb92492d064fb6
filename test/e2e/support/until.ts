import { setTimeout as wait } from "node:timers/promises";

/** Waits until something holds, for at most five minutes. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (await holds()) return;
    await wait(500);
  }
  throw new Error("it did not come about in 300 s");
}
