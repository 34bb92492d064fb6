import fc from "fast-check";
import { expect, test } from "vitest";
import { anyProject } from "../support/programs/arbitrary.ts";
import { type Build, build, buildPrinted, contentsOf, differences, holds } from "../support/programs/build.ts";
import { changeBody, declarationsOf, fleetsOfImage, imagesThatHold, withFile } from "../support/programs/change.ts";
import { emptyBody, text } from "../support/programs/model.ts";
import { print } from "../support/programs/print.ts";
import { anyStyle, type Freedom } from "../support/programs/style.ts";

const cosmetic: readonly Freedom[] = ["order", "names", "layout", "comments", "carriageReturns", "parentheses"];

test("a changed comment, layout, order or name of a `let` keeps every fingerprint, generation and artifact", async () => {
  const law = fc.asyncProperty(
    anyProject,
    anyStyle,
    fc.subarray([...cosmetic], { minLength: 1 }),
    async (project, style, changed) => {
      const before = await build(project, style);
      const turned = Object.fromEntries(changed.map((freedom) => [freedom, !style.free[freedom]]));
      const after = await build(project, { ...style, free: { ...style.free, ...turned } });
      expect(identities(after)).toEqual(identities(before));
      expect(contentsOf(after)).toEqual(contentsOf(before));
    },
  );
  await holds(60, law);
});

test("a changed byte of a copied file changes the images that hold it, the fleets that run those, and nothing else", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, fc.nat(9), fc.nat(0xff), async (project, style, index, byte) => {
    const paths = Object.keys(project.files);
    const path = paths[index % paths.length] ?? "";
    const before = await build(project, style);
    const after = await build(withFile(project, path, byte), style);
    const images = imagesThatHold(project, path);
    const fleets = images.flatMap((image) => fleetsOfImage(project, image));
    expect(changedImages(before, after)).toEqual(images);
    expect(changedFleets(before, after)).toEqual(inEveryEnvironment(before, fleets));
    for (const changed of differences(before, after))
      expect(owners(changed, before)).toSatisfy(
        (owner: Owner) =>
          owner.images.some((name) => images.includes(name)) || owner.fleets.some((name) => fleets.includes(name)),
        changed,
      );
    for (const name of images)
      expect(differences(before, after).some((each) => each.startsWith(`packer/${name}/`))).toBe(true);
  });
  await holds(50, law);
});

test("a changed setting changes the generation of its fleet where it holds, and no other", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, fc.nat(9), fc.nat(3), async (project, style, index, where) => {
    const fleets = declarationsOf(project, "fleet");
    const fleet = fleets[index % fleets.length];
    const environments = declarationsOf(project, "environment");
    const only = where === 0 ? null : (environments[where % environments.length] ?? null);
    if (!fleet) return;
    const changed = changeBody(project, fleet, only, (body) => {
      const config = body.fields.config;
      const entries = config?.kind === "map" ? config.entries : {};
      return {
        ...body,
        fields: { ...body.fields, config: { kind: "map", entries: { ...entries, ADDED: text("1") } } },
      };
    });
    const [before, after] = [await build(project, style), await build(changed, style)];
    // An override of all settings hides a change of the fleet's own.
    const reached = environments.filter((environment) => {
      if (only !== null) return environment.name === only.name;
      const override = environment.overrides.find((each) => each.kind === "fleet" && each.name === fleet.name);
      return (override?.body ?? emptyBody).fields.config === undefined;
    });
    expect(changedFleets(before, after)).toEqual(reached.map(({ name }) => `${name}/${fleet.name}`).sort());
    expect(changedImages(before, after)).toEqual([]);
    for (const path of differences(before, after)) {
      expect(
        reached.some(({ name }) => path.includes(`-${name}/`) || path.startsWith(`rollouts/${name}/${fleet.name}/`)),
        path,
      ).toBe(true);
    }
  });
  await holds(50, law);
});

test("a changed capacity changes no generation and no image", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, fc.nat(9), fc.nat(5), async (project, style, index, more) => {
    const fleets = declarationsOf(project, "fleet");
    const fleet = fleets[index % fleets.length];
    if (!fleet) return;
    const changed = changeBody(project, fleet, null, (body) => {
      const { size } = body.fields;
      if (size?.kind !== "range") return body;
      return { ...body, fields: { ...body.fields, size: { ...size, from: size.from + 1, to: size.to + 1 + more } } };
    });
    const [before, after] = [await build(project, style), await build(changed, style)];
    expect(identities(after)).toEqual(identities(before));
    expect(differences(before, after).filter((path) => path.startsWith("packer/"))).toEqual([]);
  });
  await holds(40, law);
});

test("images are the same in all environments, and every fleet names them by the same fingerprint", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, async (project, style) => {
    const { plan } = await buildPrinted(print(project, style));
    for (const environment of Object.values(plan.environments)) {
      for (const fleet of Object.values(environment.fleets)) {
        const { image } = fleet.generations[fleet.wanted] ?? {};
        expect(image?.fingerprint).toBe(plan.images[image?.name ?? ""]?.fingerprint);
      }
    }
    // As if there were this environment alone, but for where the image is wanted.
    const [first] = declarationsOf(project, "environment").slice(-1);
    const alone = {
      ...project,
      declarations: project.declarations.filter(({ kind, name }) => kind !== "environment" || name === first?.name),
    };
    const fewer = await build(alone, style);
    for (const [name, image] of Object.entries(fewer.plan.images)) {
      expect(image.definition.steps).toEqual(plan.images[name]?.definition.steps);
      expect({ ...image.definition, base: null }).toEqual({ ...plan.images[name]?.definition, base: null });
    }
  });
  await holds(40, law);
});

interface Owner {
  readonly images: readonly string[];
  readonly fleets: readonly string[];
}

// Whose an artifact is: a stack is that of all fleets in it, and holds the images that they run.
function owners(path: string, { plan }: Build): Owner {
  const [top = "", first = "", second = ""] = path.split("/");
  if (top === "packer") return { images: [first], fleets: [] };
  if (top === "rollouts") return { images: [], fleets: [second] };
  const environment = Object.values(plan.environments).find(({ name }) =>
    path.includes(`/${plan.project.name}-${name}/`),
  );
  return { images: [], fleets: Object.keys(environment?.fleets ?? {}) };
}

function identities({ plan }: Build): unknown {
  return {
    images: Object.values(plan.images)
      .map(({ name, fingerprint }) => `${name} ${fingerprint}`)
      .sort(),
    fleets: generationsOf(plan),
  };
}

function generationsOf(plan: Build["plan"]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.values(plan.environments).flatMap((environment) =>
      Object.values(environment.fleets).map((fleet) => [`${environment.name}/${fleet.name}`, fleet.wanted] as const),
    ),
  );
}

function changedFleets(before: Build, after: Build): readonly string[] {
  const [one, other] = [generationsOf(before.plan), generationsOf(after.plan)];
  return Object.keys(one)
    .filter((key) => one[key] !== other[key])
    .sort();
}

function changedImages(before: Build, after: Build): readonly string[] {
  return Object.keys(before.plan.images)
    .filter((name) => before.plan.images[name]?.fingerprint !== after.plan.images[name]?.fingerprint)
    .sort();
}

function inEveryEnvironment({ plan }: Build, fleets: readonly string[]): readonly string[] {
  return Object.keys(plan.environments)
    .flatMap((environment) => fleets.map((fleet) => `${environment}/${fleet}`))
    .sort();
}
