import { statfs } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { alertSeconds, HOUR, lab } from "../observability/profile.ts";
import { choose } from "./choose.ts";
import { type Drill, type DrillContext, type Facts, type Look, number, text } from "./drill.ts";

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;
/** One segment of the log each time: 4 MB a second, as a busy shop writes. */
const SWITCH_EVERY_MS = 4_000;
/** What is not held back is given back at a checkpoint. */
const CHECKPOINT_EVERY = 6;
/** The drill writes no more than this, and does not begin when twice as much is not free. */
const MOST_WRITTEN_BYTES = 4 * GIB;
const SEGMENT_BYTES = 16 * MIB;
/** The drill's disk: so much is taken to be free, whatever really is. */
const TAKEN_TO_BE_FREE_BYTES = GIB;
/** Log beyond what there was, for which a checkpoint makes no room. */
const FILLED_BYTES = 256 * MIB;

const slots = ["standby_berlin", "warehouse_feed", "old_replica_3"] as const;

async function logBytes({ query }: DrillContext): Promise<number> {
  const [{ bytes }] = (await query<{ bytes: number }>("select coalesce(sum(size), 0)::float8 as bytes from pg_ls_waldir()")) as [
    { bytes: number },
  ];
  return bytes;
}

async function slotIsThere({ query }: DrillContext, facts: Facts): Promise<boolean> {
  return (await query("select 1 as found from pg_replication_slots where slot_name = $1", [text(facts, "slot")])).length > 0;
}

/** What the alert is about to fall below, in bytes: the drill's disk is full when so much is left of the real one. */
function fullAtBytes(facts: Facts): number {
  return number(facts, "freeBytes") - TAKEN_TO_BE_FREE_BYTES;
}

export const diskFilling: Drill = {
  name: "disk-filling",
  story: `The hosting company writes that the disk of the data folder gets fuller every minute. (The drill takes ${TAKEN_TO_BE_FREE_BYTES / GIB} GiB to be free, whatever your disk has, and writes ${MOST_WRITTEN_BYTES / GIB} GiB at the most.)`,
  needs: { text: "a PostgreSQL of this machine", has: ({ parts }) => parts.some(({ kind }) => kind === "postgres-primary") },
  alerts: ["DiskFilling"],
  look: [
    "du -xh --max-depth=3 <data> | sort -h | tail: what grows? Look twice.",
    "What grows is somebody's business: who should give it back, and what is he waiting for?",
  ],
  hints: [
    "It is no table: compare pg_database_size(current_database()) with the folder pg_wal inside of the database's own.",
    "The log is kept although checkpoints come. What may hold it back: an archive that fails, wal_keep_size, a replication slot.",
    "select slot_name, active, restart_lsn from pg_replication_slots: one of them has nobody who reads.",
    "select pg_drop_replication_slot('<the one that nobody reads>'); the next checkpoint gives the room back. Never delete files in pg_wal.",
  ],
  lesson:
    "A replication slot keeps the log for a replica until it comes, also when it never does. A full disk stops the database, so a slot without a reader is worth an alert of its own (SlotKeepsLog), and max_slot_wal_keep_size a thought.",
  load: () => ({ mix: "shopping", ratePerSecond: 30 }),
  async plan(context, random) {
    const { bavail, bsize } = await statfs(context.dataDirectory);
    const freeBytes = bavail * bsize;
    if (freeBytes < 2 * MOST_WRITTEN_BYTES)
      throw new Error(
        `The drill disk-filling wants ${(2 * MOST_WRITTEN_BYTES) / GIB} GiB of free disk; there are ${Math.floor(freeBytes / GIB)}.`,
      );
    return { slot: choose(slots, random), freeBytes, logBytes: await logBytes(context) };
  },
  async break(context, facts) {
    await context.query("select pg_create_physical_replication_slot($1, true)", [text(facts, "slot")]);
    const over = new AbortController();
    const writing = write(context, over.signal);
    return {
      async close() {
        over.abort();
        await writing;
      },
    };
  },
  async symptom(context, facts): Promise<Look> {
    const grown = (await logBytes(context)) - number(facts, "logBytes");
    const shown = `${Math.round(grown / MIB)} MiB more than when all was well`;
    return grown > FILLED_BYTES
      ? { well: false, seen: `the database's folder has ${shown}` }
      : { well: true, seen: `the log has ${shown}` };
  },
  async cause(context, facts) {
    return (await slotIsThere(context, facts))
      ? { well: false, seen: `the slot ${text(facts, "slot")} holds the log back` }
      : { well: true, seen: "nothing holds the log back" };
  },
  async restore(context, facts) {
    await context.query(
      "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1 and not active",
      [text(facts, "slot")],
    );
    await context.query("checkpoint");
  },
  rules: (facts) => [{ alert: "DiskFilling", threshold: fullAtBytes(facts), withoutGuard: true }],
  ownRules: (facts) => [
    {
      alert: "DiskFilling",
      threshold: fullAtBytes(facts),
      value(samples) {
        const free = samples.last("data_disk_free_bytes");
        const perSecond = samples.slope("data_disk_free_bytes", OWN_WINDOW_MS);
        return free.length === 0 || perSecond === null ? null : Math.min(...free) + perSecond * alertSeconds(lab, 4 * HOUR);
      },
    },
  ],
};

const OWN_WINDOW_MS = 30_000;

/** Writes as a busy shop does, a segment of the log at a time. A server that is away for a moment is asked again. */
async function write({ query }: DrillContext, signal: AbortSignal): Promise<void> {
  for (let turn = 1; !signal.aborted && turn * SEGMENT_BYTES <= MOST_WRITTEN_BYTES; turn += 1) {
    try {
      await query("select pg_logical_emit_message(false, 'orders', 'written')");
      await query("select pg_switch_wal()");
      if (turn % CHECKPOINT_EVERY === 0) await query("checkpoint");
    } catch {
      // The next turn comes.
    }
    await delay(SWITCH_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
