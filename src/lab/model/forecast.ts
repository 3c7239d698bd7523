import { type Cores, type LoadKind, loadKinds, type MeasuredPoint, type MeasuredSet } from "./measured-set.ts";
import { median } from "./median.ts";
import { expectedP99Ms, type Station } from "./queueing.ts";
import { fitScalability, mostUpTo, type Residual, residualsOf, type ScalabilityLaw, throughputAt } from "./scalability-law.ts";

/** What a set of points says, before anything is asked of it. */
export type Forecaster = {
  readonly set: MeasuredSet;
  readonly law: ScalabilityLaw;
  /** Of the points that the law was fitted to. */
  readonly residuals: readonly Residual[];
  readonly check: Check;
  /** The same for each point in turn, had it been the one that no fit sees. */
  readonly leaveOneOut: readonly Check[];
  /** The most per second that the law gives within the loads that were measured. */
  readonly mostPerSecond: number;
  /** Microseconds of processor time for a request, by part, what the parts do at rest taken off. */
  readonly demandUs: Readonly<Partial<Record<LoadKind, number>>>;
  readonly generatorUs: number;
  /**
   * The share of its processors' time that the measured machine turned into answers at the most, 0 to 1. What is missing went to waiting:
   * for each other, for locks, for the disk.
   */
  readonly efficiency: number;
  readonly unloadedP99Ms: number;
  readonly bytesPerRequest: number;
};

/** A forecast beside a measurement that it did not know. */
export type Check = {
  readonly clients: number;
  readonly forecastPerSecond: number;
  readonly measuredPerSecond: number;
  /** Of the measurement: −0.05 is 5 % too little. */
  readonly error: number;
};

/** A forecast that misses by more is not to be planned with. */
export const MOST_ERROR = 0.2;
const MILLION = 1_000_000;

/** Throws a sentence when the points follow no law. */
export function createForecaster(set: MeasuredSet): Forecaster {
  const points = set.points.filter(({ clients }) => clients !== set.heldOut);
  const law = fitScalability(points.map(asMeasured));
  const mostPerSecond = mostUpTo(law, Math.max(...points.map(({ clients }) => clients)));
  const demandUs = Object.fromEntries(
    loadKinds.flatMap((kind) => {
      const measured = points.filter(({ cores }) => cores[kind] !== undefined);
      if (measured.length === 0) return [];
      return [[kind, median(measured.map((point) => costUs(point, point.cores[kind]!, set.idle[kind] ?? 0)))]];
    }),
  );
  const generatorUs = median(points.map((point) => costUs(point, point.generatorCores, 0)));
  const others = median(points.map(({ othersCores }) => othersCores));
  const ideal = (Math.max(1, set.machine.cores - others) * MILLION) / (sum(Object.values(demandUs)) + generatorUs);
  const lightest = points.reduce((least, point) => (point.clients < least.clients ? point : least));
  return {
    set,
    law,
    residuals: residualsOf(law, points.map(asMeasured)),
    check: checkAt(set, set.heldOut),
    leaveOneOut: set.points.map(({ clients }) => checkAt(set, clients)),
    mostPerSecond,
    demandUs,
    generatorUs,
    efficiency: Math.min(1, mostPerSecond / ideal),
    unloadedP99Ms: lightest.p99Ms,
    bytesPerRequest: median(points.map(({ bytesPerRequest }) => bytesPerRequest)),
  };
}

function asMeasured({ clients, perSecond }: MeasuredPoint) {
  return { concurrency: clients, perSecond };
}

function costUs({ perSecond }: MeasuredPoint, cores: number, idleCores: number): number {
  return (Math.max(0, cores - idleCores) / perSecond) * MILLION;
}

/** Fits all other points and foretells this one. */
function checkAt(set: MeasuredSet, clients: number): Check {
  const others = set.points.filter((point) => point.clients !== clients).map(asMeasured);
  const { perSecond: measuredPerSecond } = set.points.find((point) => point.clients === clients)!;
  const forecastPerSecond = throughputAt(fitScalability(others), clients);
  return { clients, forecastPerSecond, measuredPerSecond, error: forecastPerSecond / measuredPerSecond - 1 };
}

/** What the open-loop run of the set was, and what the model would have said of it. */
export type OpenCheck = {
  readonly ratePerSecond: number;
  readonly forecastCores: number;
  readonly measuredCores: number;
  readonly forecastP99Ms: number;
  readonly measuredP99Ms: number;
  readonly void: string | null;
};

/** Null when there was no such run. */
export function openCheckOf({ set, demandUs, generatorUs, efficiency, unloadedP99Ms }: Forecaster): OpenCheck | null {
  const { open, idle, machine, apiProcesses } = set;
  if (open === null) return null;
  const all = sum(Object.values(demandUs)) + generatorUs;
  const stations = stationsOf({ demandUs, efficiency, cores: machine.cores, apiProcesses, allUs: all });
  return {
    ratePerSecond: open.ratePerSecond,
    forecastCores: coresAt(open.answeredPerSecond, demandUs, idle),
    measuredCores: sum(Object.values(open.cores)),
    forecastP99Ms: expectedP99Ms(unloadedP99Ms, stations, open.ratePerSecond),
    measuredP99Ms: open.p99Ms,
    void: open.void,
  };
}

/** Cores' worth of processor time at a rate, what the parts do at rest included. */
export function coresAt(ratePerSecond: number, demandUs: Forecaster["demandUs"], idle: Cores): number {
  return sum(Object.entries(demandUs).map(([kind, us]) => (ratePerSecond * us) / MILLION + (idle[kind as LoadKind] ?? 0)));
}

/** Where requests queue on a machine: for its cores, for an API process, and for the pooler, which has one thread. */
export function stationsOf(shop: {
  readonly demandUs: Forecaster["demandUs"];
  readonly efficiency: number;
  readonly cores: number;
  readonly apiProcesses: number;
  /** Of all parts together, and of the generator where it runs on the same machine. */
  readonly allUs: number;
}): Station[] {
  const serviceMs = (us: number) => us / 1_000 / shop.efficiency;
  const { api = 0, pooler } = shop.demandUs;
  return [
    { name: "the machine's cores", servers: shop.cores, serviceMs: serviceMs(shop.allUs) },
    { name: "API processes", servers: shop.apiProcesses, serviceMs: serviceMs(api) },
    ...(pooler === undefined ? [] : [{ name: "pooler", servers: 1, serviceMs: serviceMs(pooler) }]),
  ];
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
