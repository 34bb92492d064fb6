import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { startProvider } from "./provider-process.ts";
import type { TerraformTool } from "./terraform-tool.ts";

/** An AWS of one account, in memory: moto's server. */
export interface MockAws {
  /** Environment variables that send Terraform and AWS tools to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Calls an action of one of AWS's query services; the answer's XML. */
  query(service: keyof typeof versions, action: string, parameters?: Parameters): Promise<string>;
  /** Calls an action of one of AWS's JSON services. */
  json(service: "acm", target: string, body: unknown): Promise<Record<string, unknown>>;
  stop(): void;
}

type Parameters = Readonly<Record<string, string>>;

export const mockRegion = "eu-west-1";

/** Says in one sentence how to get the mock, where it is missing. */
export function mockAwsMissing(): string | null {
  const { status } = spawnSync("moto_server", ["--help"], { stdio: "ignore" });
  return status === 0 ? null : "moto_server is not on the PATH (pip install 'moto[server]')";
}

/** Starts a fresh account; where a tool is given, with the AWS provider running for all of Terraform's commands. */
export async function startMockAws(tool?: TerraformTool): Promise<MockAws> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", `${port}`], { stdio: "ignore" });
  await untilReady(endpoint, () => server.exitCode !== null);
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: mockRegion,
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const provider = tool === undefined ? null : await startProvider(tool, environment);
  return {
    environment: { ...environment, ...provider?.environment },
    query: async (service, action, parameters = {}) => {
      const body = new URLSearchParams({ Action: action, Version: versions[service], ...parameters });
      return call(endpoint, service, { "content-type": "application/x-www-form-urlencoded" }, body.toString());
    },
    json: async (service, target, body) => {
      const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
      return JSON.parse(await call(endpoint, service, headers, JSON.stringify(body))) as Record<string, unknown>;
    },
    stop: () => {
      provider?.stop();
      server.kill();
    },
  };
}

/** What stacks expect to find in an account. */
export interface Account {
  /** ARN of a certificate. */
  readonly certificate: string;
}

/**
 * Furnishes the account: a VPC tagged `Name=main` with subnets tagged `Tier=private` and `Tier=public` in two zones
 * each, two of them in the first, a certificate, and an image for each fingerprint.
 */
export async function furnish(mock: MockAws, fingerprints: readonly string[]): Promise<Account> {
  const vpc = textOf(await mock.query("ec2", "DescribeVpcs"), "vpcId");
  await tag(mock, vpc, "Name", "main");
  for (const [index, [tier, zone]] of subnets.entries()) {
    const subnet = await mock.query("ec2", "CreateSubnet", {
      VpcId: vpc,
      CidrBlock: `172.31.${128 + 16 * index}.0/20`,
      AvailabilityZone: `${mockRegion}${zone}`,
    });
    await tag(mock, textOf(subnet, "subnetId"), "Tier", tier);
  }
  const base = textOf(await mock.query("ec2", "DescribeImages"), "imageId");
  for (const fingerprint of fingerprints) {
    const instance = await mock.query("ec2", "RunInstances", { ImageId: base, MinCount: "1", MaxCount: "1" });
    const image = await mock.query("ec2", "CreateImage", {
      InstanceId: textOf(instance, "instanceId"),
      Name: fingerprint,
    });
    await tag(mock, textOf(image, "imageId"), "immu:fingerprint", fingerprint);
  }
  const { CertificateArn } = await mock.json("acm", "CertificateManager.RequestCertificate", {
    DomainName: "shop.example",
  });
  return { certificate: `${CertificateArn}` };
}

/** The weights that a listener rule gives to its target groups, by ARN. */
export async function weightsOf(mock: MockAws, ruleArn: string): Promise<Readonly<Record<string, number>>> {
  const answer = await mock.query("elasticloadbalancing", "DescribeRules", { "RuleArns.member.1": ruleArn });
  const groups = /<ForwardConfig>(.*?)<\/ForwardConfig>/s.exec(answer)?.[1] ?? "";
  const members = [...groups.matchAll(/<member>(.*?)<\/member>/gs)].map(([, member = ""]) => member);
  return Object.fromEntries(members.map((each) => [textOf(each, "TargetGroupArn"), Number(textOf(each, "Weight"))]));
}

/** The text of the first element of a name in an answer. */
export function textOf(xml: string, element: string): string {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
  if (text === undefined) throw new Error(`no <${element}> in ${xml}`);
  return text;
}

const subnets = [
  ["private", "a"],
  ["private", "b"],
  ["public", "a"],
  ["public", "b"],
  ["private", "a"],
  ["public", "a"],
] as const;

const versions = {
  ec2: "2016-11-15",
  elasticloadbalancing: "2015-12-01",
  autoscaling: "2011-01-01",
  rds: "2014-10-31",
} as const;

async function tag(mock: MockAws, resource: string, key: string, value: string): Promise<void> {
  await mock.query("ec2", "CreateTags", { "ResourceId.1": resource, "Tag.1.Key": key, "Tag.1.Value": value });
}

// The mock finds the service in the scope of a signature, and does not check the signature.
async function call(endpoint: string, service: string, headers: Record<string, string>, body: string): Promise<string> {
  const scope = `test/20250101/${mockRegion}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const response = await fetch(endpoint, { method: "POST", headers: { ...headers, authorization }, body });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${service}: ${response.status} ${answer}`);
  return answer;
}

async function untilReady(endpoint: string, gone: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (gone()) throw new Error("moto_server ended at once");
    try {
      await fetch(`${endpoint}/moto-api/`);
      return;
    } catch {
      await wait(100);
    }
  }
  throw new Error("moto_server is not ready after 30 s");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(address)));
    });
  });
}
