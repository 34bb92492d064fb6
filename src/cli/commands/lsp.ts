import { defineCommand, flag } from "../command.ts";
import { exitCodes } from "../exit-code.ts";

export const command = defineCommand({
  summary: "serve an editor that speaks the language server protocol",
  description: "Serves one editor that speaks the language server protocol, until it says goodbye.",
  arguments: {},
  options: { stdio: flag("--stdio", "talk over standard input and output, which is the only way there is") },
  async run() {
    const { serve } = await import("../../lsp/serve.ts");
    const { stdin: input, stdout: output } = process;
    return (await serve({ input, output })) ? exitCodes.fine : exitCodes.source;
  },
});
