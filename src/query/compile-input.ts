import type { ProjectFiles } from "../base/project-files.ts";
import type { Live } from "../plan/live.ts";
import type { Lock } from "../plan/lock.ts";

/** What is compiled: a project's files, and all that decides what they mean beside them. */
export interface CompileInput {
  readonly files: ProjectFiles;
  /** Root-relative path of the entry file, usually `main.immu`. */
  readonly entry: string;
  /** Values of parameters as given on the command line. */
  readonly params: ReadonlyMap<string, string>;
  readonly lock: Lock | null;
  /** Refuse what the lock does not pin. */
  readonly locked: boolean;
  readonly live: Live;
  /**
   * The environment that the output is to be of: what is proved of rollouts and what formats can hold is asked of that one
   * alone. Of all, where none is named.
   */
  readonly environment?: string | undefined;
  /**
   * What the source must have: everything (`build`, where none is named), all but values for its parameters (`check`,
   * which mentions them and leaves alone what depends on them), of those values the ones that decide what images start from
   * (`lock`), or sense as far as it goes (`fragment`: a file that is looked at by itself).
   */
  readonly purpose?: "build" | "check" | "lock" | "fragment";
}
