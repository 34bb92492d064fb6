import { expect, test } from "vitest";
import { emitPacker } from "../../../src/emit/packer/emit-packer.ts";
import { type HclBody, type HclExpression, readHcl } from "../../support/hcl-reader.ts";
import { imageFixture } from "../../support/plan-fixture.ts";
import { emittedTexts, imagePlan, shopPlan } from "./shop-image.ts";

test("an image that uses everything", async () => {
  const { plan, contents } = shopPlan();
  for (const [path, text] of Object.entries(emittedTexts(plan, contents))) {
    if (path.includes("/content/")) continue;
    await expect(text).toMatchFileSnapshot(`../../golden/packer/full/${path}`);
  }
});

test("an image that copies nothing", async () => {
  for (const [path, text] of Object.entries(emittedTexts(imagePlan()))) {
    await expect(text).toMatchFileSnapshot(`../../golden/packer/plain/${path}`);
  }
});

test("content is emitted once, by its digest, and is what the project has", () => {
  const { plan, contents } = shopPlan();
  const files = emitPacker(plan, contents).filter(({ path }) => path.includes("/content/"));
  expect(files.map(({ path }) => path)).toEqual(
    [...contents.keys()].sort().map((key) => `packer/web/files/content/${key}`),
  );
  for (const { path, bytes } of files) expect(bytes).toBe(contents.get(path.slice(-64)));
});

test("the order of the keys of a plan changes nothing", () => {
  const { plan, contents } = shopPlan();
  expect(emittedTexts(reversed(plan), contents)).toEqual(emittedTexts(plan, contents));
});

test("files come sorted by path, images one after the other", () => {
  const one = imageFixture();
  const plan = { ...imagePlan(), images: { web: one, Api: { ...one, name: "Api" } } };
  const paths = emitPacker(plan, new Map()).map(({ path }) => path);
  expect(paths).toEqual([...paths].sort());
  expect(paths).toContain("packer/Api/image.pkr.hcl");
});

test("where the lock pins the base, its id stands there; else the newest match is looked up", () => {
  expect(attribute(imagePlan(), "source_ami")).toBe("ami-0123456789abcdef0");
  const { base } = imageFixture().definition;
  const unpinned = source(
    imagePlan({ base: { ...base, name: "base {{x}}-*", pins: { "us-east-1": { id: "ami-1", name: "x" } } } }),
  );
  expect(unpinned.attributes.has("source_ami")).toBe(false);
  const filter = unpinned.blocks.find(({ type }) => type === "source_ami_filter")?.body;
  expect(plainValue(filter?.attributes.get("owners"))).toEqual(["amazon"]);
  expect(plainValue(filter?.attributes.get("most_recent"))).toBe(true);
  expect(plainValue(filter?.attributes.get("filters"))).toMatchObject({
    name: "base {{`{{`}}x}}-*",
    architecture: "x86_64",
  });
});

test("volumes are encrypted, sized in whole GiB and go with their instance", () => {
  const sizes = [1, 2 ** 30, 2 ** 30 + 1, 20 * 2 ** 30].map((disk) =>
    block(imagePlan({ disk }), "launch_block_device_mappings"),
  );
  expect(sizes.map(({ volume_size }) => volume_size)).toEqual([1, 1, 2, 20]);
  expect(sizes[0]).toEqual({
    device_name: "/dev/xvda",
    volume_type: "gp3",
    volume_size: 1,
    iops: 3000,
    throughput: 125,
    delete_on_termination: true,
    encrypted: true,
  });
});

test("a multi-Region key, and an alias, encrypt each copy in its region", () => {
  for (const id of ["key/mrk-0123456789abcdef0123456789abcdef", "alias/shop"]) {
    const plan = imagePlan(
      { encryptionKey: `arn:aws:kms:eu-west-1:123456789012:${id}` },
      { regions: ["eu-north-1", "us-east-1"] },
    );
    expect(attribute(plan, "kms_key_id")).toBe(`arn:aws:kms:eu-north-1:123456789012:${id}`);
    expect(attribute(plan, "region_kms_key_ids")).toEqual({ "us-east-1": `arn:aws:kms:us-east-1:123456789012:${id}` });
    expect(attribute(plan, "encrypt_boot")).toBe(true);
  }
});

