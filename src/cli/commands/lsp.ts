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
    const code = (await serve({ input, output })) ? exitCodes.fine : exitCodes.source;
    // The protocol's library watches the editor's process with a timer that would keep this one alive for ever. Nothing
    // is left to say once what was said is written.
    await new Promise<void>((resolve) => output.write("", () => resolve()));
    process.exit(code);
  },
});
