import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/base/json.ts";
import type { Plan } from "../../../src/plan/model.ts";
import { contentDiff } from "../../../src/release/diff/content-diff.ts";
import { diffPlans } from "../../../src/release/diff/diff-plans.ts";
import { escapeMarkdown, renderDiffMarkdown } from "../../../src/release/diff/render-markdown.ts";
import { renderDiffText } from "../../../src/release/diff/render-text.ts";
import { compileFiles, type Files } from "../../support/compile.ts";
import { planFixture } from "../../support/plan-fixture.ts";

const plain = { heading: String, added: String, removed: String, faint: String };

const main = `
import { ubuntu_2404 } from "std/images"
project shop {}
image web extends ubuntu_2404 {
  arch = "arm64"
  packages = ["nginx"]
  copy conf { from = "app.conf"  to = "/etc/app.conf" }
}
network main { vpc = { Name: "main" }  private = { Tier: "private" }  public = { Tier: "public" } }
balancer public { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/one" }
rollout careful {
  strategy = "canary"
  step one { weight = 5%  bake = 10m }
  step some { weight = 50%  bake = 15m }
  step all { weight = 100%  bake = 30m }
  abort errors { metric = "http_5xx_rate"  above = 1%  breaches = 2  of = 3  every = 1m }
}
fleet web {
  image = image.web
  instances = ["c7g.large"]
  size = 2..20
  http { port = 8080  health = "/healthz"  timeout = 10s }
  balancer = balancer.public
  rollout = careful
  config = { LOG_LEVEL: "info" }
  scale { cpu = 55% }
}
environment staging { region = "eu-west-1"  network = network.main }
environment prod {
  region = "eu-west-1"
  network = network.main
  after = environment.staging
  override fleet.web { size = 6..60 }
}
`;

const files = (change: (text: string) => string = (text) => text, conf = "workers = 4\n"): Files => ({
  "main.immu": change(main),
  "app.conf": conf,
});

