import type { Files } from "../support/compile.ts";

/** A mistake that people make, as small as it gets. A file alone is `main.immu`. */
export type Mistakes = Readonly<Record<string, string | Files>>;

const network = 'network main { vpc = { Name: "main" }  private = { Tier: "private" } }\n';
const environment = `${network}environment prod { region = "eu-west-1"  network = network.main }\n`;
const image =
  'import { debian_12 } from "std/images"\nproject shop {}\nimage web extends debian_12 { arch = "arm64" }\n';
const fleet = (body: string): string =>
  `${image}${environment}rollout swap { strategy = "replace" }\nfleet web {\n  image = image.web\n  instances = ["c7g.large"]\n  size = 2..4\n  rollout = rollout.swap\n${body}}\n`;

/** By area, then by what was done wrong. Each should get one message a mistake, at what is wrong. */
export const mistakes: Readonly<Record<string, Mistakes>> = {
  names: {
    "a let that is wrong for all that use it":
      'let timeout = "10s"\nfn twice(d: duration): duration = d * 2\nlet a = twice(timeout)\nlet b = twice(timeout)\n',
    "a let that is wrong for the one that uses it":
      "let timeout = 10\nfn twice(d: duration): duration = d * 2\nlet a = twice(timeout)\n",
    "a let that is right for another":
      "let port = 8080\nfn twice(d: duration): duration = d * 2\nfn next(p: int): int = p + 1\nlet a = twice(port)\nlet b = next(port)\n",
    "a let that each wants otherwise":
      'let x = "5"\nfn next(p: int): int = p + 1\nfn half(p: percent): percent = p / 2\nlet a = next(x)\nlet b = half(x)\n',
    "an item of a let that is wrong": `let packages = ["nginx", 5]\n${image.replace('"arm64"', '"arm64"  packages = packages')}`,
    "an entry of a let that is wrong":
      "let shares = { europe: 50, asia: 20% }\nfn half(p: percent): percent = p / 2\nlet a = half(shares.europe)\nlet b = half(shares.asia)\n",
    "an imported let that is wrong": {
      "main.immu": 'import { port } from "./settings"\nfn next(p: int): int = p + 1\nlet a = next(port)\n',
      "settings.immu": 'let port = "80"\n',
    },
    "a let that no place takes": `let here = "etc app"\nlet mode = "644"\n${image.replace('"arm64"', '"arm64"\n  copy a { from = "./main.immu"  to = here  mode = mode }\n  copy b { from = "./main.immu"  to = here }\n')}`,
    "a let that one of two places takes": `let name = "/a"\n${image.replace('"arm64"', '"arm64"  packages = [name]  copy a { from = "./main.immu"  to = name }')}`,
    "a misspelt let": "let port = 8080\nlet url = prot\n",
    "a name near a function's": "let a = port + 1\nlet b = sprt([2, 1])\n",
    "a text without quotes": "param region: region = eu\n",
    "a choice without quotes": `${image.replace('"arm64"', "arm64")}`,
    "a region without quotes": "param region: region = eu-west-1\n",
    "texts of a list without quotes": `${image.replace('"arm64"', '"arm64"  packages = [nginx, git-lfs]')}`,
    "a name near another where any text goes": `let nginxx = "nginx"\n${image.replace('"arm64"', '"arm64"  packages = [nginx]')}`,
    "a choice as others call it": `${image.replace("arm64", "aarch64")}`,
    "functions of other languages":
      'let xs = [1]\nlet a = len(xs)\nlet b = range(3)\nlet c = getenv("HOME")\nlet d = now()\nlet e = aws_instance.web.id\n',
    "a fallback by `or`": 'fn named(name: string?): string = name or "none"\nlet label = "a" || "b"\n',
    "conditions that are none":
      "fn a(x: string?): int = if x then 1 else 2\nfn b(xs: [int]): bool = not xs\nfn c(x: int): bool = x and true\n",
    "a list for one": `${network}environment dev { region = "eu-west-1"  network = [network.main] }\n`,
    "an attribute of an override through its path": environment.replace(
      "network.main }",
      "network.main  fleet.web.size = 2..3 }",
    ),
    "commands for the path of a script": `${image.replace('"arm64"', '"arm64"  run setup { script = "apt-get update" }')}${environment}`,
    "a name that nothing is like": "let a = frobnicate\n",
    "two lets of one name": "let port = 1\nlet port = 2\n",
    "a let and a fn of one name": "let twice = 2\nfn twice(x: int): int = x * 2\n",
    "two networks of one name": `${network}${network}`,
    "two parameters of one name in a function": "fn add(a: int, a: int): int = a\n",
    "a name that several kinds share": `${network}balancer main { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a" }\nlet it = main\n`,
    "an override outside of an environment": "override web { size = 1..2 }\n",
    "a kind of one's own": "kind queue { depth: int }\n",
    "a kind misspelt":
      'netwrok main { vpc = {}  private = {} }\nproject shop {}\nenvironment prod { region = "eu-west-1"  network = network.main }\n',
    "a kind that does not exist": "database main { size = 3 }\n",
    "a kind in capitals": "Network main { vpc = {}  private = {} }\n",
    "a declaration that does not exist": `project shop {}\n${environment}environment dev { region = "eu-west-1"  network = network.dev }\n`,
    "a declaration misspelt": `${network}let n = network.mian\n`,
    "a head written twice": "project blog {\nproject blog {\n  tags = {}\n}\n",
    "a test misspelt": 'tets "sums" {\n  assert 1 + 1 == 2\n}\n',
    "a kind without a name": `${network}let n = network\n`,
    "a let that uses itself": "let a = a + 1\n",
    "lets in a circle": "let a = b\nlet b = c\nlet c = a\n",
    "a function that calls itself": "fn down(x: int): int = if x == 0 then 0 else down(x - 1)\n",
    "functions in a circle": "fn even(x: int): bool = odd(x - 1)\nfn odd(x: int): bool = even(x - 1)\n",
    "a field that reads itself": `project shop {}\n${network.replace("}\n", "  zones = network.main.zones }\n")}`,
    "a let and a field in a circle": `project shop {}\nlet zones = network.main.zones\n${network.replace("}\n", "  zones = zones }\n")}`,
    "declarations that extend each other": "abstract network a extends b {}\nabstract network b extends a {}\n",
    "a declaration that extends itself": "network a extends a { vpc = {}  private = {} }\n",
    "environments that come after each other":
      'project shop {}\nnetwork main { vpc = {}  private = {} }\nenvironment a { region = "eu-west-1"  network = network.main  after = environment.b }\nenvironment b { region = "eu-west-1"  network = network.main  after = environment.a }\n',
    "a block that goes through itself": fleet(
      '  http { port = count(keys({ "${k}": 1 for k, v in fleet.web.http ?? fleet.web.logs }))  health = "/" }\n',
    ),
    "an attribute of a block outside of it": fleet("  port = 80\n"),
    "an attribute of a step outside of it": 'rollout gentle {\n  strategy = "canary"\n  weight = 10%\n}\n',
    "a function that calls itself, and is called": "fn f(a: int): int = f(a)\nlet x = f(1)\n",
    "a let with the name of an import, where it is used": `import { careful } from "std/rollouts"\nlet careful = 1\nlet x = [...careful, 2]\n`,
    "a list without items for a condition": "let x = if [] then 1 else 2\n",
    "variables as Terraform names them":
      'let a = var.region\nlet b = "${local.port}"\nlet c = concat([1], [2])\nlet d = len("a")\n',
    "extending what does not exist": 'image web extends ubuntu_2204 { arch = "arm64" }\n',
    "extending another kind": `${network}abstract rollout calm extends network.main {}\n`,
    "extending a let": "let basics = 1\nnetwork main extends basics { vpc = {}  private = {} }\n",
  },
  modules: {
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
  },
  types: {
    "a number for a text": fleet("  config = { PORT: 8080 }\n"),
    "a text for a number": 'param port: int = "8080"\n',
    "a text for a time": 'param pause: duration = "30s"\n',
    "a text for a share": 'param share: percent = "55%"\n',
    "a text for a size": 'param disk: bytes = "20GiB"\n',
    "a text for a truth value": 'param on: bool = "true"\n',
    "a number for a time": "param pause: duration = 30\n",
    "a number for a size": "param disk: bytes = 20\n",
    "a number for a share": "param share: percent = 5\n",
    "a fraction for a share": "param share: percent = 0.05\n",
    "a fraction for a whole number": "param count: int = 2.5\n",
    "a number for a range": `${fleet("").replace("size = 2..4", "size = 2")}`,
    "a text for a range": `${fleet("").replace("size = 2..4", 'size = "2-4"')}`,
    "a text for a list": `${fleet("").replace('["c7g.large"]', '"c7g.large"')}`,
    "a text for a reference": `${fleet("").replace("image = image.web", 'image = "web"')}`,
    "a reference of the wrong kind": `${fleet("").replace("image = image.web", "image = network.main")}`,
    "a word that is none of the choices": 'param arch: "arm64" | "x86_64" = "arm"\n',
    "a choice in other letters": 'rollout swap { strategy = "Canary" }\n',
    "a list of the wrong items": `${fleet("").replace('["c7g.large"]', '["c7g.large", 2, "c6g.large", true]')}`,
    "a text where a secret belongs": fleet('  secrets = { DB: "hunter2" }\n'),
    "a secret in a text": 'let db = secret("ssm:/db")\nlet url = "postgres://${db}"\n',
    "a secret compared": 'let db = secret("ssm:/db")\nlet same = db == secret("ssm:/other")\n',
    "a secret in config": fleet('  config = { DB: secret("ssm:/db") }\n'),
    "a list in a text": 'let ports = [1, 2]\nlet text = "${ports}"\n',
    "a type misspelt": "param port: itn = 1\n",
    "a type of another language": "param port: number = 1\n",
    "a type that objects have": "param port: constructor = 1\n",
    "a list type of another language": "param names: list = []\n",
    "a range without its type": "param size: range = 1..2\n",
    "a unit of another language": "let disk = 20GB\n",
    "a unit in words": "let pause = 5min\n",
    "a unit that objects have": "let pause = 5constructor\n",
    "a pattern that is none": 'param name: string matching "(" = "a"\n',
    "a bound on a text": 'param name: string in 1..5 = "a"\n',
    "a bound of another unit": "param pause: duration in 1..5 = 3s\n",
    "bounds the wrong way round": "param port: int in 5..1 = 3\n",
    "a length of a text": 'param name: string of 1..5 = "a"\n',
    "a pattern for a number": 'param port: int matching "^1" = 1\n',
    "a field of a record missing": "param point: { x: int, y: int } = { x: 1 }\n",
    "a field of a record too many": "param point: { x: int } = { x: 1, z: 2 }\n",
    "a field of a record misspelt": "param size: { width: int } = { widht: 1 }\n",
    "a value where null is not taken": "param port: int = null\n",
  },
  expressions: {
    "texts added": 'let name = "a" + "b"\n',
    "a number added to a text": 'let name = "port " + 8080\n',
    "lists added": "let all = [1] + [2]\n",
    "maps added": "let all = { a: 1 } + { b: 2 }\n",
    "a time and a number added": "let t = 30s + 5\n",
    "a time and a size compared": "let b = 30s < 5GiB\n",
    "times multiplied": "let t = 30s * 2s\n",
    "texts ordered": 'let b = "a" < "b"\n',
    "a text compared with a number": 'let port = 8080\nlet same = port == "8080"\n',
    "a choice compared with a word that is none": 'param arch: "arm64" | "x86_64" = "arm64"\nlet arm = arch == "arm"\n',
    "a truth value negated with minus": "let b = -true\n",
    "not of a number": "let b = not 3\n",
    "and of numbers": "let b = 1 and 2\n",
    "a number as a condition": "let a = if 1 then 2 else 3\n",
    "an optional used": "param limit: int? = null\nlet twice = limit * 2\n",
    "an optional field used": `${fleet("")}let port = fleet.web.http.port\n`,
    "an optional checked the wrong way":
      "param limit: int? = null\nlet twice = if limit == null then limit * 2 else 0\n",
    "an item of a list used": "let list = [1, 2]\nlet first = list[0] + 1\n",
    "an entry of a map used": 'let map = { a: "x", ...{ b: "y" } }\nlet text = "${map.a}"\n',
    "a fallback that is never used": "let a = 1 ?? 2\n",
    "a list without an index that is a number": 'let list = [1, 2]\nlet first = list["0"]\n',
    "an index of a number": "let a = 3\nlet b = a[0]\n",
    "a field of a number": "let a = 3\nlet b = a.size\n",
    "a field misspelt": `${fleet("")}let n = fleet.web.siez\n`,
    "a field of a range misspelt": "let a = 1..5\nlet b = a.maximum\n",
    "a function misspelt": 'let a = lenght("abc")\n',
    "a method": 'let a = "abc".length()\n',
    "a function without a call": "let a = length\n",
    "a call of a number": "let port = 1\nlet a = port(2)\n",
    "too few arguments": "let a = min(1)\n",
    "too many arguments": "let a = min(1, 2, 3)\n",
    "an argument misspelt": 'let a = join(["a"], seperator = ",")\n',
    "an argument given twice": "let a = min(1, left = 2)\n",
    "an argument of the wrong type": 'let a = floor("3.5")\n',
    "arguments of two types": "let a = min(5s, 3)\n",
    "the smaller of two truth values": "let a = min(true, false)\n",
    "the smaller of two lists": "let a = min([1], [2])\n",
    "a list sorted that has no order": "let a = sort([[2], [1]])\n",
    "a function that returns something else": "fn name(x: int): string = x\n",
    "a function without a body": "fn twice(x: int): int\n",
    "going through a number": "let a = [x for x in 3]\n",
    "going through a range": "let a = [x for x in 1..3]\n",
    "a match that forgets a case": 'param arch: "arm64" | "x86_64" = "arm64"\nlet t = match arch { "arm64" => 1 }\n',
    "a match without an else": "param n: int = 1\nlet t = match n { 1 => 2 }\n",
    "a match with a word that is none":
      'param arch: "arm64" | "x86_64" = "arm64"\nlet t = match arch { "arm" => 1, else => 2 }\n',
    "a match with a case twice": "param n: int = 1\nlet t = match n { 1 => 2, 1 => 3, else => 4 }\n",
    "a key given twice": "let a = { x: 1, x: 2 }\n",
    "a key made twice": 'let a = { "${x % 2}": x for x in [1, 2, 3] }\n',
    "a spread of a number": "let a = [...3]\n",
    "a map spread into a list": "let a = [...{ b: 1 }]\n",
  },
  values: {
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
  },
  bodies: {
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
  },
  safety: {
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
  },
  newcomers: {
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
    "a worker with a rollout for what serves": `import { gradual } from "std/rollouts"\n${fleet(
      "  scale { cpu = 50% }\n",
    )
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
  },
  "other-tools": {
    "Terraform's resource":
      'resource "aws_instance" "web" {\n  ami           = "ami-123456"\n  instance_type = "t3.micro"\n}\n',
    "Terraform's variables, locals and outputs":
      'variable "region" {\n  type    = string\n  default = "eu-west-1"\n}\nlocals {\n  port = 8080\n}\noutput "url" {\n  value = "http://${var.region}"\n}\n',
    "Terraform's words in a fleet":
      'import { ubuntu_2404 } from "std/images"\nimport { careful } from "std/rollouts"\nproject shop {}\nnetwork main { vpc = { Name = "main" }  private = { Tier = "private" } }\nimage web extends ubuntu_2404 {\n  packages = ["nginx", "curl",]\n}\nfleet web {\n  ami           = image.web.id\n  instance_type = "t3.micro"\n  min_size      = 2\n  max_size      = 10\n  rollout       = careful\n}\nenvironment prod { region = "eu-west-1"  network = network.main }\n',
    "Terraform's locals where they are used": "locals {\n  port = 8080\n}\nlet next = port + 1\n",
    "a project as YAML": "project:\n  name: shop\nimage:\n  name: web\n  packages:\n    - nginx\n    - curl\n",
    "Kubernetes' words in a fleet":
      'project shop {}\nfleet web {\n  replicas: 3\n  image: "nginx:1.25"\n  env:\n    - name: PORT\n      value: "8080"\n}\n',
    "Packer's source and build":
      'source "amazon-ebs" "ubuntu" {\n  ami_name      = "web"\n  instance_type = "t3.micro"\n}\nbuild {\n  sources = ["source.amazon-ebs.ubuntu"]\n  provisioner "shell" {\n    inline = ["apt-get update"]\n  }\n}\n',
    "Packer's provisioners":
      'import { ubuntu_2404 } from "std/images"\nproject shop {}\nimage web extends ubuntu_2404 {\n  provisioner "shell" {\n    inline = ["apt-get install -y nginx"]\n  }\n  run "setup" {\n    inline = ["echo hi"]\n  }\n}\nenvironment prod { region = "eu-west-1" }\n',
    "TypeScript's constants and functions":
      "const port: number = 8080;\nexport const url = `http://localhost:${port}`;\nfunction double(x: number): number {\n  return x * 2;\n}\n",
    "TypeScript's commas and semicolons":
      'import { ubuntu_2404 } from \'std/images\';\nproject shop = {};\nimage web extends ubuntu_2404 {\n  packages: ["nginx"],\n  services: ["nginx"],\n  retain: 3,\n}\n',
    "TypeScript's functions":
      'fn double(x: int): int { return x * 2 }\nlet f = (x) => x * 2\nlet y = port === 80 ? "a" : "b"\n',
    "JavaScript's undefined and chains":
      'let name = "a" + 1\nlet z = undefined\nlet o = { a: 1, b: 2, }\nlet c = o?.a\n',
    "what AWS has in a fleet": fleet(
      '  ingress peers { from = "10.0.0.0/8"  port = 9092 }\n  volume data { size = 100GiB }\n  role = "arn:aws:iam::123456789012:role/web"\n  environment prod { size = 3..6 }\n',
    ),
    "what belongs to another kind": fleet('  step one { weight = 5%  bake = 15m }\n  packages = ["nginx"]\n'),
    "the order of ranges": "let more = 2..4 > 3\n",
    "declarations in loops":
      'import { ubuntu_2404 } from "std/images"\nproject shop {}\nfor name in ["a", "b"] {\n  image name extends ubuntu_2404 {}\n}\nif true {\n  let x = 1\n}\n',
    "what differs, without override":
      'import { ubuntu_2404 } from "std/images"\nproject shop {}\nnetwork main { vpc = { Name: "main" }  private = { Tier: "private" } }\nimage web extends ubuntu_2404 {}\nenvironment prod {\n  region = "eu-west-1"\n  network = network.main\n  image web { arch = "arm64" }\n  fleet.web { size = 2..3 }\n  override image.web { arch = "arm64" }\n}\n',
    "Python's imports and constants":
      'from "std/images" import { ubuntu_2404 }\nproject shop {}\nlet on = True\nlet off = None\nlet x = not on and "a" in ["a"]\ndef f(x): x\n',
  },
  policies: {
    "a policy that is broken": `project shop {}\n${environment}policy tagged on network n {\n  require n.zones >= 3 else "network \${n.name} has \${n.zones} zones; it needs 3"\n}\n`,
    "a policy that is broken in one environment": `${fleet("").replace(
      "network.main }\n",
      'network.main }\nenvironment big { region = "eu-west-1"  network = network.main  override fleet.web { size = 2..400 } }\n',
    )}policy small on fleet f { require f.size.max <= 100 else "fleet \${f.name} may grow to \${f.size.max}" }\n`,
    "a policy on a kind misspelt": 'policy small on fleeet f { require f.size.max <= 100 else "too large" }\n',
    "a policy with a field misspelt": 'policy small on fleet f { require f.size.maximum <= 100 else "too large" }\n',
    "a policy whose condition is a number": 'policy small on fleet f { require f.size.max else "too large" }\n',
    "a policy whose message is a number": "policy small on fleet f { require f.size.max <= 100 else f.size.max }\n",
    "a policy that is listed and misspelt":
      'import { baseline } from "std/policies"\nproject shop { policies = [...baseline, small_fleet] }\npolicy small_fleets on fleet f { require f.size.max <= 100 else "too large" }\n',
    "a policy given as a text": 'project shop { policies = ["baseline"] }\n',
    "a list of policies as a policy":
      'import { baseline } from "std/policies"\nproject shop { policies = [baseline] }\n',
    "a test that fails": 'let spare = 1\ntest "there is a spare" { assert spare >= 2 }\n',
    "a test that fails, and says why":
      'let spare = 1\ntest "there is a spare" { assert spare >= 2 else "only ${spare}" }\n',
    "a test of several conditions": 'let a = 1\ntest "both" { assert a == 1 and a == 2 }\n',
    "a test of an environment that does not exist":
      'test "production" { assert environment.prod.region == "eu-west-1" }\n',
    "a test that touches what is wrong": 'let spare = 1 / 0\ntest "there is a spare" { assert spare >= 2 }\n',
    "a policy that touches what is wrong": `project shop {}\n${environment.replace("} }\n", "}  zones = 9 }\n")}policy tagged on network n { require n.zones >= 3 else "few" }\n`,
  },
};
