import type { Assertion, Policy as PolicyNode, Requirement, Test as TestNode } from "../ast.ts";
import { Assert, Else, Name, On, Policy, Require, Test } from "../tokens.ts";
import { FunctionParser } from "./function-parser.ts";
import type { Head } from "./nodes.ts";
import { recordedHead } from "./nodes.ts";

/** The rules for `policy` and `test`. */
export abstract class CheckParser extends FunctionParser {
  private readonly canStartRequirement = (): boolean => this.at(Require);
  private readonly canStartAssertion = (): boolean => this.at(Assert);

  Policy = this.RULE("Policy", (head: Head = recordedHead): PolicyNode => {
    const example = 'policy small on fleet f { require f.size.max <= 10 else "too large" }';
    this.CONSUME(Policy);
    const name = this.itemName(1, "the policy");
    this.expect(2, On, example);
    const subjectKind =
      this.RECORDING_PHASE || this.at(Name) ? this.nameNode(this.consume(3, Name)) : this.name(3, "a kind");
    const subject = this.name(4, "what the policy looks at");
    const requirements = this.braces("`require`", this.canStartRequirement, this.Requirement) ?? [];
    return {
      kind: "Policy",
      uri: this.uri,
      start: head.start,
      end: this.readTo,
      doc: head.doc,
      private: head.private,
      name,
      subjectKind,
      subject,
      requirements,
    };
  });

  Requirement = this.RULE("Requirement", (): Requirement => {
    const start = this.next.startOffset;
    this.CONSUME(Require);
    const condition = this.condition(1);
    const message = this.expect(1, Else, 'require condition else "message"')
      ? this.SUBRULE2(this.Expression)
      : this.missing();
    return { kind: "Requirement", uri: this.uri, start, end: this.readTo, condition, message };
  });

  Test = this.RULE("Test", (head: Head = recordedHead): TestNode => {
    this.CONSUME(Test);
    const title = this.title(1, "the title of a test", 'test "what holds" { assert condition }');
    const assertions = this.braces("`assert`", this.canStartAssertion, this.Assertion) ?? [];
    return { kind: "Test", uri: this.uri, start: head.start, end: this.readTo, doc: head.doc, title, assertions };
  });

  Assertion = this.RULE("Assertion", (): Assertion => {
    const start = this.next.startOffset;
    this.CONSUME(Assert);
    const condition = this.condition(1);
    const message = this.when(0, Else, () => {
      this.CONSUME(Else);
      return this.SUBRULE2(this.Expression);
    });
    return { kind: "Assertion", uri: this.uri, start, end: this.readTo, condition, message };
  });
}
