import { lookup } from "../base/record.ts";

/**
 * What people who come from Terraform, Packer, Kubernetes or a programming language write, and what says it here. A hint
 * stands where nothing is near in spelling, or where what is near is something else.
 */
const kinds: Readonly<Record<string, string>> = {
  resource:
    "a group of machines is a `fleet`, a machine image an `image`; what Terraform needs for them is made of these",
  data: "what exists already is named by `network`, `store` or `legacy`",
  module: 'files are taken in by `import { … } from "./file"`',
  variable: 'a value from outside is `param region: region = "eu-west-1"`',
  locals: "a value of your own is `let port = 8080`",
  output: "there are no outputs: emitted stacks have those that a release needs",
  override: "an `override` stands in an `environment`: it says what is other there",
  provider: "region and account stand in an `environment`",
  terraform: "versions and state stand in `project` (`aws_provider`) and `environment` (`state`)",
  source: "the image to start from is extended: `image web extends ubuntu_2404 { … }`",
  build: 'an `image` is what is baked: `image web extends ubuntu_2404 { run setup { commands = ["…"] } }`',
  packer: "an `image` is what is baked: `image web extends ubuntu_2404 { … }`",
  deployment: "a group of machines is a `fleet`, and how it is replaced a `rollout`",
  service: "what serves is a `fleet` with an `http` block and a `balancer`",
  server: "a group of machines is a `fleet`",
  instance: "a group of machines is a `fleet`",
  cluster: "a group of machines is a `fleet`",
  database: "a database that exists is a `store`",
  bucket: "a bucket that exists is a `store`",
  vpc: "a network that exists is a `network`, found by its tags",
  config: 'settings stand in a fleet: `config = { PORT: "8080" }`',
  secret: 'secrets stand in a fleet: `secrets = { DB_PASSWORD: secret("ssm:/shop/db") }`',
};

const size = "say the least and the most: `size = 2..4`";
const reach =
  "nothing but its balancer connects to a fleet, and who connects to that are its `clients`; where machines may connect is `egress https { … }`";
const may = 'what machines may do is `allow queue { actions = ["…"]  resources = ["…"] }`';
const noLogin = "nobody logs in to a machine: what it needs is baked into its image, and its logs are shipped";
const volume = "a machine has its root volume, `disk = 20GiB`, which goes with it; data that stays lives in a `store`";

const members: Readonly<Record<string, string>> = {
  ami: "name an image of the project: `image = image.web`",
  source_ami: "extend a base: `image web extends ubuntu_2404 { … }`",
  instance_type: 'name the types that it may run on: `instances = ["t3.micro"]`',
  instance_types: 'name the types that it may run on: `instances = ["t3.micro"]`',
  count: size,
  replicas: size,
  min_size: size,
  max_size: size,
  desired_capacity: "say the least and the most, `size = 2..4`, and what moves it, `scale { cpu = 55% }`",
  user_data: 'what machines need is baked into their image: `run setup { script = "./setup.sh" }` in the `image`',
  provisioner:
    'steps of a bake are `run setup { commands = ["…"] }` and `copy app { from = "./app"  to = "/srv/app" }`',
  inline: 'commands are `commands = ["…"]`',
  command: 'commands are `commands = ["…"]`',
  env: 'settings are `config = { PORT: "8080" }`',
  environment: 'settings are `config = { PORT: "8080" }`; what differs in an environment is an `override` in that',
  min: size,
  max: size,
  min_capacity: size,
  max_capacity: size,
  spot: "there is no spot: every instance is on demand",
  key_name: noLogin,
  key_pair: noLogin,
  ssh_key: noLogin,
  load_balancer: "what sends it traffic is `balancer = balancer.public`",
  target_groups: "what sends it traffic is `balancer = balancer.public`",
  ingress: reach,
  security_group: reach,
  role: may,
  policy: may,
  permissions: may,
  instance_profile: may,
  iam_instance_profile: may,
  volume: volume,
  volumes: volume,
  ebs: volume,
  ebs_block_device: volume,
  block_device_mappings: volume,
  mount: volume,
  environment_vars: 'settings are `env = { PORT: "8080" }`',
  depends_on: "what is named is there before what names it: nothing has to be said",
  for_each: "there are no loops over declarations: write each, and what they share in an `abstract` one",
  dynamic: "blocks are not made in loops: write each, with its label",
  provider: "region and account stand in an `environment`",
  ami_id: "name an image of the project: `image = image.web`",
  machine_type: 'name the types that it may run on: `instances = ["t3.micro"]`',
  scaling: "what moves the number of instances is `scale { cpu = 55% }`",
  autoscaling: "what moves the number of instances is `scale { cpu = 55% }`",
  alarm: "alarms are the `abort` blocks of a `rollout`",
  alarms: "alarms are the `abort` blocks of a `rollout`",
  canary: 'steps of a canary are `step one { weight = 5%  bake = 15m }` in a `rollout` with `strategy = "canary"`',
  steps: "steps are blocks: `step one { weight = 5%  bake = 15m }`",
  lifecycle: "a `rollout` says how machines are replaced",
  health_check: 'the path that is asked is `health = "/healthz"` in `http { … }`',
  ports: "the port is `port = 8080` in `http { … }`",
  security_groups: reach,
  vpc_id: 'a network is found by tags: `vpc = { Name: "main" }`',
  subnets: 'subnets are found by tags: `private = { Tier: "private" }`',
  subnet_ids: 'subnets are found by tags: `private = { Tier: "private" }`',
  availability_zones: "how many there are at the least is `zones` of the `network`",
  iam_role: may,
  backend: 'where Terraform keeps its state is `state { bucket = "…"  key = "…" }`',
};

