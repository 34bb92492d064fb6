import type { Activity } from "@aws-sdk/client-auto-scaling";
import { expect, test } from "vitest";
import { launchFailure } from "../../../src/host/aws/launch-failure.ts";

const now = Date.parse("2026-03-01T12:00:00.000Z");
const minute = 60_000;

test("the latest launch that has ended speaks, whatever is told first and whatever is under way", () => {
  const underWay = activity({ StatusCode: "InProgress" });
  expect(launchFailure([], now)).toBeNull();
  expect(launchFailure([underWay], now)).toBeNull();
  expect(launchFailure([underWay, failed(5, "no room"), made(1)], now)).toBeNull();
  expect(launchFailure([underWay, made(5), failed(1, "no room")], now)).toBe("no room");
  expect(launchFailure([failed(3, "no room"), failed(1, "too many")], now)).toBe("too many");
});

test("one that was cancelled made no instance either", () => {
  const died = "Instance became unhealthy while waiting. Termination Reason: Client.InternalError";
  expect(launchFailure([activity({ StatusCode: "Cancelled", StatusMessage: died, EndTime: ago(1) })], now)).toBe(died);
  expect(launchFailure([activity({ StatusCode: "Cancelled", EndTime: ago(1) })], now)).toBe("Cancelled");
});

test("instances that go, and what was long ago, say nothing of it", () => {
  const gone = { ...failed(1, "no"), Description: "Terminating EC2 instance: i-0a" };
  expect(launchFailure([gone, failed(31, "no room")], now)).toBeNull();
});

test("what AWS says is one line, of a length that can be read, and moves no cursor", () => {
  expect(launchFailure([failed(1, "no\n  room\u001b[2J")], now)).toBe("no room\ufffd[2J");
  expect(launchFailure([failed(1, "x".repeat(2000))], now)).toHaveLength(401);
});

const ago = (minutes: number): Date => new Date(now - minutes * minute);
const made = (minutes: number) => activity({ EndTime: ago(minutes) });
const failed = (minutes: number, StatusMessage: string) =>
  activity({ StatusCode: "Failed", StatusMessage, EndTime: ago(minutes) });

function activity(is: Partial<Activity>): Activity {
  return {
    ActivityId: "1",
    AutoScalingGroupName: "web",
    Cause: "",
    Description: "Launching a new EC2 instance",
    StartTime: ago(40),
    StatusCode: "Successful",
    ...is,
  };
}
