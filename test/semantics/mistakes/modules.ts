import { environment, type Mistakes } from "./sources.ts";

export const modules: Mistakes = {
  "a file that does not exist": 'import { port } from "./settings"\nlet p = port\n',
  "a file misspelt": {
    "main.immu": 'import { port } from "./setings"\nlet p = port + 1\n',
    "settings.immu": "let port = 1\n",
  },
  "an ending in an import": {
    "main.immu": 'import { port } from "./settings.immu"\nlet p = port\n',
    "settings.immu": "let port = 1\n",
  },
  "an import without a dot": {
    "main.immu": 'import { port } from "settings"\nlet p = port\n',
    "settings.immu": "let port = 1\n",
  },
  "an import from outside": 'import { port } from "../settings"\nlet p = port\n',
  "an import from a folder": {
    "main.immu": 'import { port } from "./infra"\nlet p = port\n',
    "infra/web.immu": "let port = 1\n",
  },
  "a standard module misspelt": 'import { careful } from "std/rollout"\nlet r = careful\n',
  "a name that a file does not declare": {
    "main.immu": 'import { prot } from "./settings"\nlet p = prot + 1\n',
    "settings.immu": "let port = 1\n",
  },
  "a name of the file that imports this one": {
    "main.immu": 'import {} from "./checks"\nlet port = 1\n',
    "checks.immu": 'test "ports" { assert port == 1 }\n',
  },
  "a name of a file that is called as the folder of this one": {
    "main.immu": 'import { next } from "./infra/web"\nimport { port } from "./infra"\nlet p = next + port\n',
    "infra/web.immu": "let next = port + 1\n",
    "infra.immu": "let port = 1\n",
  },
  "an import of what is private": {
    "main.immu": 'import { port } from "./settings"\nlet p = port\n',
    "settings.immu": "private let port = 1\n",
  },
  "an import that nothing uses": {
    "main.immu": 'import { port, host } from "./settings"\nlet p = port\n',
    "settings.immu": 'let port = 1\nlet host = "a"\n',
  },
  "an import that another file uses": {
    "main.immu": 'import { url } from "./urls"\nimport { host } from "./settings"\nlet u = url\n',
    "urls.immu": 'import { host } from "./settings"\nlet url = "https://${host}"\n',
    "settings.immu": 'let host = "a"\n',
  },
  "an import of a name that is taken": {
    "main.immu": 'import { port } from "./settings"\nlet port = 2\n',
    "settings.immu": "let port = 1\n",
  },
  "a file that imports itself": { "main.immu": 'import { x } from "./main"\nlet x = 1\nlet y = x\n' },
  "files in a circle": {
    "main.immu": 'import { a } from "./a"\nlet x = a\n',
    "a.immu": 'import { x } from "./main"\nlet a = x\n',
  },
  "a name of a file that is not imported": {
    "main.immu": 'import { port } from "./settings"\nlet p = port\nlet h = host\n',
    "settings.immu": 'let port = 1\nlet host = "a"\n',
  },
  "a standard name without an import": "image web extends ubuntu_2404 {}\n",
  "a standard rollout without an import": "let r = careful\n",
  "a declaration that an import misses, as an environment has it": {
    "main.immu": `project shop {}\nimport { orders } from "./data"\n${environment}let whose = environment.prod.store.orders.identifier\n`,
    "data.immu": 'store order { engine = "s3"  identifier = "orders" }\n',
  },
  "two files that declare one fleet's network": {
    "main.immu": `project shop {}\nimport { other } from "./net"\n${environment}environment dev { region = "eu-west-1"  network = network.other }\n`,
    "net.immu": "network other { vpc = {}  private = {} }\nnetwork main { vpc = {}  private = {} }\n",
  },
};