// The same sources build the same bytes.
const builds = "a build depends on its sources alone; what changes from one to the next is a `param`";

const names: Readonly<Record<string, string>> = {
  var: "a `param` is named alone: `region`, not `var.region`",
  local: "a `let` is named alone: `port`, not `local.port`",
  data: "what exists already is named by `network`, `store` or `legacy`",
  each: "there are no loops over declarations; a list is made by `[… for x in xs]`",
  self: "a declaration is named by its kind and name: `fleet.web`",
  this: "a declaration is named by its kind and name: `fleet.web`",
  env: "what comes from outside is a `param`, given by `--param name=value`",
  format: 'texts are put together with "${a}${b}"',
  concat: 'lists are put together with `[...a, ...b]`, texts with `"${a}${b}"`',
  merge: "maps are put together with `{ ...a, ...b }`",
  contains: "whether a list holds something is asked by `in`: `x in list`",
  lookup: 'a map is asked by its key: `map["key"] ?? "else"`',
  coalesce: "a fallback is `a ?? b`",
  len: "the items of a list are counted by `count`, the characters of a text by `length`",
  map: "a list is made of another by `[f(x) for x in xs]`",
  filter: "what is left of a list is `[x for x in xs if condition]`",
  flatten: "lists of lists are put together by `[...inner for inner in lists]`",
  element: "the first item is `list[0]`",
  range: "numbers from one to another are `sequence(0, 9)`; a range is `2..20`",
  str: 'a text of any value is "${value}"',
  tostring: 'a text of any value is "${value}"',
  int: "`round`, `floor` and `ceil` make whole numbers of others; no text becomes a number",
  tonumber: 'a number is written without quotes: `80`, not `"80"`',
  tolist: "a list is written `[…]`; `keys` and `values` make one of a map",
  tomap: "a map is written `{ key: value }`",
  jsonencode:
    'JSON is written as a text, or copied as a file: `copy config { from = "./config.json"  to = "/etc/app.json" }`',
  yamlencode: 'YAML is copied as a file: `copy config { from = "./config.yaml"  to = "/etc/app.yaml" }`',
  templatefile: 'values reach instances by `config = { PORT: "8080" }`, and a bake by the `env` of a `run`',
  try: "nothing fails while it is worked out; what may be absent has a fallback, `a ?? b`",
  can: "nothing fails while it is worked out; what may be absent is compared with `null`",
  getenv: "what comes from outside is a `param`, given by `--param name=value`",
  process: "what comes from outside is a `param`, given by `--param name=value`",
  os: "what comes from outside is a `param`, given by `--param name=value`",
  timestamp: builds,
  now: builds,
  today: builds,
  uuid: builds,
  random: builds,
  cidrsubnet: 'networks are there already and found by their tags: `private = { Tier: "private" }`',
  module: 'what another file declares is imported: `import { port } from "./settings"`',
  terraform: "an environment is named by its declaration: `environment.prod`",
  resource: "a declaration is named by its kind and name: `fleet.web`",
  super: 'what is being built on is `base`: `[...base.packages, "nginx"]`',
  parent: 'what is being built on is `base`: `[...base.packages, "nginx"]`',
  file: 'files are taken in by their paths: `script = "./setup.sh"`, `copy app { from = "./app"  to = "/srv/app" }`',
};

/** What to write for the word of another language where a value or function should be; null for none of them. */
export function foreignName(word: string): string | null {
  if (word.startsWith("aws_")) return "a declaration is named by its kind and name: `fleet.web`, `image.web`";
  return hintOf(names, word);
}

/** What to write for the word of another tool where a kind should be; null for none of them. */
export function foreignKind(word: string): string | null {
  return hintOf(kinds, word);
}

/** What to write for the word of another tool where an attribute or block should be; null for none of them. */
export function foreignMember(word: string): string | null {
  return hintOf(members, word);
}

function hintOf(hints: Readonly<Record<string, string>>, word: string): string | null {
  const key = word.toLowerCase().replaceAll("-", "_");
  return lookup(hints, key) ?? null;
}
