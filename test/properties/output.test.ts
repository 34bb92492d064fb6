import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "../../src/base/digest.ts";
import { textArtifact } from "../../src/emit/artifact.ts";
import { manifestPath, manifestText } from "../../src/emit/output/manifest.ts";
import { readManifest } from "../../src/emit/output/read-manifest.ts";
import { sourceMapPath, sourceMapText } from "../../src/emit/output/source-map.ts";
import { digestInputs } from "../../src/query/record-inputs.ts";
import { anyProject } from "../support/programs/arbitrary.ts";
import { type Build, build, holds } from "../support/programs/build.ts";
import { declarationsOf } from "../support/programs/change.ts";
import { mapValues, type Project, type Value } from "../support/programs/model.ts";
import { anyStyle, plainStyle } from "../support/programs/style.ts";

test("the manifest lists every artifact and input with its digest, and every image and fleet with its own", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, async (project, style) => {
    const built = await build(project, style);
    const manifest = readManifest(manifestOf(built));
    const files = built.artifacts.map(({ path, bytes, executable }) => [
      path,
      { sha256: sha256(bytes), size: bytes.length, ...(executable ? { executable } : {}) },
    ]);
    expect(manifest?.files).toEqual(Object.fromEntries(files));
    const { images, environments } = built.plan;
    expect(manifest?.images).toEqual(
      Object.fromEntries(Object.values(images).map((image) => [image.name, image.fingerprint])),
    );
    for (const [name, { fleets }] of Object.entries(environments)) {
      const wanted = Object.entries(fleets).map(([fleet, plan]) => [fleet, { wanted: plan.wanted, stable: null }]);
      expect(manifest?.fleets[name]).toEqual(Object.fromEntries(wanted));
    }
    for (const [path, digest] of Object.entries(manifest?.inputs ?? {})) {
      const content = built.printed.files[path];
      expect(content === undefined ? null : sha256(content), path).toBe(digest);
    }
  });
  await holds(40, law);
});

// The two files that may differ between styles, and all that may differ in them.
test("styles differ in the places of the source map, and in the inputs, parameters and map digest of the manifest alone", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, async (project, style) => {
    const [plain, styled] = [await build(project, plainStyle), await build(project, style)];
    expect(withoutPlaces(sourceMapOf(styled))).toEqual(withoutPlaces(sourceMapOf(plain)));
    expect(withoutInputs(manifestOf(styled, true))).toEqual(withoutInputs(manifestOf(plain, true)));
  });
  await holds(40, law);
});

test("every place of the source map is a place in a source of the project", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, async (project, style) => {
    const built = await build(project, style);
    for (const place of placesIn(sourceMapOf(built))) {
      const [, path = "", line = "", column = ""] = /^(.*):(\d+):(\d+)$/.exec(place) ?? [];
      const source = built.printed.files[path];
      expect(typeof source, place).toBe("string");
      const written = String(source).split(/\r\n|\n|\r/)[Number(line) - 1];
      expect(written, place).toBeDefined();
      // A declaration or a value stands there: something that can be read.
      expect([...(written ?? "")].length, place).toBeGreaterThanOrEqual(Number(column));
    }
  });
  await holds(40, law);
});

test("the address of a secret is in the plans and stacks of the environments that use it, and in no image", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, async (drawn, style) => {
    const project = withCanaries(drawn);
    const { artifacts } = await build(project, style);
    for (const { name, body } of declarationsOf(project, "fleet")) {
      const { secrets } = body.fields;
      for (const secret of secrets?.kind === "map" ? Object.values(secrets.entries) : []) {
        if (secret.kind !== "secret") continue;
        const id = secret.address.slice("ssm:".length);
        const holding = artifacts.filter(({ bytes }) => Buffer.from(bytes).includes(id)).map(({ path }) => path);
        for (const path of holding)
          expect(path, name).toMatch(/^cdktf\.out\/stacks\/[^/]+\/cdk\.tf\.json$|^rollouts\//);
        expect(holding.filter((path) => path.startsWith("cdktf.out/")).length).toBe(
          declarationsOf(project, "environment").length,
        );
      }
    }
  });
  await holds(60, law);
});

/** Every secret at an address that nothing else is like, and no fleet without one. */
function withCanaries(project: Project): Project {
  let count = 0;
  const canary = (): Value => {
    count += 1;
    return { kind: "secret", address: `ssm:/canary-${count}-nothing-else` };
  };
  const declarations = project.declarations.map((each) => {
    if (each.kind !== "fleet") return each;
    const { secrets } = each.body.fields;
    const entries = secrets?.kind === "map" ? mapValues(secrets.entries, canary) : {};
    const fields = {
      ...each.body.fields,
      secrets: { kind: "map", entries: { ...entries, CANARY: canary() } },
    } as const;
    return { ...each, body: { ...each.body, fields } };
  });
  return { ...project, declarations };
}

function sourceMapOf({ artifacts, compilation }: Build): string {
  return sourceMapText(artifacts, compilation.origins, compilation.sources);
}

function manifestOf(built: Build, withMap = false): string {
  const map = withMap ? [textArtifact(sourceMapPath, sourceMapOf(built))] : [];
  const artifacts = [...built.artifacts, ...map];
  expect(artifacts.map(({ path }) => path)).not.toContain(manifestPath);
  const params = new Map(Object.entries(built.printed.params));
  return manifestText({
    compiler: "0.0.0",
    plan: built.plan,
    params,
    inputs: digestInputs(built.compilation.inputs),
    artifacts,
  });
}

function withoutPlaces(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => (typeof value === "string" ? "place" : value));
}

function withoutInputs(text: string): unknown {
  const { inputs: _inputs, params: _params, files, ...rest } = JSON.parse(text);
  const { [sourceMapPath]: _map, ...others } = files;
  return { ...rest, files: others };
}

function placesIn(text: string): readonly string[] {
  const places: string[] = [];
  JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === "string") places.push(value);
    return value;
  });
  return places;
}
