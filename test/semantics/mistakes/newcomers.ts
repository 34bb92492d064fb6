import { environment, fleet, image, type Mistakes } from "./sources.ts";

export const newcomers: Mistakes = {
  "a name that begins with a digit": "project shop {}\nfleet 2web {\n  size = 2..4\n}\n",
  "a space before a unit": "project shop {}\nimage web {\n  disk = 40 GB\n}\n",
  "spaces before right units": "let disk = 40 GiB\nlet t = 5 min\n",
  "backticks for quotes": "let a = `hello`\nlet b = `x-${1}`\n",
  "pictures for names": "let 🚀 = 1\nnetwork 🚀prod { vpc = {}  private = {} }\n",
  "a picture in a name": "network web🚀prod { vpc = {}  private = {} }\n",
  "an import of a whole file": { "main.immu": 'import "./settings"\nlet a = 1\n', "settings.immu": "let port = 1\n" },
  "an import of everything": {
    "main.immu": 'import * from "./settings"\nlet a = port\n',
    "settings.immu": "let port = 1\n",
  },
  "an import of everything under a name": {
    "main.immu": 'import * as settings from "./settings"\nlet a = settings.port\n',
    "settings.immu": "let port = 1\n",
  },
  "an import without braces": {
    "main.immu": 'import port from "./settings"\nlet a = port\n',
    "settings.immu": "let port = 1\n",
  },
  "an override with labels in quotes":
    'project shop {}\nnetwork main { vpc = {}  private = {} }\nenvironment prod {\n  region = "eu-west-1"\n  network = network.main\n  override "network" "main" { zones = 3 }\n}\n',
  "a range with three dots": "let size = 2...4\n",
  "a range as a list": "project shop {}\nabstract fleet web {\n  size = [2, 8]\n}\n",
  "a range with a dash": "project shop {}\nabstract fleet web {\n  size = 2 - 8\n}\n",
  "a list of three for a range": "project shop {}\nabstract fleet web {\n  size = [2, 4, 8]\n}\n",
  "an import used by the name that it had":
    'import { careful as gentle } from "std/rollouts"\nlet a = careful\nlet b = gentle\n',
  "an environment without a region":
    'import { debian_12 } from "std/images"\nproject shop {}\nnetwork main { vpc = {}  private = {} }\nimage web extends debian_12 { }\nenvironment prod { network = network.main }\n',
  "a kind misspelt that an import was for":
    'import { debian_12 } from "std/images"\nproject shop {}\nimgae web extends debian_12 { }\n',
  "an attribute with more to its name": 'project shop {}\nfleet web {\n  http { port = 80  healthcheck = "/" }\n}\n',
  "a text without its end":
    'project shop {}\nnetwork main { vpc = {}  private = {} }\nenvironment prod {\n  region = "eu-west-1\n  network = network.main\n}\n',
  "a range as a block": "project shop {}\nfleet web {\n  size { min = 2  max = 4 }\n}\n",
  "a range as a map": "project shop {}\nfleet web {\n  size = { min: 2, max: 4 }\n}\n",
  "closing brackets the wrong way round": "let a = sort([1, 2)]\nlet b = 3\n",
  "a worker with a rollout for what serves": `import { gradual } from "std/rollouts"\n${fleet("  scale { cpu = 50% }\n")
    .replace("size = 2..4", "size = 1..4")
    .replace(
      'rollout swap { strategy = "replace" }',
      'rollout swap extends gradual { abort busy { metric = "cpu"  above = 90% } }',
    )}`,
  "a shell's variables in a text":
    'let PORT = 80\nlet a = "cd ${HOME}"\nlet b = "echo ${USER:-x}"\nlet c = "echo ${PROT} $HOME"\n',
  "a block as a map": fleet('  http = { port = 80, health = "/" }\n  egress = { to = "0.0.0.0/0", port = 443 }\n'),
  "a range as a map, as Terraform writes it": "project shop {}\nfleet web {\n  size = { min = 2, max = 4 }\n}\n",
  "what is no text in quotes": `${fleet("").replace(
    "image = image.web\n",
    'image = "${image.web}"\n  boot = "${patience}"\n  disk = "${patience}"\n  needs = "${[store.db]}"\n',
  )}let patience = 2m\nstore db { engine = "s3"  identifier = "files" }\n`,
  "a reference in quotes": fleet("").replace("image.web", '"image.web"'),
  "text over several lines between quotes": `${image}${environment}image other extends debian_12 {
  run setup { commands = ["apt-get update
    apt-get install -y nginx
    echo done"] }
  check nginx { command = "nginx
    -t"  within = 30s }
}
`,
  "text over several lines without its end": `${image}${environment}image other extends debian_12 {
  run setup { commands = ["""
  apt-get update
  nginx -t
  } ]
}
let port = 80
`,
};
