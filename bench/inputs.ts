import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A project to measure with: the texts of its files by path. */
export type Input = Readonly<Record<string, string>>;

/** `count` fleets, for each of which nine AWS resources are emitted. */
export function fleets(count: number): Input {
  const declared = Array.from({ length: count }, (_, index) => fleet(`f${index}`));
  return { "main.immu": `${head}${declared.join("\n")}`, "immu.lock": lock };
}

/** A source of about `lines` lines: images that are told apart by what they run, and functions with long bodies. */
export function lines(count: number): Input {
  const perBlock = block(0).split("\n").length;
  const blocks = Array.from({ length: Math.max(1, Math.round(count / perBlock)) }, (_, index) => block(index));
  return { "main.immu": `${head}${fleet("f0")}\n${blocks.join("\n")}`, "immu.lock": lock };
}

/** A project of `count` files: a tree of modules, each of which adds up what two others say. */
export function files(count: number): Input {
  const last = count - 2;
  const module = (index: number): [string, string] => {
    const below = [2 * index + 1, 2 * index + 2].filter((other) => other <= last);
    const imports = below.map((other) => `import { n${other} } from "./m${other}"\n`).join("");
    return [
      `m/m${index}.immu`,
      `${imports}let n${index} = ${["1", ...below.map((other) => `n${other}`)].join(" + ")}\n`,
    ];
  };
  const modules = Array.from({ length: count - 1 }, (_, index) => module(index));
  const sized = fleet("f0").replace("2..2", "n0..n0").replace('"f0"', '"${n0}"');
  const main = `import { n0 } from "./m/m0"\n${head}${sized}`;
  return { ...Object.fromEntries(modules), "main.immu": main, "immu.lock": lock };
}

/** A chain of `depth` images, each of which extends the one before it. */
export function chain(depth: number): Input {
  const images = Array.from({ length: depth }, (_, index) => {
    const base = index === 0 ? "image.base" : `link${index - 1}`;
    return `abstract image link${index} extends ${base === "image.base" ? "amazon_linux_2023" : base} {\n  disk = ${20 + (index % 50)}GiB\n}\n`;
  });
  const main = `${head}${images.join("")}image last extends link${depth - 1} {\n  run r { commands = ["true"] }\n}\n${fleet("f0")}`;
  return { "main.immu": main, "immu.lock": lock };
}

/** A list of `count` numbers, a map of as many texts, and what is made of all of them. */
export function list(count: number): Input {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const items = numbers.map((number) => `  ${number},\n`).join("");
  const members = numbers.map((number) => `  k${number}: "${number}",\n`).join("");
  const main = `let all = [\n${items}]\nlet named = {\n${members}}
test "of each" {
  assert count([number + 1 for number in all if number >= 0]) == ${count}
  assert count(keys(named)) == ${count}
}
${head}${fleet("f0")}`;
  return { "main.immu": main, "immu.lock": lock };
}

/** Writes a project into a folder. */
export function writeInput(folder: string, input: Input): void {
  for (const [path, text] of Object.entries(input)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const head = `import { amazon_linux_2023 } from "std/images"
import { handover } from "std/rollouts"

project bench {}

image app extends amazon_linux_2023 {
  packages = ["amazon-cloudwatch-agent"]
  run setup { commands = ["true"] }
}

network main {
  vpc     = { Name: "main" }
  private = { Tier: "private" }
}

environment prod {
  region  = "eu-west-1"
  network = network.main
}

`;

function fleet(name: string): string {
  return `fleet ${name} {
  image     = image.app
  instances = ["t3.micro"]
  size      = 2..2
  rollout   = handover
  config    = { NAME: "${name}" }
  egress https { to = "0.0.0.0/0"  port = 443 }
}
`;
}

function block(index: number): string {
  return `/// What part ${index} of the machines needs.
fn needs_${index}(scale: int, name: string = "part-${index}"): {string: string} = {
  NAME: name,
  SIZE: "\${scale * ${index + 1}}",
  URL: "https://\${name}.example.com/\${lower(name)}/v${index}",
  LEVEL: if scale > ${index % 7} then "warn" else "info",
  HOSTS: join(["\${name}-\${n}" for n in sequence(1, 3) if n != ${index % 3}], ","),
}

private let settings_${index} = {
  ports: [${index % 100}, ${(index % 100) + 1}, ${(index % 100) + 2}],
  wait: ${(index % 50) + 1}s,
  room: ${(index % 20) + 1}GiB,
  share: ${index % 100}%,
  deep: { on: ${index % 2 === 0}, text: r"no \${escapes} here", list: ["a", "b", "c${index}"] },
}

test "settings ${index} hold together" {
  assert count(settings_${index}.ports) == 3 and settings_${index}.deep.text != "" else "part ${index} is wrong"
  assert keys(needs_${index}(${index % 9}))[0] == "HOSTS"
}
`;
}

const lock = JSON.stringify({
  bases: [
    {
      architecture: "x86_64",
      created: "2026-09-16T18:03:40.000Z",
      id: "ami-0a51f7c2d9be8460f",
      name: "al2023-ami-2023.9.20260915.0-kernel-6.12-x86_64",
      owner: "amazon",
      pattern: "al2023-ami-2023.*-x86_64",
      region: "eu-west-1",
    },
  ],
  toolchain: {},
  version: 1,
});
