import { environment, fleet, type Mistakes } from "./sources.ts";

export const policies: Mistakes = {
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
  "a list of policies as a policy": 'import { baseline } from "std/policies"\nproject shop { policies = [baseline] }\n',
  "a test that fails": 'let spare = 1\ntest "there is a spare" { assert spare >= 2 }\n',
  "a test that fails, and says why":
    'let spare = 1\ntest "there is a spare" { assert spare >= 2 else "only ${spare}" }\n',
  "a test of several conditions": 'let a = 1\ntest "both" { assert a == 1 and a == 2 }\n',
  "a test of an environment that does not exist":
    'test "production" { assert environment.prod.region == "eu-west-1" }\n',
  "a test that touches what is wrong": 'let spare = 1 / 0\ntest "there is a spare" { assert spare >= 2 }\n',
  "a policy that touches what is wrong": `project shop {}\n${environment.replace("} }\n", "}  zones = 9 }\n")}policy tagged on network n { require n.zones >= 3 else "few" }\n`,
};
