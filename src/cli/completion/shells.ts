import type { Candidate } from "./candidate.ts";

export type ShellName = "bash" | "zsh" | "fish";

/** A shell that completes command lines. */
export interface Shell {
  /** What it reads once to complete `immuc`. Words are handed on as they are: nothing of a line is ever run. */
  readonly script: string;
  /** The words of a line up to the cursor, which some shells cut in their own way. */
  readonly words: (given: readonly string[]) => readonly string[];
  /** A candidate as a line that the script reads. `current`: the word that it completes. */
  readonly line: (candidate: Candidate, current: string) => string;
}

const asTheyAre = (given: readonly string[]): readonly string[] => given;

export const shells: Readonly<Record<ShellName, Shell>> = {
  // Bash 3.2, which macOS has, knows no `mapfile`.
  bash: {
    script: `_immuc() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <(immuc completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _immuc immuc
`,
    words: joinedAgain,
    line: ({ value }, current) => value.slice(lastCut(current)),
  },
  zsh: {
    script: `#compdef immuc
_immuc() {
  local -a found
  found=("\${(@f)$(immuc completion zsh -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then
    _describe -t values 'immuc' found
  else
    _files
  fi
}
if [[ "$funcstack[1]" = "_immuc" ]]; then
  _immuc
else
  compdef _immuc immuc
fi
`,
    words: asTheyAre,
    line: ({ value, description }) => value.replaceAll(":", "\\:") + (description === "" ? "" : `:${description}`),
  },
  fish: {
    script: `function __immuc_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l found (immuc completion fish -- $before[2..] "$current" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete --command immuc --no-files --arguments '(__immuc_complete)'
`,
    words: asTheyAre,
    line: ({ value, description }) => (description === "" ? value : `${value}\t${description}`),
  },
};

/** Bash cuts words at `=` and `:`, and makes these words of their own. */
function joinedAgain(given: readonly string[]): readonly string[] {
  const words: string[] = [];
  let glued = false;
  for (const [index, word] of given.entries()) {
    const mark = index > 0 && /^[=:]+$/.test(word);
    if (mark || glued) words.push(`${words.pop() ?? ""}${word}`);
    else words.push(word);
    glued = mark;
  }
  return words;
}

/** Where in a word bash's own word begins that is being completed. */
function lastCut(word: string): number {
  return Math.max(word.lastIndexOf("="), word.lastIndexOf(":")) + 1;
}
