import { type Mistakes, network } from "./sources.ts";

export const safety: Mistakes = {
  "a region misspelt": `project shop {}\n${network}environment prod { region = "eu-wst-1"  network = network.main }\n`,
  "a region that may be new": `project shop {}\n${network}environment prod { region = "eu-west-7"  network = network.main }\nenvironment dev { region = "eu-west-7"  network = network.main }\n`,
  "a region with underscores": 'param home: region = "eu_west_1"\n',
  "a zone for a region": 'param home: region = "eu-west-1a"\n',
  "one state for two environments": `project shop {}\n${network}environment dev { region = "eu-west-1"  network = network.main  state { bucket = "shop-state"  key = "shop.tfstate" } }\nenvironment prod { region = "eu-west-1"  network = network.main  state { bucket = "shop-state"  key = "shop.tfstate" } }\n`,
  "a state in the folder of whoever promotes": `project shop {}\n${network}environment dev { region = "eu-west-1"  network = network.main }\nenvironment prod { region = "eu-west-1"  network = network.main  after = environment.dev }\n`,
  "a pause beyond what AWS waits": 'rollout slow { strategy = "rolling"  refresh { pause = 3d } }\n',
  "a checkpoint beyond all": 'rollout slow { strategy = "rolling"  refresh { checkpoints = [50%, 150%] } }\n',
  "a limit beyond all":
    'rollout slow { strategy = "rolling"  abort errors { metric = "http_5xx_rate"  above = 500% } }\n',
  "a limit that no answer takes":
    'rollout slow { strategy = "rolling"  abort slow { metric = "latency_p99"  above = 2d } }\n',
};
