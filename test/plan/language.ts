/** The language by example: each page is a `main.immu` whose `let`s a golden lists with their types and values. */
export const pages: Readonly<Record<string, string>> = {
  literals: `let truth = true
let nothing = null
let whole = 8080
let long = 1_000_000
let beyond = 9007199254740993
let fraction = 0.50
let time = [250ms, 30s, 10m, 2h, 7d, 1.5h]
let size = [512KiB, 512MiB, 20GiB, 1TiB]
let share = [5%, 99.9%]
let text = "shop"
let escaped = "a\\tb \\"c\\" \\\\ \\$ \\u{e9}"
let raw = r"^\\d+$"
let filled = "port \${whole}, \${time[1] ?? 0s}, \${share[1] ?? 0%}, \${truth}"
let lines = """
  first
    indented
  last
  """
let list = [1, 2, 3]
let none = []
let record = { name: "web", port: 80 }
let map = { ...record, "b c": "d" }
let range = 2..20
let times = 1m..1h
let credential = secret("ssm:/shop/db")
`,
  operators: `let sum = 1 + 2 * 3 - 4
let quotient = 7 / 2
let remainder = 7 % 2
let negative = -(3)
let scaled = 2h * 25%
let ratio = 1h / 15m
let less = 30s < 1m
let equal = 1 == 1.0
let tier = "web"
let texts = tier != "worker"
let both = true and not false
let either = false or true
let inside = 90s in 1m..2m
let among = "b" in ["a", "b"]
let key = "a" in { a: 1 }
let ends = (2..20).max - (2..20).min
let grouped = (1 + 2) * 3
`,
  choices: `param limit: int? = null
param arch: "arm64" | "x86_64" = "arm64"
let fallback = limit ?? 10
let chosen = if arch == "arm64" then "c7g.large" else "c7i.large"
let checked = if limit != null then limit * 2 else 0
let both = if limit != null and limit > 3 then limit else 3
let either = if limit == null or limit < 3 then 3 else limit
let matched = match arch { "arm64" => 1, "x86_64" => 2 }
let rest = match 3 { 1 | 2 => "few", else => "many" }
let maybe = match limit { null => 0, else => limit + 1 }
let numbers = if true then 1 else 2.5
let items = if false then [] else [1]
`,
  collections: `let ports = [80, 443]
let more = [...ports, 8080]
let doubled = [port * 2 for port in ports]
let large = [port for port in more if port > 100]
let counted = ["\${index}: \${port}" for index, port in ports]
let names = { "p\${port}": port for port in ports }
let swapped = ["\${key}=\${value}" for key, value in { a: 1, b: 2 }]
let merged = { a: 1, ...{ b: 2 }, a2: 3 }
let replaced = { ...{ a: 1, b: 2 }, b: 3 }
let first = ports[0]
let missing = ports[9]
let known = if ports[0] != null then ports[0] + 1 else 0
let entry = merged["b"]
let field = { name: "web" }.name
let indexed = { name: "web" }["name"]
let mixed = [{ name: "a", port: 1 }, { name: "b" }]
let second = [each.port ?? 80 for each in mixed]
let odd = { "__proto__": "x", "constructor": "y", "": "z", "ключ": "w" }
let odd_keys = keys(odd)
`,
  functions: `fn double(number: int): int = number * 2
fn greet(name: string, greeting: string = "hello"): string = "\${greeting}, \${name}"
fn first<T>(list: [T], otherwise: T): T = list[0] ?? otherwise
fn pair<T>(left: T, right: T): [T] = [left, right]
let called = double(4)
let positional = greet("Ada", "good day")
let named = greet(greeting = "hi", name = "Ada")
let by_default = greet("Ada")
let generic = first(["a", "b"], "none")
let of_times = first([], 5s)
let joined = pair(1, 2.5)
let length_of = length("naïve 😀")
let counted = count([1, 2])
let smaller = [min(1, 2), min(2, 1)]
let larger = max(30s, 1m)
let rounded = [floor(2.5), ceil(2.5), round(2.5), round(-2.5), floor(-0.5)]
let conditions = [any([false, true]), all([false, true]), any([]), all([])]
let numbers = sequence(1, 4)
let empty = sequence(2, 1)
let of_map = [keys({ b: 1, a: 2 }), split(join(["\${v}" for v in values({ b: 1, a: 2 })], "-"), "-")]
let sorted = [sort([3, 1, 2])[0], sort([3, 1, 2])[2]]
let sorted_texts = sort(["é", "z", "a", "Z"])
let once = distinct([1, 1.0, 2, 1])
let text = join(["a", "b"], ", ")
let pieces = split("a,b,,c", ",")
let letters = split("a😀", "")
let swapped = replace("a.b.c", ".", "/")
let cases = [lower("ÀB"), upper("straße")]
let ends = [starts_with("shop-web", "shop"), ends_with("shop-web", "web")]
`,
  types: `param a: bool = true
param b: int in 1..10 = 3
param c: decimal in 0.0..1.0 = 0.5
param d: string matching "^[a-z]+$" = "abc"
param e: duration in 1s..1h = 30s
param f: bytes in 1GiB..1TiB = 20GiB
param g: percent in 0%..100% = 5%
param h: range<int in 1..100> = 2..20
param i: [string] of 1..3 = ["a"]
param j: {string: int} = { x: 1 }
param k: { x: int, y?: string } = { x: 1 }
param l: "small" | "large" = "small"
param m: int? = null
param n: cidr = "10.0.0.0/8"
param o: ip = "10.0.0.1"
param p: region = "eu-west-1"
param q: arn = "arn:aws:iam::123456789012:role/a"
param r: version = "1.2.3-rc.1"
param s: secret = secret("asm:db")
param t: percent | duration | int = 5%
param u: path = "./main.immu"
let all = [a, b in 1..10, c < 1, d == "abc"]
let wide = c + b
let known = l
let maybe = m
let choice = t
let inside = k.y ?? "none"
let address = "\${n} \${o} \${p} \${q} \${r} \${u}"
let hidden = s
`,
  declarations: `project shop { tags = { Team: "shop" } }
network main { vpc = { Name: "main" }  private = { Tier: "private" }  zones = 3 }
abstract network other extends main { zones = 2  private = { ...base.private, More: "yes" } }
network third extends other { vpc = {} }
environment staging { region = "eu-west-1"  network = network.main }
environment prod extends staging {
  region = "eu-central-1"
  after = environment.staging
  override network.main { zones = base.zones + 1 }
}
let name = network.main.name
let zones = [network.main.zones, network.third.zones]
let inherited = network.third.private
let there = environment.prod.network.zones
let here = environment.staging.network.zones
let seen = environment.prod.after
let tags = project.shop.tags
let same = network.main == environment.prod.network
let which = network.main
`,
};
