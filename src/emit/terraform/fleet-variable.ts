import { LEGACY } from "../../plan/legacy.ts";
import { template, text } from "./expression.ts";
import type { FleetScope } from "./fleet-scope.ts";
import { at, declareVariable } from "./scope.ts";
import { fleetVariableName, fleetVariableValue } from "./variable.ts";

/**
 * The variable that moves a fleet from state to state. What it can't mean is refused before anything happens. What is
 * live is the default; where nothing is, there is none, as an apply that forgets the variable would destroy the fleet.
 */
export function declareFleetVariable(scope: FleetScope): void {
  const { fleet, origin, variable } = scope;
  declareVariable(at(scope, fleetVariableName(fleet.name), origin), {
    type: "map(object({ attached = bool, weight = number, min = number, max = number, desired = number }))",
    description:
      "What each generation gets, by the first 12 hex digits of its digest. One that is not named is destroyed.",
    nullable: false,
    validation: validations(scope).map(([condition, errorMessage]) => ({
      condition: template(condition.replaceAll("states", () => variable)),
      errorMessage: text(errorMessage),
    })),
    ...(Object.keys(fleet.steady).length === 0 ? {} : { default: fleetVariableValue(fleet.steady) }),
  });
}

// In the conditions, `states` stands for the variable.
function validations({ fleet, generations }: FleetScope): readonly (readonly [string, string])[] {
  const legacy = fleet.legacy === undefined ? [] : [LEGACY];
  const known = [...generations.map(({ key }) => key), ...legacy].map((key) => `"${key}"`).join(", ");
  const every = (condition: string) => `alltrue([for state in values(states) : ${condition}])`;
  return [
    [
      `length(setsubtract(keys(states), [${known}])) == 0`,
      `A generation of fleet ${fleet.name} is named that this build does not define.`,
    ],
    [
      every("state.weight >= 0 && state.weight <= 999 && floor(state.weight) == state.weight"),
      "A weight is a whole number from 0 to 999.",
    ],
    [
      every(
        "state.min >= 0 && state.min <= state.desired && state.desired <= state.max && floor(state.desired) == state.desired",
      ),
      "Capacity goes 0 <= min <= desired <= max, in whole instances.",
    ],
    ...(fleet.route === null ? [] : trafficValidations(every)),
    ...(fleet.legacy === undefined ? [] : [legacyValidation]),
    ...(fleet.rollout.strategy === "rolling" ? [rollingValidation] : []),
  ];
}

function trafficValidations(every: (condition: string) => string): readonly (readonly [string, string])[] {
  return [
    [
      "anytrue([for total in [sum(concat([0], values(states)[*].weight))] : total == 0 || total >= 100])",
      "The weights are parts of a whole of 100 or, where that is too coarse, of more; or all are 0.",
    ],
    [every("state.attached || state.weight == 0"), "A generation that is not attached has no weight."],
    [
      "length([for state in values(states) : state if state.attached]) <= 5",
      "A rule forwards to at most 5 generations.",
    ],
  ];
}

const legacyValidation = [
  `alltrue([for key, state in states : state.max == 0 if key == "${LEGACY}"])`,
  "The legacy side has no instances of ours.",
] as const;

const rollingValidation = [
  "length([for state in values(states) : state if state.weight > 0]) <= 1",
  "A rolling fleet runs one generation: the one whose weight is above 0.",
] as const;
