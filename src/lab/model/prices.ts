import { readFileSync } from "node:fs";
import { join } from "node:path";
import Type, { type Static } from "typebox";
import Value from "typebox/value";
import { parse } from "yaml";

/** What resources cost; an operator gives a file of the same form with own prices, since they differ by provider, place and day. */
export const Prices = Type.Object(
  {
    /** The day on which they were looked up. */
    asOf: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
    currency: Type.String({ pattern: "^[A-Z]{3}$" }),
    corePerHour: Type.Number({ minimum: 0 }),
    trafficPerGb: Type.Number({ minimum: 0 }),
  },
  { additionalProperties: false },
);
export type Prices = Static<typeof Prices>;

export const ASSUMED_PRICES = join(import.meta.dirname, "prices.yaml");

/** Throws a sentence when the file is no table of prices. */
export function readPrices(file: string = ASSUMED_PRICES): Prices {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error(`The prices ${file} cannot be read; src/lab/model/prices.yaml shows what they look like.`);
  }
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new Error(`The prices ${file} are not YAML: ${(error as Error).message.split("\n", 1)[0]}`);
  }
  if (Value.Check(Prices, value)) return value;
  const [first] = Value.Errors(Prices, value);
  throw new Error(`The prices ${file} are not valid at ${first?.instancePath || "/"}: it ${first?.message}.`);
}

const SECONDS_PER_HOUR = 3_600;
const MILLION = 1_000_000;
const BYTES_PER_GB = 1e9;

/** Of a million requests at that rate: machines run all the time, and what is sent is paid by the byte. */
export function costPerMillion(
  prices: Prices,
  plan: { readonly cores: number; readonly ratePerSecond: number; readonly bytesPerRequest: number },
): { readonly machines: number; readonly traffic: number } {
  const hours = MILLION / plan.ratePerSecond / SECONDS_PER_HOUR;
  return {
    machines: plan.cores * hours * prices.corePerHour,
    traffic: ((plan.bytesPerRequest * MILLION) / BYTES_PER_GB) * prices.trafficPerGb,
  };
}