test("without a key of its own, a copied image is not encrypted a second time", () => {
  const plan = imagePlan({}, { regions: ["eu-west-1", "us-east-1"] });
  expect(attribute(plan, "ami_regions")).toEqual(["us-east-1"]);
  expect(source(plan).attributes.has("encrypt_boot")).toBe(false);
});

test("the name of the AMI fits AWS, whatever the image is called", () => {
  for (const name of ["web", "größe", "x".repeat(300), "a_b-c"]) {
    const plan = imagePlan({}, { name });
    const [image] = Object.values(emittedTextsOf(plan)).filter((text) => text.includes('source "amazon-ebs"'));
    expect(
      plainValue(
        readHcl(image ?? "")
          .blocks.find(({ type }) => type === "source")
          ?.body.attributes.get("ami_name"),
      ),
    ).toMatch(/^[A-Za-z0-9()[\] ./@'_-]{3,115}-f1f1f1f1f1f1$|^[A-Za-z0-9_-]{3,128}$/);
  }
});

test("whoever bakes must say the commit, which reaches tags and manifest but no hashed file", () => {
  const texts = emittedTexts(imagePlan());
  const variable = readHcl(texts["web/variables.pkr.hcl"] ?? "").blocks.find(
    ({ labels }) => labels[0] === "commit",
  )?.body;
  expect(variable?.attributes.has("default")).toBe(false);
  expect(variable?.blocks.map(({ type }) => type)).toEqual(["validation"]);
  expect(texts["web/image.pkr.hcl"]?.match(/var\.commit/g)).toHaveLength(2);
});

test("an image is baked within its time", () => {
  expect(block(imagePlan({}, { bake: { instance: "t3.small", timeout: 61_000 } }), "aws_polling")).toEqual({
    delay_seconds: 15,
    max_attempts: 5,
  });
});

test("nothing that destroys what exists is ever asked for", () => {
  const { plan, contents } = shopPlan();
  expect(emittedTexts(plan, contents)["web/image.pkr.hcl"]).not.toMatch(/force_de/);
});

test("the image is sealed last, and SSH goes last of all", () => {
  const texts = emittedTexts(imagePlan());
  const seal = texts["web/files/scripts/07-seal.sh"] ?? "";
  expect(seal.trimEnd().split("\n").slice(-4)).toEqual([
    "for unit in ssh.service ssh.socket sshd.service sshd.socket sshd-keygen.service; do",
    '  ln -sfn /dev/null "/etc/systemd/system/$unit"',
    "done",
    "sync",
  ]);
  const provisioners =
    readHcl(texts["web/image.pkr.hcl"] ?? "").blocks.find(({ type }) => type === "build")?.body.blocks ?? [];
  const last = provisioners.filter(({ type }) => type === "provisioner").at(-1)?.body;
  expect(plainValue(last?.attributes.get("script"))).toBe("${path.root}/files/scripts/07-seal.sh");
  expect(plainValue(last?.attributes.get("skip_clean"))).toBe(true);
});

type EmittedPlan = ReturnType<typeof imagePlan>;

function emittedTextsOf(plan: EmittedPlan): Readonly<Record<string, string>> {
  return Object.fromEntries(
    emitPacker(plan, new Map()).map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]),
  );
}

function source(plan: EmittedPlan): HclBody {
  const found = readHcl(emittedTexts(plan)["web/image.pkr.hcl"] ?? "").blocks.find(({ type }) => type === "source");
  if (!found) throw new Error("no source");
  return found.body;
}

function attribute(plan: EmittedPlan, name: string): unknown {
  return plainValue(source(plan).attributes.get(name));
}

function block(plan: EmittedPlan, name: string): Record<string, unknown> {
  const body = source(plan).blocks.find(({ type }) => type === name)?.body;
  return Object.fromEntries([...(body?.attributes ?? [])].map(([key, value]) => [key, plainValue(value)]));
}

function plainValue(value: HclExpression | undefined): unknown {
  switch (value?.kind) {
    case undefined:
      return undefined;
    case "string":
      return value.text;
    case "number":
    case "bool":
      return value.value;
    case "list":
      return value.items.map(plainValue);
    case "map":
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, plainValue(item)]));
    case "code":
      return value.source;
  }
}

function reversed<T>(value: T): T {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, reversed(item)] as const);
  return Object.fromEntries(entries.reverse()) as T;
}
