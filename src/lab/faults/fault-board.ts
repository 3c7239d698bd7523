import { checkFault } from "./check-fault.ts";
import { clockSkew } from "./clock-fault.ts";
import { diskFull } from "./disk-full.ts";
import { diskSlow } from "./disk-slow.ts";
import { type Fault, type FaultRecord, FaultRefused } from "./fault.ts";
import type { FaultPlaces, FaultState } from "./fault-client.ts";
import type { Carried, Carry, FaultGround } from "./ground.ts";
import { networkCut, networkDelay, networkLoss } from "./network-faults.ts";
import { isPattern, matchingParts } from "./part-names.ts";
import { kill, pause, restart } from "./process-faults.ts";
import { provider } from "./provider-fault.ts";

/** The faults of one running shop. */
export interface FaultBoard {
  /** @throws FaultRefused */
  inject(fault: unknown): Promise<FaultRecord>;
  state(): FaultState;
  places(): FaultPlaces;
  /** @throws FaultRefused when there is no such fault. One that is over is answered as it is. */
  heal(id: string): Promise<FaultRecord>;
  healAll(): Promise<readonly FaultRecord[]>;
  /** A part has another process, address or kind. */
  partsChanged(): void;
  /** Heals everything, and takes no more. */
  close(): Promise<void>;
}

/** Records of faults that are over; the oldest are forgotten. An hour of one every four seconds. */
const MAX_RECORDS = 1_000;
/** More at once is no experiment any more. */
const MAX_STANDING = 50;

const carriers: { readonly [Kind in Fault["kind"]]: Carry<Kind> } = {
  kill,
  pause,
  restart,
  "network-delay": networkDelay,
  "network-loss": networkLoss,
  "network-cut": networkCut,
  "disk-slow": diskSlow,
  "disk-full": diskFull,
  provider,
  "clock-skew": clockSkew,
};

type Standing = {
  readonly carried: Carried;
  readonly timer: NodeJS.Timeout;
  readonly healed: { promise: Promise<FaultRecord> | null };
};

export function createFaultBoard(ground: FaultGround, onEvent: (message: string) => void): FaultBoard {
  const records = new Map<string, FaultRecord>();
  const standing = new Map<string, Standing>();
  let last = 0;
  let isClosed = false;
  /** One at a time: two faults of one claim must not both find it free. */
  let turn: Promise<unknown> = Promise.resolve();

  function note(record: FaultRecord): FaultRecord {
    records.set(record.id, record);
    for (const { id, endedAtMs } of records.values()) {
      if (records.size <= MAX_RECORDS) break;
      if (endedAtMs !== null) records.delete(id);
    }
    return record;
  }

  async function carryOut(given: unknown): Promise<FaultRecord> {
    const fault = withParts(checkFault(given));
    if (isClosed) throw new FaultRefused("impossible", "The shop is being stopped.");
    if (standing.size >= MAX_STANDING) throw new FaultRefused("not-now", `${MAX_STANDING} faults stand already.`);
    refuseTwice(fault);
    const startedAtMs = Date.now();
    const carried = await (carriers[fault.kind] as Carry<Fault["kind"]>)(fault as never, ground);
    last += 1;
    const id = String(last);
    const forMs = "forMs" in fault ? fault.forMs : null;
    const endsAtMs = forMs === null ? null : startedAtMs + forMs;
    const endedAtMs = forMs === null ? startedAtMs : null;
    const { what, parts } = carried;
    if (carried.heal !== null) {
      const timer = setTimeout(() => void heal(id), forMs!);
      standing.set(id, { carried, timer, healed: { promise: null } });
    }
    onEvent(`fault ${id}: ${what}${forMs === null ? "" : ` for ${forMs / 1_000} s`}`);
    return note({ id, fault, what, parts, startedAtMs, endsAtMs, endedAtMs, trouble: null });
  }

  /** `any …` of a fault that comes alone: the first that runs. */
  function withParts(fault: Fault): Fault {
    const chosen: Record<string, string> = {};
    for (const field of ["part", "from", "to"] as const) {
      const name = (fault as Readonly<Record<string, unknown>>)[field];
      if (typeof name !== "string" || !isPattern(name)) continue;
      const fitting = matchingParts(name, ground.parts());
      const found = fitting.find(({ pid }) => pid !== null) ?? fitting[0];
      if (found !== undefined) chosen[field] = found.name;
    }
    return { ...fault, ...chosen } as Fault;
  }

  /** Two faults of one kind on one part would heal each other. */
  function refuseTwice(fault: Fault): void {
    const same = [...records.values()].find(
      (record) => standing.has(record.id) && claimOf(record.fault) !== null && claimOf(record.fault) === claimOf(fault),
    );
    if (same === undefined) return;
    const leftMs = Math.max(0, (same.endsAtMs ?? 0) - Date.now());
    throw new FaultRefused("not-now", `Fault ${same.id} lasts for another ${(leftMs / 1_000).toFixed(1)} s: ${same.what}.`);
  }

  async function heal(id: string): Promise<FaultRecord> {
    const record = records.get(id);
    if (record === undefined) throw new FaultRefused("unknown", `There is no fault ${JSON.stringify(id)}.`);
    const found = standing.get(id);
    if (found === undefined) return record;
    found.healed.promise ??= end(record, found);
    return found.healed.promise;
  }

  async function end(record: FaultRecord, { carried, timer }: Standing): Promise<FaultRecord> {
    clearTimeout(timer);
    let trouble: string | null = null;
    try {
      await carried.heal!();
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error);
    }
    standing.delete(record.id);
    onEvent(`fault ${record.id} is over: ${record.what}${trouble === null ? "" : ` (${trouble})`}`);
    return note({ ...record, endedAtMs: Date.now(), trouble });
  }

  async function healAll(): Promise<readonly FaultRecord[]> {
    await turn;
    return Promise.all([...standing.keys()].map(heal));
  }

  return {
    inject(fault) {
      const done = turn.then(() => carryOut(fault));
      turn = done.catch(() => undefined);
      return done;
    },
    state: () => ({
      faults: [...records.values()].sort((a, b) => Number(a.id) - Number(b.id)),
      failovers: ground.failovers(),
    }),
    places: () => ({
      parts: ground.parts().map(({ name, kind, pid }) => ({ name, kind, isRunning: pid !== null })),
      links: ground.links?.all().map(({ from, to }) => ({ from, to })) ?? [],
      isProtected: ground.isProtected(),
    }),
    heal,
    healAll,
    partsChanged() {
      for (const { carried } of standing.values()) carried.partsChanged?.();
    },
    async close() {
      isClosed = true;
      await healAll();
      ground.thawGuard.close();
    },
  };
}

/** What stands only once at a time; faults of the network add up. */
function claimOf(fault: Fault): string | null {
  if (fault.kind === "provider") return fault.kind;
  return fault.kind.startsWith("network-") || !("part" in fault) ? null : `${fault.kind} ${fault.part}`;
}
