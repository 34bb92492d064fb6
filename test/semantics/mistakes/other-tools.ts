import { fleet, type Mistakes } from "./sources.ts";

export const otherTools: Mistakes = {
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
  "JavaScript's undefined and chains": 'let name = "a" + 1\nlet z = undefined\nlet o = { a: 1, b: 2, }\nlet c = o?.a\n',
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
};
