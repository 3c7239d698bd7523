import type { PostgresNode } from "./postgres-node.ts";

export type SyncSetOptions = { readonly isWanted: boolean; readonly onEvent: (message: string) => void };

/** The replicas that commits wait for: any one of them. Without `isWanted` there are none, and everybody may succeed the primary. */
export interface SyncSet {
  /** A server has become the primary: it waits for those it knew, until it is seen who streams. */
  take(primary: PostgresNode): Promise<void>;
  /** These stream now. */
  update(primary: PostgresNode, streaming: readonly string[]): Promise<void>;
  /** Whether one of these replicas surely has everything that was acknowledged. */
  maySucceed(reachable: readonly string[]): boolean;
}

/** A changed setting reaches every process of the server within its next statement; this is long enough for that. */
const SETTING_REACHES_ALL_MS = 1_000;
const ALTER_DEADLINE_MS = 3_000;

export function createSyncSet({ isWanted, onEvent }: SyncSetOptions): SyncSet {
  /** What the primary was told last; null: it is not known. */
  let told: readonly string[] | null = null;
  /** Anyone that an acknowledged commit may have waited for alone; null: it waited for nobody. */
  let trusted: ReadonlySet<string> | null = null;
  let settled: NodeJS.Timeout | undefined;

  async function tell(primary: PostgresNode, names: readonly string[]): Promise<void> {
    const list = names.map((name) => `"${name}"`).join(", ");
    const value = names.length === 0 ? "" : `ANY 1 (${list})`;
    clearTimeout(settled);
    // From now on either list may decide; which one is certain only when every process has read the new one.
    trusted = told === null || told.length === 0 || names.length === 0 ? null : new Set([...told, ...names]);
    told = names;
    await primary.query(`alter system set synchronous_standby_names = '${value.replaceAll("'", "''")}'`, [], ALTER_DEADLINE_MS);
    await primary.query("select pg_reload_conf()", [], ALTER_DEADLINE_MS);
    settled = setTimeout(() => {
      trusted = names.length === 0 ? null : new Set(names);
    }, SETTING_REACHES_ALL_MS);
    settled.unref();
  }

  return {
    async take(primary) {
      clearTimeout(settled);
      told = null;
      trusted = null;
      await tell(primary, []);
    },
    async update(primary, streaming) {
      const names = isWanted ? streaming.toSorted() : [];
      if (told !== null && names.join() === told.join()) return;
      await tell(primary, names);
      if (!isWanted) return;
      onEvent(
        names.length === 0
          ? "no replica is there: commits no longer wait for one, and the primary cannot be replaced without loss"
          : `commits wait for one of ${names.join(", ")}`,
      );
    },
    maySucceed: (reachable) => !isWanted || (trusted !== null && [...trusted].every((name) => reachable.includes(name))),
  };
}
