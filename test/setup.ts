import fc from "fast-check";
import { afterEach, vi } from "vitest";

// Everywhere else, properties look at other cases in each run. In CI a change is judged by the same cases each time, so
// that what fails there was broken by the change; `FC_SEED` looks at others.
const { CI, FC_SEED } = process.env;
if (FC_SEED !== undefined) fc.configureGlobal({ seed: Number(FC_SEED) });
else if (CI !== undefined) fc.configureGlobal({ seed: 20_260_101 });

// The files of a worker share its environment.
afterEach(() => void vi.unstubAllEnvs());
