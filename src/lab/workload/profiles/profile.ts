import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import Type, { type Static } from "typebox";
import Value from "typebox/value";
import { parse } from "yaml";
import type { RateStage } from "../open-loop/arrivals.ts";

const MAX_STAGES = 500;
const MAX_PERCENT = 1_000;
const MAX_STAGE_SECONDS = 86_400;

const Percent = Type.Number({ minimum: 0, maximum: MAX_PERCENT });
const closed = { additionalProperties: false } as const;

/** How the intensity of a load goes over time, as a file. Percent are of the rate that the run is given. */
export const Profile = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 64 }),
    about: Type.String({ maxLength: 400 }),
    stages: Type.Array(
      Type.Object(
        {
          seconds: Type.Number({ exclusiveMinimum: 0, maximum: MAX_STAGE_SECONDS }),
          from: Type.Optional(Percent),
          to: Percent,
        },
        closed,
      ),
      { minItems: 1, maxItems: MAX_STAGES },
    ),
  },
  closed,
);
export type Profile = Static<typeof Profile>;

export const STEADY: Profile = {
  name: "steady",
  about: "the whole rate from beginning to end",
  stages: [{ seconds: 60, from: 100, to: 100 }],
};

/** By the name of one that comes along, or by a path. Throws one sentence that says what to change. */
export function readProfile(nameOrPath: string): Profile {
  const own = globSync("*.yaml", { cwd: import.meta.dirname }).map((file) => basename(file, ".yaml"));
  const isName = !/[./\\]/.test(nameOrPath);
  if (isName && nameOrPath === STEADY.name) return STEADY;
  if (isName && !own.includes(nameOrPath)) {
    throw new Error(
      `There is no profile "${nameOrPath}"; there are: ${[STEADY.name, ...own.sort()].join(", ")}, or give the path of a file.`,
    );
  }
  const path = isName ? join(import.meta.dirname, `${nameOrPath}.yaml`) : nameOrPath;
  let value: unknown;
  try {
    value = parse(readFileSync(path, "utf8"));
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === "ENOENT"
        ? "is not there"
        : `cannot be read: ${(error as Error).message.split("\n")[0]}`;
    throw new Error(`The profile ${path} ${reason}.`);
  }
  if (Value.Check(Profile, value)) return value;
  const [first] = Value.Errors(Profile, value);
  throw new Error(`The profile ${path} is not valid at ${first?.instancePath || "/"}: ${first?.message}.`);
}

/**
 * The rates of a run. `seconds` stretches or shortens the whole profile; null takes it as long as the file says. A stage without `from`
 * begins where the one before ended.
 */
export function stagesOf(profile: Profile, ratePerSecond: number, seconds: number | null): RateStage[] {
  const length = profile.stages.reduce((sum, stage) => sum + stage.seconds, 0);
  const stretch = seconds === null ? 1 : seconds / length;
  let percent = profile.stages[0]!.from ?? profile.stages[0]!.to;
  return profile.stages.map((stage) => {
    const from = stage.from ?? percent;
    percent = stage.to;
    return {
      seconds: stage.seconds * stretch,
      fromPerSecond: (ratePerSecond * from) / 100,
      toPerSecond: (ratePerSecond * stage.to) / 100,
    };
  });
}

export function secondsOf(stages: readonly RateStage[]): number {
  return stages.reduce((sum, stage) => sum + stage.seconds, 0);
}
