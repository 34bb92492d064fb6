import { environment, fleet, image, type Mistakes, network } from "./sources.ts";

export const names: Mistakes = {
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
  "an import misspelt": 'imoprt { debian_12 } from "std/images"\nimage web extends debian_12 {}\n',
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
};
