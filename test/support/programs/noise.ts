import { condition, write } from "./expressions.ts";
import { type Body, type Declaration, int, type Project, type Value } from "./model.ts";
import type { Writer } from "./writer.ts";
import { operand, SPACE } from "./written.ts";

/**
 * Policies and tests that hold. They change nothing that is built, and the tests say in the language itself what the
 * project means in each environment.
 */
export function writeTests(writer: Writer): void {
  if (writer.choices.pick("policies", 2) === 0) return;
  const { project } = writer;
  for (const environment of ofKind(project, "environment")) {
    for (const fleet of ofKind(project, "fleet")) writeTest(writer, environment, fleet);
  }
  const place = { file: writer.fileFor(0), rank: project.declarations.length, depth: 0 };
  const [name, subject] = [writer.fresh(), writer.fresh()];
  const most = write(writer, int(5000), place);
  const words = `"\${${subject}.name} \${${subject}.size.max}"`;
  writer.add(place.file, {
    text: `policy${SPACE}${name}${SPACE}on${SPACE}fleet${SPACE}${subject}${SPACE}{ require${SPACE}${subject}.size.max <= ${operand(most)} else${SPACE}${words} require ${condition(writer, true, place).text} else "" }`,
    name,
    mayHide: true,
  });
  // Nothing imports a policy that applies by being there, so its file has to be one that takes part for another reason.
  if (place.file > 0) writer.nameIn(0, { home: place.file, name });
}

function writeTest(writer: Writer, environment: Declaration, fleet: Declaration): void {
  const place = { file: 0, rank: writer.project.declarations.length, depth: 0 };
  const at = writer.referTo(0, { kind: "reference", of: "environment", name: environment.name, std: null });
  const override = environment.overrides.find((each) => each.kind === "fleet" && each.name === fleet.name)?.body;
  const view = `${at}.fleet.${fleet.name}`;
  const facts = [
    ...rangeFacts(fieldOf(override, fleet.body, "size"), `${view}.size`),
    ...textFacts(fieldOf(override, fleet.body, "config"), `${view}.config`),
    ...referenceFacts(fleet.body.fields.image, `${view}.image`),
  ];
  if (facts.length === 0) return;
  const assertions = facts.map(
    ([path, value]) => `assert${SPACE}${path} == ${operand(write(writer, value, { ...place, depth: 1 }))}`,
  );
  writer.add(0, {
    text: `test "${environment.name} and ${fleet.name}" {${SPACE}${assertions.join(SPACE)}${SPACE}}`,
    name: null,
    mayHide: false,
  });
}

type Fact = readonly [path: string, value: Value];

function fieldOf(override: Body | undefined, body: Body, name: string): Value | undefined {
  return override?.fields[name] ?? body.fields[name];
}

function rangeFacts(value: Value | undefined, path: string): readonly Fact[] {
  return value?.kind === "range"
    ? [
        [`${path}.min`, int(value.from)],
        [`${path}.max`, int(value.to)],
      ]
    : [];
}

function textFacts(value: Value | undefined, path: string): readonly Fact[] {
  if (value?.kind !== "map") return [];
  return Object.entries(value.entries).map(([key, item]) => [`${path}["${key}"]`, item]);
}

function referenceFacts(value: Value | undefined, path: string): readonly Fact[] {
  return value?.kind === "reference" ? [[`${path}.name`, { kind: "text", value: value.name }]] : [];
}

function ofKind({ declarations }: Project, kind: string): readonly Declaration[] {
  return declarations.filter((each) => each.kind === kind);
}
