import { setTimeout as delay } from "node:timers/promises";
import { type ClusterCore, FIRST_RESTART_MS, LONGEST_RESTART_MS, messageOf, type Role } from "./core.ts";
import type { ReplicaKeeper } from "./replica-keeper.ts";
import { promote, receivedLsn } from "./standby.ts";

/** One change of the primary. Milliseconds since 1970. */
export type FailoverRecord = { readonly startedAtMs: number; readonly tookMs: number; readonly to: string };

export interface Failovers {
  /** Puts a replica in the place of the primary, or starts the primary again when none may take over. One at a time. */
  replacePrimary(why: string): Promise<void>;
  count(): number;
  /** The latest of them. */
  log(): readonly FailoverRecord[];
}

/** The oldest are forgotten: a day of one a minute. */
const MAX_RECORDS = 1_440;

export function createFailovers(
  core: ClusterCore,
  keeper: ReplicaKeeper,
  /** `save` writes down who is the primary; `startPrimary` starts it and leads its address to it. */
  { save, startPrimary }: { readonly save: () => Promise<void>; readonly startPrimary: () => Promise<void> },
): Failovers {
  const { onEvent, roles, primaryAddress, syncSet } = core;
  const records: FailoverRecord[] = [];
  let count = 0;

  async function failOver(why: string): Promise<void> {
    const startedAtMs = Date.now();
    onEvent(`the primary ${why}`);
    const old = core.primary;
    await primaryAddress.pointTo(null);
    await old.fence();
    const chosen = await chooseReplica();
    if (chosen === null) return restartInPlace();
    core.primary = chosen.node!;
    // Whatever happens next: the old primary must not come back as one.
    await save();
    await promote(core.primary);
    await chosen.address.pointTo(null);
    await syncSet.take(core.primary);
    await primaryAddress.pointTo(core.primary.server);
    const record = { startedAtMs, tookMs: Date.now() - startedAtMs, to: chosen.name };
    count += 1;
    records.push(record);
    if (records.length > MAX_RECORDS) records.shift();
    onEvent(`${chosen.name} is the primary now, after ${record.tookMs} ms`);
    chosen.node = old;
    core.onChange();
    void keeper.keepTrying(chosen, old);
    for (const role of roles) if (role !== chosen && role.node !== null) void keeper.checkStreams(role, role.node);
  }

  /**
   * The replica that has most. With synchronous commits, one of those that commits waited for has everything that was acknowledged, but not
   * any particular one: all of them must have answered. Null: nobody may take over without losing what was acknowledged.
   */
  async function chooseReplica(): Promise<Role | null> {
    const found = await Promise.all(
      roles.map(async (role) => {
        const lsn = role.node?.server == null ? null : await receivedLsn(role.node).catch(() => null);
        return { role, lsn };
      }),
    );
    const reachable = found.filter((each): each is { role: Role; lsn: bigint } => each.lsn !== null);
    if (!syncSet.maySucceed(reachable.map(({ role }) => role.name))) {
      onEvent("what was acknowledged may be on no replica that answers; the primary is started again in its place");
      return null;
    }
    return reachable.toSorted((a, b) => (a.lsn < b.lsn ? 1 : -1))[0]?.role ?? null;
  }

  async function restartInPlace(): Promise<void> {
    for (let delayMs = FIRST_RESTART_MS; !core.isStopping; delayMs = Math.min(delayMs * 2, LONGEST_RESTART_MS)) {
      await delay(delayMs);
      try {
        await startPrimary();
        return onEvent("PostgreSQL is back");
      } catch (error) {
        onEvent(`PostgreSQL does not start: ${messageOf(error)}`);
        await core.primary.fence();
      }
    }
  }

  return {
    async replacePrimary(why) {
      core.isChanging = true;
      try {
        if (!core.isStopping) await failOver(why);
      } finally {
        core.isChanging = false;
      }
    },
    count: () => count,
    log: () => records,
  };
}
