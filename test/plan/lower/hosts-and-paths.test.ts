import { expect, test } from "vitest";
import { sampleProject } from "../../../src/rollout/samples.ts";
import { compileFiles } from "../../support/compile.ts";

const refused = (field: "hosts" | "paths", text: string) =>
  compileFiles(sampleProject({ http: `${field} = [${JSON.stringify(text)}]` }))
    .diagnostics.filter(({ level }) => level === "error")
    .map(({ code }) => code);

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
test.each(["shop.example.com", "*.example.com", "*example.com", "a-?.x_y.example.com", "*.*.com", "shop.xn--p1ai"])(
  "a balancer compares hosts with %s",
  (host) => expect(refused("hosts", host)).toEqual([]),
);

test.each(["localhost", "*", ".example.com", "example.com.", "10.0.0.1", "shop.example.*", "a.com:8443", "A.com"])(
  "a balancer takes no host %s",
  (host) => expect(refused("hosts", host)).toEqual(["IMMU4002"]),
);

test.each(["/", "/*", "/orders/?/~me", "/a.b-c_d$e", "/a'b@c:d+e&f"])("a balancer compares paths with %s", (path) =>
  expect(refused("paths", path)).toEqual([]),
);

test.each(["orders", "/a(b)", "/%20", "/a#b", "/a b", "/a,b", "/a=b", "/a;b"])("a balancer takes no path %s", (path) =>
  expect(refused("paths", path)).toEqual(["IMMU4002"]),
);
