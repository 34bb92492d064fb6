import { defineDiagnostic } from "../definition.ts";

export const secretExposed = defineDiagnostic<{ where: string }>({
  code: "IMMU3016",
  level: "error",
  title: "Secret used as text",
  message: ({ where }) => `a secret can't be ${where}`,
  help: () => "pass it on to a field of type `secret`, such as an entry of a fleet's `secrets`",
  explanation:
    "A secret is only ever passed on, by its address, to a field that takes a secret. Putting one into a text would be the first step of it ending up in an artifact.",
  samples: {
    failing: 'let password = secret("ssm:/shop/db")\nlet url = "postgres://shop:${password}@db"\n',
    passing: 'let password = secret("ssm:/shop/db")\nlet all = { DB_PASSWORD: password }\n',
  },
});
