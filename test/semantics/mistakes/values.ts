import { environment, fleet, image, type Mistakes, network } from "./sources.ts";

export const values: Mistakes = {
  "permissions as a number": `${image.replace('"arm64"', '"arm64"  copy app { from = "./main.immu"  to = "/srv/app"  mode = 755 }')}`,
  "permissions without their 0": `${image.replace('"arm64"', '"arm64"  copy app { from = "./main.immu"  to = "/srv/app"  mode = "755" }')}`,
  "permissions as chmod takes them": `${image.replace('"arm64"', '"arm64"  copy app { from = "./main.immu"  to = "/srv/app"  mode = "u+x" }')}`,
  "a place without its first slash": `${image.replace('"arm64"', '"arm64"  copy app { from = "./main.immu"  to = "srv/app" }')}`,
  "an account as a number": environment.replace("network.main }", "network.main  account = 12345678901 }"),
  "a path of Windows": `${image.replace('"arm64"', '"arm64"  copy app { from = ".\\site\\pages"  to = "/srv/app" }')}`,
  "an import by a path of Windows": {
    "main.immu": 'import { port } from ".\\infra\\settings"\nlet p = port + 1\n',
    "infra/settings.immu": "let port = 1\n",
  },
  "a pattern with backslashes": 'param x: string matching "^\\d+\\.\\d+$" = "1.2"\n',
  "a number for a region": environment.replace('"eu-west-1"', "1"),
  "a region in capitals": environment.replace('"eu-west-1"', '"EU-West-1"'),
  "a quote that is missing at the end": `${image.replace('"arm64"', '"arm64"\n  packages = ["curl", "nginx, "git"]\n')}`,
  "a quote that is missing at the start": `${image.replace('"arm64"', '"arm64"\n  packages = ["curl", nginx", "git"]\n')}`,
  "quotes that are missing in a block": fleet(
    '  http { port = 80  health = /healthz"  hosts = ["a.example.com"] }\n  egress https { to = "0.0.0.0/0  port = 443 }\n',
  ),
  "a map as Terraform writes it": 'project shop {\n  tags = {\n    Owner = "a"\n    Team  = "b"\n  }\n}\n',
  "blocks as maps": fleet('  http: { port = 80  health = "/" }\n  scale = { cpu = 55%  requests = 5 }\n'),
  "true for a text": fleet("  config = { DEBUG: true }\n"),
  "a port that is none": fleet('  http { port = 70000  health = "/" }\n'),
  "a path that does not begin with a slash": fleet('  http { port = 80  health = "healthz" }\n'),
  "two values out of bounds in one fleet": fleet('  http { port = 0  health = "/" }\n  boot = 2h\n'),
  "no instances": `${fleet("").replace('["c7g.large"]', "[]")}`,
  "an instance type that is none": `${fleet("").replace("c7g.large", "C7G large")}`,
  "a range the wrong way round": `${fleet("").replace("size = 2..4", "size = 4..2")}`,
  "a range beyond its bounds": `${fleet("").replace("size = 2..4", "size = 2..9000")}`,
  "a division by zero": "let zero = 0\nlet a = 1 / zero\n",
  "a remainder by zero": "let a = 5 % 0\n",
  "a region that is none": `project shop {}\n${network}environment prod { region = "europe"  network = network.main }\n`,
  "an account that is none": `project shop {}\n${network}environment prod { region = "eu-west-1"  network = network.main  account = "123" }\n`,
  "an ARN that is none": 'project shop {}\nbalancer public { certificate = "my-certificate" }\n',
  "addresses that are none":
    'project shop {}\nbalancer public { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a"  clients = ["10.0.0.0/8", "10.0.0.1/8", "0.0.0.0"] }\n',
  "a wrong value that nothing uses": "project shop {}\nnetwork spare { vpc = {}  private = {}  zones = 9 }\n",
  "a wrong value in an abstract declaration": "project shop {}\nabstract network spare { zones = 9 }\n",
  "a secret's address that is none": 'let db = secret("db-password")\n',
  "half a millisecond": "let pause = 0.5ms\n",
  "a third of a byte": "param disk: bytes = 0.0001KiB\n",
  "a number too large for the output":
    'rollout swap { strategy = "replace"  abort busy { metric = "unhealthy_hosts"  above = 9007199254740993 } }\n' +
    fleet("").replace('rollout swap { strategy = "replace" }\n', ""),
  "an abstract declaration used":
    'project shop {}\nabstract network basic { vpc = {}  private = {} }\nenvironment prod { region = "eu-west-1"  network = network.basic }\n',
  "a copied file that is missing": {
    "main.immu": `${image}${environment}`.replace(
      'arch = "arm64"',
      'arch = "arm64"  copy app { from = "./app/shp.conf"  to = "/etc/shop.conf" }',
    ),
    "app/shop.conf": "x",
  },
  "a copied file with a leading slash": `${image}${environment}`.replace(
    'arch = "arm64"',
    'arch = "arm64"  copy app { from = "/etc/hosts"  to = "/etc/hosts" }',
  ),
  "a script that is a folder": {
    "main.immu": `${image}${environment}`.replace(
      'arch = "arm64"',
      'arch = "arm64"  run setup { script = "./scripts" }',
    ),
    "scripts/a.sh": "x",
  },
  "a step that runs nothing": `${image}${environment}`.replace('arch = "arm64"', 'arch = "arm64"  run setup {}'),
  "an architecture that a base does not have": `project shop {}\n${environment}image web { arch = "arm64"  base { owner = "amazon"  name = { x86_64: "al*" }  user = "ec2-user"  installer = "dnf" } }\n`,
  "an image for nowhere": image,
  "no project": environment,
  "two projects": "project shop {}\nproject store {}\n",
  "names that differ in case alone": `project shop {}\nnetwork main { vpc = {}  private = {} }\nnetwork Main { vpc = {}  private = {} }\n`,
  "a sequence without end": "let a = sequence(1, 1000000)\n",
  "no target to scale by": fleet("  scale {}\n"),
  "several mistakes at once":
    "let a = prot\nlet b = 1 / 0\nparam c: int = true\nnetwork main { vpc = { Name: 1 }  zones = 9 }\nlet d = a + 1\n",
};
