import { digestJson } from "../../../src/base/digest.ts";
import { recordEvent } from "../../../src/host/ledger/record-event.ts";
import { baked } from "../../release/ledger/samples.ts";

// Appends entries, and says of each when it was acknowledged. Arguments: folder, a name of its own, how many.
const [path = "", name = "", count = "0"] = process.argv.slice(2);
process.stdout.write("ready\n");
for (let index = 0; index < Number(count); index++) {
  const result = await recordEvent({
    folder: { path, shownAs: "ledger" },
    environment: "prod",
    event: { ...baked(digestJson([name, index])), actor: name },
    definitions: [],
  });
  if (result.kind !== "appended") throw new Error(JSON.stringify(result));
  process.stdout.write(`${result.entry.sequence} ${result.entry.digest}\n`);
}
