import { openTerraform } from "../../../src/host/terraform/terraform.ts";

// Runs a command in a folder that others use as well, and prints what it answered.
const [folder = "", program = "", word = ""] = process.argv.slice(2);
const answer = await openTerraform({ folder, shownAs: "stack", program, sourceOf: () => null }).run("output", word);
process.stdout.write(answer);
