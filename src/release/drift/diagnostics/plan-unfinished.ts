import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { sampleWith, unchanged } from "./samples.ts";

export const planUnfinished = defineDiagnostic<{ readonly why: string }>({
  code: "IMMU7917",
  level: "error",
  title: "Plan that does not tell all",
  message: ({ why }) => `Terraform's plan is not whole, and what it left out may have changed: ${why}`,
  help: () => "see to that, and plan again without -target",
  explanation: `Terraform writes its plan to a file also where planning failed, or where it planned only a part. Such a plan is silent
about the rest, which is not to say that nothing of it was changed.

A stack fails its plan by itself where machines of its fleets run that the build does not define: somebody started a
generation by hand, or the ledger here is not the one that it was released with.`,
  get samples() {
    return { failing: sampleWith({ errored: true }), passing: unchanged };
  },
});