interface Compiled {
  readonly plan: Plan;
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

function compiled(sources: Files): Compiled {
  const { plan, contents, diagnostics } = compileFiles(sources);
  if (plan === null) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return { plan, contents };
}

const before = compiled(files());

const edits: Readonly<Record<string, Files>> = {
  nothing: files((text) => `// a comment\n${text.replace('packages = ["nginx"]', 'packages   =   ["nginx"]')}`),
  "image-packages": files((text) => text.replace('["nginx"]', '["nginx", "curl"]')),
  "file-content": files(undefined, "workers = 8\n"),
  "size-in-one-environment": files((text) => text.replace("6..60", "6..80")),
  "config-and-timeout-everywhere": files((text) =>
    text.replace('"info"', '"warn"').replace("timeout = 10s", "timeout = 20s"),
  ),
  "around-a-fleet": files((text) => text.replace("rollout = careful", "rollout = careful\n  logs { keep = 90d }")),
  "what-a-fleet-may-reach": files((text) =>
    text.replace("rollout = careful", 'rollout = careful\n  egress https { to = "0.0.0.0/0"  port = 443 }'),
  ),
  "rollout-steps": files((text) => text.replace("weight = 5%", "weight = 10%").replace("bake = 30m", "bake = 45m")),
  balancer: files((text) => text.replace("certificate/one", "certificate/two")),
  "fleet-renamed": files((text) => text.replace("fleet web", "fleet site").replace("fleet.web", "fleet.site")),
  "environment-gone": files((text) => text.replace(/environment prod \{[\s\S]*$/, "")),
};

describe("a change in the language's own terms, and what it causes", () => {
  test.each(Object.keys(edits))("%s", async (name) => {
    const after = compiled(edits[name] ?? {});
    const diff = diffPlans(before.plan, after.plan);
    const contents = (was: string | null, is: string | null) =>
      contentDiff(before.contents.get(was ?? ""), after.contents.get(is ?? ""));
    const text = renderDiffText(diff, plain, contents);
    const markdown = renderDiffMarkdown(diff, "HEAD to working tree", contents);
    await expect(`${text}\n----\n\n${markdown}`).toMatchFileSnapshot(`../../golden/diff/${name}.txt`);
  });

  test("a lower share of what is not ours is a rollout of its own, and part of one that is there anyway", () => {
    const taking = (share: number, port = 8080): Plan =>
      compiled(
        files((text) =>
          `${text}legacy old { target_group = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/old/6d0ecf831eec9f09" }\n`
            .replace("port = 8080", `port = ${port}`)
            .replace("rollout = careful", `rollout = careful\n  replaces { legacy = legacy.old  share = ${share}% }`),
        ),
      ).plan;
    const inProd = (is: Plan): string =>
      renderDiffText(diffPlans(taking(75), is), plain)
        .split("\n")
        .flatMap((line, index, lines) => (/ in prod: /.test(line) ? lines.slice(index, index + 3) : []))
        .join("\n");
    expect(inProd(taking(50))).toMatchInlineSnapshot(`
      "  move traffic of fleet web in prod: legacy 75% -> 50%, no instance is replaced
          because of fleet web (replaces.share)
          canary in 3 steps, 1h 24m 20s at worst: hold, weight-50, promote"
    `);
    expect(inProd(taking(50, 8081))).toMatchInlineSnapshot(`
      "  replace fleet web in prod: f0da2be4b537 -> 4840c04fb9c4
          because of fleet web (http.port, replaces.share)
          canary in 7 steps, 1h 47m 30s at worst: create, weight-5, weight-50, promote, drain, detach, destroy"
    `);
  });

  test("what is live says where a rollout starts", () => {
    const { plan } = before;
    const fleet = plan.environments.prod?.fleets.web;
    const wanted = fleet?.wanted ?? "";
    const live = {
      prod: {
        web: {
          stable: wanted,
          state: { [wanted]: { attached: true, weight: 100, min: 6, max: 60, desired: 6 } },
          generations: fleet?.generations ?? {},
        },
      },
    };
    const planOf = (sources: Files): Plan => compileFiles(sources, { live }).plan ?? plan;
    const { effects } = diffPlans(planOf(files()), planOf(edits["config-and-timeout-everywhere"] ?? {}));
    const replace = effects.find((effect) => effect.kind === "replace" && effect.environment === "prod");
    expect(replace).toMatchObject({ before: wanted, rollout: { strategy: "canary", from: wanted } });
  });
});

describe("laws", () => {
  test("a Plan does not differ from itself", () => {
    for (const { plan } of Object.values(edits).map(compiled))
      expect(diffPlans(plan, structuredClone(plan))).toEqual({ changes: [], effects: [] });
  });

  // The names of the Plan are keys of maps; digests follow from what they are taken over; history is no change.
  const identities = /(^|\/)(name|wanted|stable|steady|fingerprint|sha256|environment|fleet|kind|unit)(\/|$)/;

  test("no leaf of a Plan changes unseen", () => {
    const { plan } = before;
    const leaves = leavesOf(plan as unknown as Json).filter((path) => !identities.test(path.join("/")));
    expect(leaves.length).toBeGreaterThan(60);
    const unseen = leaves.filter((path) => diffPlans(plan, changedAt(plan, path)).changes.length === 0);
    expect(unseen.map((path) => path.join("/"))).toEqual(derived(unseen));
  });

  test("a bake is caused by a new fingerprint alone, a replacement by a new generation alone, each with its fields", () => {
    for (const edited of Object.values(edits)) {
      const { plan } = compiled(edited);
      const { effects } = diffPlans(before.plan, plan);
      for (const image of Object.values(plan.images)) {
        const baked = effects.filter((effect) => effect.kind === "bake" && effect.image === image.name);
        expect(baked.length > 0).toBe(before.plan.images[image.name]?.fingerprint !== image.fingerprint);
      }
      for (const environment of Object.values(plan.environments))
        for (const fleet of Object.values(environment.fleets)) {
          const old = before.plan.environments[environment.name]?.fleets[fleet.name];
          const replaced = effects.flatMap((effect) =>
            effect.kind === "replace" && effect.fleet === fleet.name && effect.environment === environment.name
              ? [effect]
              : [],
          );
          expect(replaced.length > 0).toBe(old?.wanted !== fleet.wanted);
          if (old) for (const { because } of replaced) expect(because.flatMap(({ fields }) => fields)).not.toEqual([]);
        }
    }
  });

  test("text from a project can't lay out a table or a line of its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (hostile) => {
        const plan = planFixture();
        const project = { ...plan.project, tags: { Owner: hostile } };
        const diff = diffPlans(plan, { ...plan, project });
        const tame = diffPlans(plan, { ...plan, project: { ...plan.project, tags: { Owner: "x" } } });
        const shape = (markdown: string) => markdown.split("\n").map((line) => line.split("|").length);
        expect(shape(renderDiffMarkdown(diff, "t"))).toEqual(shape(renderDiffMarkdown(tame, "t")));
        expect(renderDiffText(diff, plain).split("\n").length).toBe(renderDiffText(tame, plain).split("\n").length);
        expect(escapeMarkdown(hostile)).not.toMatch(/[<>|`*_[\]\n\r]/);
      }),
      { numRuns: 50 },
    );
  });
});

describe("contents", () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  test("are shown by their lines", () => {
    expect(contentDiff(bytes("a\nb\n"), bytes("a\nc\n"))).toEqual(["@@ -1,2 +1,2 @@", " a", "-b", "+c"]);
    expect(contentDiff(undefined, bytes("new\n"))).toEqual(["@@ -0,0 +1,1 @@", "+new"]);
  });

  test("not where they are no text, or another file altogether", () => {
    expect(contentDiff(bytes("a"), Uint8Array.of(0, 1))).toBeNull();
    expect(contentDiff(bytes("a"), Uint8Array.of(0xff))).toBeNull();
    const lines = (word: string) => bytes(Array.from({ length: 900 }, (_, at) => `${word} ${at}\n`).join(""));
    expect(contentDiff(lines("a"), lines("b"))).toBeNull();
  });
});

function leavesOf(value: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item as Json, [...path, key]));
}

function changedAt(plan: Plan, path: readonly string[]): Plan {
  const copy = structuredClone(plan) as unknown as Record<string, unknown>;
  let at = copy;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string, unknown>;
  const last = path.at(-1) ?? "";
  const value = at[last];
  at[last] = typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : `${String(value)}x`;
  return copy as unknown as Plan;
}

/** What a generation takes over from its image is told by the image. */
function derived(unseen: readonly (readonly string[])[]): readonly string[] {
  return unseen.map((path) => path.join("/")).filter((path) => /generations\/[0-9a-f]{64}\/image\//.test(path));
}
