import type { ProjectFiles } from "../base/project-files.ts";

/** The same files, remembering the content of every one that is read. */
export function recordInputs(files: ProjectFiles): {
  readonly files: ProjectFiles;
  readonly inputs: ReadonlyMap<string, string | Uint8Array>;
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
