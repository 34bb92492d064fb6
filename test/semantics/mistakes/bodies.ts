import { environment, fleet, image, type Mistakes, network } from "./sources.ts";

export const bodies: Mistakes = {
  "an attribute misspelt": `${fleet("").replace("size =", "sise =")}`,
  "an attribute that does not exist": fleet('  colour = "red"\n'),
  "an attribute of a block misspelt": fleet('  http { prot = 80  health = "/" }\n'),
  "an attribute left out": "network main { vpc = {} }\n",
  "an attribute of a block left out": fleet("  http { port = 80 }\n"),
  "a label left out": 'rollout gentle {\n  strategy = "canary"\n  step { weight = 5%  bake = 1m }\n}\n',
  "a label too many": fleet('  http main { port = 80  health = "/" }\n'),
  "a block as an attribute": fleet('  http = { port: 80, health: "/" }\n'),
  "an attribute as a block": 'network main { vpc { Name = "main" }  private = {} }\n',
  "an attribute given twice": "network main { vpc = {}  vpc = {}  private = {} }\n",
  "a block given twice": fleet("  logs { keep = 30d }\n  logs { keep = 90d }\n"),
  "a label given twice":
    'rollout gentle {\n  strategy = "canary"\n  step one { weight = 5%  bake = 1m }\n  step one { weight = 50%  bake = 1m }\n}\n',
  "an override outside an environment": `${network.replace("}\n", "  override network.main { zones = 3 } }\n")}`,
  "an override of what may not differ": `project shop {}\n${image.replace("project shop {}\n", "")}${environment.replace("network.main }\n", "network.main  override image.web { retain = 3 } }\n")}`,
  "an override of one field too many": fleet("").replace(
    "network.main }\n",
    "network.main  override fleet.web { size = 6..8  boot = 5m } }\n",
  ),
  "an override of what does not exist": `project shop {}\n${environment.replace("network.main }\n", "network.main  override fleet.api { size = 2..3 } }\n")}`,
  "an override of a kind": `project shop {}\n${environment.replace("network.main }\n", "network.main  override network { zones = 3 } }\n")}`,
  "an override twice": `project shop {}\n${environment.replace("network.main }\n", "network.main  override network.main { zones = 3 }  override network.main { zones = 4 } }\n")}`,
  "base where nothing is extended": "network main { vpc = base.vpc  private = {} }\n",
  "a base that nothing of has":
    "abstract network basic { vpc = {} }\nnetwork main extends basic { private = {}  zones = base.zone }\n",
  "an argument of a block misspelt in two places": fleet("  logs { kep = 30d }\n  scale { cpus = 50% }\n"),
};
