import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { observeFleet } from "../../../src/host/aws/observe-fleet.ts";

afterEach(() => void vi.unstubAllEnvs());

const end = "2026-03-01T12:00:00.000Z";
const failed = `<DescribeScalingActivitiesResponse><DescribeScalingActivitiesResult><Activities><member>
  <ActivityId>1</ActivityId><AutoScalingGroupName>web-1</AutoScalingGroupName><Cause>size</Cause>
  <Description>Launching a new EC2 instance.</Description><StatusCode>Failed</StatusCode>
  <StatusMessage>You have requested more vCPU capacity than your current limit.</StatusMessage>
  <StartTime>${end}</StartTime><EndTime>${end}</EndTime>
</member></Activities></DescribeScalingActivitiesResult></DescribeScalingActivitiesResponse>`;

test("why a launch failed is asked where instances are missing alone", async () => {
  const lacking = await observe(groupOf(1), failed);
  expect(lacking.groups.one?.failing).toBe("You have requested more vCPU capacity than your current limit.");
  expect(lacking.asked).toContain("DescribeScalingActivities");
  const whole = await observe(groupOf(2), failed);
  expect(whole.groups.one).toMatchObject({ inService: 2, failing: null });
  expect(whole.asked).toEqual(["DescribeAutoScalingGroups"]);
});

test("who may not ask for it sees everything else", async () => {
  const { groups } = await observe(groupOf(1), null);
  expect(groups.one).toMatchObject({ inService: 1, failing: null });
});

/** What is seen of a fleet in an AWS that answers this; `asked`: what for. Null: a refusal. */
async function observe(groups: string, activities: string | null) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const action = new URLSearchParams(body).get("Action") ?? "";
      asked.push(action);
      const answer = action === "DescribeAutoScalingGroups" ? groups : activities;
      response.writeHead(answer === null ? 403 : 200, { "content-type": "text/xml" });
      response.end(answer ?? "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>");
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  const resources = { logGroup: null, listenerRule: null, targetGroups: {}, groups: { one: "web-1" }, alarms: {} };
  try {
    const shape = { routed: false, rolling: false };
    return { ...(await observeFleet("eu-west-1", resources, shape, Date.parse(end) + 1000)), asked };
  } finally {
    server.close();
  }
}

/** A group that wants two instances and has so many. */
function groupOf(count: number): string {
  const instance = "<member><LifecycleState>InService</LifecycleState></member>";
  return `<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups><member>
    <AutoScalingGroupName>web-1</AutoScalingGroupName><MinSize>2</MinSize><MaxSize>4</MaxSize>
    <Instances>${instance.repeat(count)}</Instances>
  </member></AutoScalingGroups></DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>`;
}
