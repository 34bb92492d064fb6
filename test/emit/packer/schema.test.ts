import { expect, test } from "vitest";
import { readHcl } from "../../support/hcl-reader.ts";
import { schemaProblems } from "../../support/packer-schema.ts";
import { emittedTexts, imagePlan, shopPlan } from "./shop-image.ts";

const plain = emittedTexts(imagePlan());
const { plan, contents } = shopPlan();
const full = emittedTexts(plan, contents);

test.each(["image", "variables", "versions"])("Packer knows all that %s.pkr.hcl says", (name) => {
  for (const texts of [plain, full]) {
    expect(schemaProblems(readHcl(texts[`web/${name}.pkr.hcl`] ?? ""))).toEqual([]);
  }
});

test("the schema check sees unknown names, wrong types and wrong places", () => {
  const wrong = `source "amazon-ebs" "x" {
  ami_nam  = "a"
  region   = 5
  tags     = ["a"]
  metadata_options {
    http_tokens = true
  }
  metadata_options {
  }
  ebs {
  }
}

build {
  provisioner "local" {
  }
}
`;
  expect(schemaProblems(readHcl(wrong))).toEqual([
    "source amazon-ebs: ami_nam is no attribute",
    "source amazon-ebs: region is no String",
    "source amazon-ebs: tags is no Map(String)",
    "source amazon-ebs.metadata_options: http_tokens is no String",
    "source amazon-ebs: metadata_options stands twice",
    "source amazon-ebs: ebs is no block",
    "block provisioner/local in build",
  ]);
});
