import type { GaugeSeries, PartSeries, SaturationVerdict } from "../workload/open-loop/result.ts";

/** A shorter peak is worked off by a queue; what stays this long at its limit makes everybody wait. */
export const SUSTAINED_SECONDS = 3;
/** Near enough to the limit that queues grow without bound (at 90 % of a server the mean queue is nine times the service time). */
const PROCESS_LIMIT = 0.9;
const MACHINE_LIMIT = 0.95;
const DISK_LIMIT = 0.9;
/** Sessions of the database that wait for a lock of another; one or two at a time are everyday life. */
const LOCK_LIMIT = 4;
/** Callers that wait for a connection while all are taken. */
const POOL_LIMIT = 1;

export const SATURATION_RULE = `A part counts as saturated when it stays at its limit for ${SUSTAINED_SECONDS} s or longer: a process with one thread at ${PROCESS_LIMIT * 100} % of a core, the machine at ${MACHINE_LIMIT * 100} % of its cores, a disk busy for ${DISK_LIMIT * 100} % of the time, ${LOCK_LIMIT} sessions of the database waiting for locks, or callers waiting for a connection of a full pool. The one that did so first is named; of several in the same second the most particular one, in this order: pool, locks, process, disk, machine.`;

type Candidate = {
  readonly what: string;
  readonly order: number;
  readonly limit: number;
  readonly atSeconds: readonly number[];
  readonly values: readonly number[];
};

/** What reached its limit first, by `SATURATION_RULE`. What was sampled before the start or after the end does not count. */
export function saturationOf(parts: readonly PartSeries[], gauges: readonly GaugeSeries[]): SaturationVerdict {
  const candidates = [...gauges.flatMap(gaugeCandidate), ...parts.flatMap(partCandidate)];
  const reached = candidates
    .flatMap((candidate) => {
      const found = firstSustained(candidate);
      return found === null ? [] : [{ what: candidate.what, order: candidate.order, limit: candidate.limit, ...found }];
    })
    .sort((a, b) => Math.floor(a.atSecond) - Math.floor(b.atSecond) || a.order - b.order)
    .map(({ order: _, ...rest }) => rest);
  const first = reached[0];
  if (first === undefined) return { first: null, atSecond: null, because: because(parts, candidates), reached };
  return { first: first.what, atSecond: first.atSecond, because: becauseOf(first, parts), reached };
}

function gaugeCandidate({ id, of, atSeconds, values }: GaugeSeries): Candidate[] {
  switch (id) {
    case "pool-waiting":
      return [{ what: `connection pool of ${of}`, order: 0, limit: POOL_LIMIT, atSeconds, values }];
    case "database-lock-waits":
      return [{ what: "locks in the database", order: 1, limit: LOCK_LIMIT, atSeconds, values }];
    case "disk-busy":
      return [{ what: `disk ${of}`, order: 3, limit: DISK_LIMIT, atSeconds, values }];
    default:
      return [];
  }
}

function partCandidate({ name, kind, maxCores, atSeconds, cpuCores }: PartSeries): Candidate[] {
  const values = cpuCores.map((cores) => cores / maxCores);
  if (kind === "machine") return [{ what: "the machine's cores", order: 4, limit: MACHINE_LIMIT, atSeconds, values }];
  // The generator speaks for itself (void), and what has many processes is limited by the machine only.
  if (kind === "generator" || maxCores > 1) return [];
  return [{ what: `processor time of ${name}`, order: 2, limit: PROCESS_LIMIT, atSeconds, values }];
}

/** The first moment from which a curve stayed at its limit for long enough. */
function firstSustained({ atSeconds, values, limit }: Candidate): { atSecond: number; value: number } | null {
  let from: number | null = null;
  for (const [index, value] of values.entries()) {
    const at = atSeconds[index]!;
    if (at < 0 || value < limit) {
      from = null;
      continue;
    }
    from ??= at;
    if (at - from >= SUSTAINED_SECONDS) return { atSecond: from, value };
  }
  return null;
}

function becauseOf(
  first: { readonly what: string; readonly atSecond: number; readonly value: number; readonly limit: number },
  parts: readonly PartSeries[],
): string {
  const shares = sharesAt(parts, first.atSecond);
  return `From second ${Math.round(first.atSecond)} on, ${first.what} stood at ${shown(first.value)} with a limit of ${shown(first.limit)} for ${SUSTAINED_SECONDS} s or longer, before anything else did. ${shares}`;
}

function because(parts: readonly PartSeries[], candidates: readonly Candidate[]): string {
  if (candidates.length === 0) return "Nothing was sampled.";
  const nearest = candidates
    .map(({ what, limit, values }) => ({ what, limit, most: Math.max(0, ...values) }))
    .sort((a, b) => b.most / b.limit - a.most / a.limit)[0]!;
  return `Nothing stayed at its limit for ${SUSTAINED_SECONDS} s. Nearest came ${nearest.what}, with ${shown(nearest.most)} in its highest sample and a limit of ${shown(nearest.limit)}. ${sharesAt(parts, null)}`;
}

/** Who used the processor: around a moment, or over the whole run. */
function sharesAt(parts: readonly PartSeries[], atSecond: number | null): string {
  const cores = ({ atSeconds, cpuCores }: PartSeries) => {
    const values = cpuCores.filter(
      (_, index) => atSecond === null || Math.abs(atSeconds[index]! - atSecond) <= SUSTAINED_SECONDS,
    );
    return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  };
  const machine = parts.find(({ kind }) => kind === "machine");
  const users = parts
    .filter((part) => part !== machine)
    .map((part) => ({ name: part.name, cores: cores(part) }))
    .sort((a, b) => b.cores - a.cores);
  if (users.length === 0) return "";
  const rest = machine === undefined ? 0 : cores(machine) - users.reduce((sum, user) => sum + user.cores, 0);
  const others = rest > FOREIGN_CORES ? `, and others on this machine, which are no part of the shop, ${rest.toFixed(2)}` : "";
  const when = atSecond === null ? "On average" : "Around then";
  return `${when} the processors worked for ${users.map((user) => `${user.name} ${user.cores.toFixed(2)}`).join(", ")}${others} (in cores).`;
}
/** Less is the system's own work and the rounding of ticks. */
const FOREIGN_CORES = 0.3;

function shown(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Number(value.toFixed(2)));
}
