import type Handlebars from "handlebars";
import runtimeModule from "handlebars/runtime.js";
import { lineComment } from "../escape/line-comment.ts";
import { shellWord } from "../escape/shell.ts";
import { type HclValue, writeHcl } from "./hcl-value.ts";
import { templates } from "./templates.gen.ts";
import type {
  AgentView,
  CheckView,
  CopyView,
  ImageView,
  PackagesView,
  PrepareView,
  RunView,
  ServicesView,
} from "./views.ts";

/** What each template is told. */
interface Views {
  readonly agent: AgentView;
  readonly check: CheckView;
  readonly copy: CopyView;
  readonly image: ImageView;
  readonly "packages-apt": PackagesView;
  readonly "packages-dnf": PackagesView;
  readonly prepare: PrepareView;
  readonly run: RunView;
  readonly seal: Readonly<Record<string, never>>;
  readonly services: ServicesView;
  readonly "services-start": ServicesView;
  readonly "services-stop": ServicesView;
  readonly variables: Readonly<Record<string, never>>;
  readonly versions: Readonly<Record<string, never>>;
}

/** The text of a template. Values reach it through the helpers below alone, each of which escapes for its context. */
export function render<Name extends keyof Views>(template: Name, view: Views[Name]): string {
  return compiled(template)(view);
}

// The runtime's own types leave its members out.
const runtime = (runtimeModule as unknown as typeof Handlebars).create();

runtime.registerHelper("hcl", (value: HclValue, options: Handlebars.HelperOptions) => {
  const indent: unknown = options.hash.indent;
  return writeHcl(value, typeof indent === "number" ? indent : 2);
});
runtime.registerHelper("word", (text: string) => shellWord(text));
runtime.registerHelper("words", (texts: readonly string[]) => texts.map(shellWord).join(" "));
runtime.registerHelper("comment", (text: string) => lineComment(text));
runtime.registerHelper("integer", (value: number) => writeHcl(value, 0));

const cache = new Map<keyof Views, Handlebars.TemplateDelegate>();

function compiled(name: keyof Views): Handlebars.TemplateDelegate {
  const known = cache.get(name);
  if (known) return known;
  const made = runtime.template(templates[name]);
  cache.set(name, made);
  return made;
}
