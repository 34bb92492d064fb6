import { defineDiagnostic } from "../definition.ts";

const notPrivate = "everything can be imported that is not `private`";

// For what other languages have around their declarations.
const helps: Readonly<Record<string, string>> = {
  "`for`": "declarations are not made in loops: write each, and what they share in an `abstract` one that they extend",
  "`if`": "what differs between environments is an `override`; a value may be `if … then … else …`",
  "`export`": notPrivate,
  "`public`": notPrivate,
  "`pub`": notPrivate,
  "`override`": "an `override` stands in an `environment`: it says what is other there",
  "`=>`": "functions are declared: `fn twice(x: int): int = x * 2`",
  "`-`": 'there is no list by dashes: `packages = ["nginx", "curl"]`',
};

/** What must stand behind the expression of a `${…}`. */
export const endOfHole = "`}` after `${…`";

export const unexpectedText = defineDiagnostic<{ readonly found: string; readonly expected: string }>({
  code: "IMMU1051",
  level: "error",
  title: "Unexpected text",
  message: ({ found, expected }) => `expected ${expected}, found ${found}`,
  help: ({ found, expected }) => {
    if (expected === "`require`") return 'a policy says what must hold: `require condition else "message"`';
    if (expected === "`assert`") return "a test says what holds: `assert condition`";
    if (expected === endOfHole) return "where a shell is to read `${…}`, write `\\${…}`";
    if (expected !== "a declaration") return null;
    if (/^`[\w-]+:`$/.test(found))
      return `declarations have a name and braces, not indentation: ${found.replace(":`", " <name> { … }`")}`;
    if (/^`[\w-]+ [^`]+:`$/.test(found))
      return `declarations have braces, not indentation: ${found.replace(/:`$/, " { … }`")}`;
    return helps[found] ?? null;
  },
  explanation: "What was written can't stand where it stands. The compiler goes on behind it.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
  = 5
}
`,
    passing: `project shop {
  tags = { team: "web" }
}
`,
  },
});
