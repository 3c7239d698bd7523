import { coresAt, type Forecaster, MOST_ERROR, stationsOf, sum } from "./forecast.ts";
import { type LoadKind, loadKinds } from "./measured-set.ts";
import { costPerMillion, type Prices } from "./prices.ts";
import { expectedP99Ms, utilisationOf } from "./queueing.ts";

/** A model's answer, made of measured points; nothing in it was measured at that rate. */
export type Plan = {
  readonly ratePerSecond: number;
  readonly level: number;
  /** Whether the program can be run like that today. */
  readonly isBuilt: boolean;
  /** Shops like the planned one, side by side, that share the rate; above 1 only where nothing is built. */
  readonly shops: number;
  /** Of one shop. */
  readonly perShop: number;
  readonly apiProcesses: number;
  readonly workers: number;
  /** Of one shop's machines, whole ones. */
  readonly cores: number;
  readonly databaseCores: number;
  readonly parts: readonly PlannedPart[];
  readonly expectedP99Ms: number;
  /** What is used most first: that is what saturates first when the rate grows. */
  readonly resources: readonly Resource[];
  readonly cost: { readonly machines: number; readonly traffic: number };
  readonly prices: Prices;
  /** Sentences: where the plan leaves what was measured. */
  readonly cautions: readonly string[];
};

export type PlannedPart = { readonly kind: LoadKind; readonly cpuUsPerRequest: number; readonly cores: number };
export type Resource = { readonly name: string; readonly utilisation: number; readonly saturatesAtPerSecond: number };

/** Autoscaling begins at 70 % for five minutes; a plan leaves room below that for the minutes in which nothing has happened yet. */
export const PLANNED_UTILISATION = 0.6;
/** Of one machine, or of a few that PostgreSQL's one primary still leads: the largest that clouds rent by the hour without asking. */
export const MOST_CORES = 64;
/** The levels' targets, tenfold each. */
const LEVEL_TARGETS = [10, 100, 1_000, 10_000, 100_000, 1_000_000];
const BUILT_LEVELS = 3;
const MILLION = 1_000_000;
export const MOST_RATE = 10_000_000;

/** Which parts a level has; level 1's processes talk to PostgreSQL themselves. */
const KINDS_OF_LEVEL: readonly (readonly LoadKind[])[] = [
  ["api", "worker", "database", "provider"],
  ["api", "worker", "database", "provider", "pooler"],
  loadKinds,
];
/** What the level has at least, for the sake of whoever must be able to fail. */
const LEAST_API_PROCESSES = [1, 1, 2];

/** Sizes a shop for a rate: each part by its processor time per request, with head-room, and by what the measured machine lost to waiting. */
export function planFor(ratePerSecond: number, forecaster: Forecaster, prices: Prices): Plan {
  const { demandUs, efficiency, set } = forecaster;
  const shops = Math.ceil(ratePerSecond / mostOfOneShop(forecaster));
  const perShop = ratePerSecond / shops;
  const target = 1 + LEVEL_TARGETS.findIndex((most) => ratePerSecond <= most);
  const ladder = target === 0 ? LEVEL_TARGETS.length : target;
  const level = shops > 1 ? Math.max(BUILT_LEVELS + 1, ladder) : Math.min(BUILT_LEVELS, ladder);
  const shape = Math.min(level, BUILT_LEVELS) - 1;
  const kinds = KINDS_OF_LEVEL[shape]!.filter((kind) => demandUs[kind] !== undefined);
  const own = Object.fromEntries(kinds.map((kind) => [kind, demandUs[kind]!])) as Forecaster["demandUs"];
  const usable = PLANNED_UTILISATION * efficiency;
  const processesFor = (us: number) => Math.max(1, Math.ceil((perShop * us) / MILLION / usable));
  const apiProcesses = Math.max(LEAST_API_PROCESSES[shape]!, processesFor(own.api ?? 0));
  const workers = processesFor(own.worker ?? 0);
  const idle = Object.fromEntries(kinds.map((kind) => [kind, set.idle[kind] ?? 0]));
  const busy = coresAt(perShop, own, idle);
  const cores = Math.max(1, Math.ceil(busy / usable));
  const parts = kinds.map((kind) => ({
    kind,
    cpuUsPerRequest: own[kind]!,
    cores: coresAt(perShop, { [kind]: own[kind]! }, idle),
  }));
  const allUs = sum(Object.values(own));
  const stations = stationsOf({ demandUs: own, efficiency, cores, apiProcesses, allUs });
  const worker = { name: "workers", servers: workers, serviceMs: (own.worker ?? 0) / 1_000 / efficiency };
  const used = [...stations, worker].filter(({ serviceMs }) => serviceMs > 0);
  const resources = used.map((station) => {
    const utilisation = utilisationOf(station, perShop);
    return { name: station.name, utilisation, saturatesAtPerSecond: perShop / utilisation };
  });
  return {
    ratePerSecond,
    level,
    isBuilt: shops === 1,
    shops,
    perShop,
    apiProcesses,
    workers,
    cores,
    databaseCores: Math.ceil(coresAt(perShop, { database: own.database ?? 0 }, idle) / usable),
    parts,
    expectedP99Ms: expectedP99Ms(forecaster.unloadedP99Ms, stations, perShop),
    resources: resources.sort((a, b) => b.utilisation - a.utilisation),
    cost: costPerMillion(prices, { cores: cores * shops, ratePerSecond, bytesPerRequest: forecaster.bytesPerRequest }),
    prices,
    cautions: cautionsOf(forecaster, perShop, KINDS_OF_LEVEL[shape]!),
  };
}

/** What cannot be multiplied within one shop: the pooler's one thread, and the machine that holds the primary. */
function mostOfOneShop({ demandUs, efficiency, set }: Forecaster): number {
  const usable = PLANNED_UTILISATION * efficiency;
  const atRest = sum(Object.values(set.idle));
  const byCores = ((MOST_CORES * usable - atRest) * MILLION) / sum(Object.values(demandUs));
  const byPooler = demandUs.pooler ? (usable * MILLION) / demandUs.pooler : Number.POSITIVE_INFINITY;
  return Math.max(1, Math.min(byCores, byPooler));
}

function cautionsOf({ set, check }: Forecaster, perShop: number, kinds: readonly LoadKind[]): string[] {
  const highest = Math.max(...set.points.map(({ perSecond }) => perSecond));
  const missing = kinds.filter((kind) => !set.points.some(({ cores }) => cores[kind] !== undefined));
  const percent = (share: number) => `${Math.round(Math.abs(share) * 100)} %`;
  return [
    ...(perShop > highest
      ? [
          `One shop is planned for ${(perShop / highest).toFixed(1)} times the highest throughput that was measured: the times of service may differ there.`,
        ]
      : []),
    ...(missing.length > 0 ? [`Not measured, and so not counted: ${missing.join(", ")}.`] : []),
    ...(Math.abs(check.error) > MOST_ERROR
      ? [`The law missed the point it had not seen by ${percent(check.error)}: measure anew before you rely on this.`]
      : []),
  ];
}
