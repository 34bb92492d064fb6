import { sha256 } from "../base/digest.ts";
import { byText } from "../base/order.ts";
import type { ProjectFiles } from "../base/project-files.ts";

/** What was read, by path. */
export type Inputs = ReadonlyMap<string, string | Uint8Array>;

export interface InputFile {
  readonly path: string;
  readonly sha256: string;
}

/** The same files, remembering the content of every one that is read. */
export function recordInputs(files: ProjectFiles): {
  readonly files: ProjectFiles;
  readonly inputs: Inputs;
} {
  const inputs = new Map<string, string | Uint8Array>();
  return {
    inputs,
    files: {
      readSource(path) {
        const found = files.readSource(path);
        if (found.kind === "ok") inputs.set(path, found.value);
        return found;
      },
      readTree(path) {
        const found = files.readTree(path);
        for (const file of found.kind === "ok" ? found.value.files : []) {
          inputs.set(file.path === "" ? path : `${path}/${file.path}`, file.bytes);
        }
        return found;
      },
    },
  };
}

/** The digest of every input, sorted by path. A check has no use for it. */
export function digestInputs(inputs: Inputs): readonly InputFile[] {
  return [...inputs].map(([path, content]) => ({ path, sha256: sha256(content) })).sort(byText(({ path }) => path));
}
