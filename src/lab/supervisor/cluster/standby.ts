import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseLsn } from "../../../platform/database/consistency-token.ts";
import type { PostgresNode } from "../postgres-node.ts";

const PROMOTION_DEADLINE_MS = 10_000;
const STATE_POLL_MS = 10;

/** The last position that this standby has written to its disk. */
export async function receivedLsn(node: PostgresNode): Promise<bigint> {
  const [row] = await node.query<{ lsn: string }>(
    "select greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::text as lsn",
  );
  return parseLsn(row!.lsn);
}

export async function isInRecovery(node: PostgresNode): Promise<boolean> {
  return (await node.query<{ standby: boolean }>("select pg_is_in_recovery() as standby"))[0]!.standby;
}

/** Makes a cluster that was a primary start as a standby. */
export async function demote(node: PostgresNode): Promise<void> {
  await writeFile(join(node.dataDirectory, "standby.signal"), "", { mode: 0o644 });
}

export async function promote(node: PostgresNode): Promise<void> {
  await node.query("select pg_promote(false)");
  const deadline = performance.now() + PROMOTION_DEADLINE_MS;
  while (await isInRecovery(node)) {
    if (performance.now() > deadline) throw new Error(`the replica in ${node.dataDirectory} does not become a primary`);
    await delay(STATE_POLL_MS);
  }
}

/** The timeline of a primary, if it sends to this replica, be it what is new or what the replica has missed; else null. */
export async function sentTimeline(primary: PostgresNode, replica: string): Promise<number | null> {
  const [row] = await primary.query<{ segment: string }>(
    `select pg_walfile_name(pg_current_wal_lsn()) as segment from pg_stat_replication
     where application_name = $1 and state in ('streaming', 'catchup')`,
    [replica],
  );
  // The first eight hexadecimal digits of a segment's name are its timeline.
  return row === undefined ? null : Number.parseInt(row.segment.slice(0, 8), 16);
}

/** The timeline of what a standby receives; null when it receives nothing. */
export async function receivedTimeline(standby: PostgresNode): Promise<number | null> {
  const [row] = await standby.query<{ timeline: number }>(
    "select received_tli as timeline from pg_stat_wal_receiver where status = 'streaming'",
  );
  return row?.timeline ?? null;
}

/**
 * What a standby writes to its log when it can never follow: it has records that the primary does not have, or needs some that the primary
 * no longer has. (`xlogrecovery.c`, `walsender.c`, `walreceiver.c`)
 */
const HOPELESS =
  /new timeline \d+ forked off current database system timeline|is not in this server's history|is ahead of the WAL flush position|requested WAL segment .* has already been removed|requested timeline \d+ is not a child of this server's history|highest timeline \d+ of the primary is behind recovery timeline/;

/** What the log of a standby says when it can never follow; null as long as it does not. */
export function whyHopeless(log: string): string | null {
  const line = log.split("\n").find((each) => HOPELESS.test(each));
  return line?.replace(/^.*?(?:LOG|ERROR|FATAL): +/, "") ?? null;
}
