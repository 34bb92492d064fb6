import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { createGenerator } from "ts-json-schema-generator";
import type { Answers } from "./answers.ts";

// Any text may name a method; those that the typings tell of are known.
type Method = keyof Answers | (string & {});

/** What an answer, or something that is sent unasked, has wrong by the protocol's own typings. */
export function schemaProblems(method: Method, value: unknown): readonly string[] {
  const validate = validatorFor(method);
  if (validate === null || validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${method}${instancePath} ${message}`);
}

/** Whether the protocol's typings tell what a method is answered with. */
export function hasSchema(method: Method): boolean {
  return validatorFor(method) !== null;
}

const validators = new Map<string, ValidateFunction | null>();
let schemas: Ajv | undefined;

function validatorFor(method: Method): ValidateFunction | null {
  let known = validators.get(method);
  if (known === undefined) {
    schemas ??= readTypings();
    known = schemas.getSchema(`answers#/definitions/Answers/properties/${escapeForPointer(method)}`) ?? null;
    validators.set(method, known);
  }
  return known;
}

function readTypings(): Ajv {
  const path = join(import.meta.dirname, "answers.ts");
  const generator = createGenerator({ path, type: "Answers", skipTypeCheck: true, additionalProperties: false });
  const ajv = new Ajv({ allErrors: false, strict: false });
  const { definitions } = generator.createSchema("Answers");
  ajv.addSchema({ $id: "answers", definitions });
  return ajv;
}

function escapeForPointer(key: string): string {
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
}
