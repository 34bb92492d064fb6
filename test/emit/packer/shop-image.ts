import { sha256 } from "../../../src/base/digest.ts";
import type { Contents } from "../../../src/emit/artifact.ts";
import { checkEmission } from "../../../src/emit/check-emission.ts";
import { emitPacker } from "../../../src/emit/packer/emit-packer.ts";
import type { FileContent, ImageDefinition, ImagePlan, Plan } from "../../../src/plan/model.ts";
import type { Origins } from "../../../src/plan/origins.ts";
import { imageFixture, planFixture } from "../../support/plan-fixture.ts";

/** Content that test images name, collected as they are written. */
export class ContentPool {
  readonly contents = new Map<string, Uint8Array>();

  file(path: string, text: string, executable = false): FileContent {
    const bytes = new TextEncoder().encode(text);
    const digest = sha256(bytes);
    this.contents.set(digest, bytes);
    return { path, sha256: digest, size: bytes.length, executable };
  }
}

/** A plan with one image, different from the shared fixture's in what is given. */
export function imagePlan(definition: Partial<ImageDefinition> = {}, image: Partial<ImagePlan> = {}): Plan {
  const base = imageFixture();
  return planFixture({ image: { ...base, definition: { ...base.definition, ...definition }, ...image } });
}

/** An image that uses everything an image can. */
export function shopPlan(): { readonly plan: Plan; readonly contents: Contents } {
  const pool = new ContentPool();
  const plan = imagePlan(
    {
      arch: "arm64",
      base: {
        owner: "099720109477",
        name: "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-*",
        user: "ubuntu",
        installer: "apt",
        rootDevice: "/dev/sda1",
        pins: { "eu-west-1": { id: "ami-0123456789abcdef0", name: "ubuntu-noble-24.04-arm64-server-20260101" } },
      },
      packages: ["nginx=1.24.0-2ubuntu7", "g++"],
      steps: [
        {
          kind: "copy",
          name: "app",
          to: "/srv/shop.tar.gz",
          owner: "root:root",
          mode: "0644",
          files: [pool.file("", "the shop\n")],
          folder: false,
        },
        {
          kind: "run",
          name: "unpack",
          script: pool.file("unpack.sh", "#!/bin/sh\ntar -C /srv -xf /srv/shop.tar.gz\n", true),
          commands: ["docker images --format '{{.ID}}'", "id shop || useradd --system shop"],
          env: { GREETING: 'it\'s "$HOME" ${x} %{y} {{z}}' },
        },
        {
          kind: "copy",
          name: "site",
          to: "/etc/nginx/site",
          owner: "shop",
          mode: "0640",
          files: [
            pool.file("a/deep/page.html", "<p>{{name}}</p>\n"),
            pool.file("a/run", "#!/bin/sh\n", true),
            pool.file("it's here.conf", "x\n"),
          ],
          folder: true,
        },
      ],
      services: ["nginx", "shop"],
      checks: [
        { name: "nginx", command: "nginx -t", within: 0 },
        { name: "answers", command: "curl -fsS localhost:8080/healthz | grep -q ok", within: 30_000 },
      ],
      disk: 20 * 1024 ** 3 + 1,
      encryptionKey: "arn:aws:kms:eu-west-1:123456789012:key/mrk-0123456789abcdef0123456789abcdef",
    },
    {
      regions: ["eu-west-1", "eu-central-1", "us-east-1"],
      bake: { instance: "t4g.small", timeout: 90 * 60_000 },
      tags: { Owner: "web team", "cost: ${center}": 'a "quoted" \\ value' },
    },
  );
  return { plan, contents: pool.contents };
}

/** Where the parts of test plans come from: each its own span, so that tests can tell which one a finding is at. */
export const origins: Origins = new Map(
  ["project", "project/tags", "images/web", "images/web/tags", "images/web/encryption_key", "images/web/base"]
    .concat(
      ["copy/app/to", "run/setup/env", "run/setup/commands", "check/up/command"].map((path) => `images/web/${path}`),
    )
    .map((path, index) => [path, { uri: "main.immu", start: index * 10, end: index * 10 + 1 }]),
);

/** The texts that a plan emits, by path below `packer/`; fails where a finding keeps it from that. */
export function emittedTexts(plan: Plan, contents: Contents = new Map()): Readonly<Record<string, string>> {
  const diagnostics = checkEmission(plan, origins);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return Object.fromEntries(
    emitPacker(plan, contents).map(({ path, bytes }) => [
      path.replace(/^packer\//, ""),
      new TextDecoder().decode(bytes),
    ]),
  );
}
