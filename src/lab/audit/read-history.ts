import { type Finding, MAX_EXAMPLES } from "./check.ts";
import { type HistoryLine, isVersioned, type VersionedEntry } from "./history.ts";

/** A session's objects are forgotten when so many newer ones are known. */
const MAX_REMEMBERED = 4_000_000;

export type ReadCheckOptions = {
  /**
   * A read shows whatever was acknowledged, to anybody, this long before it began, in ms; see `stalenessBoundMs`.
   */
  readonly maxStalenessMs: number;
};

/**
 * Three promises about reads of things that have versions: a session never reads less than it has read before, never less than it has
 * written, and nobody reads what is older than the tolerance. The history is that of one client's clock. Calls that overlap promise
 * each other nothing.
 */
export async function checkReads(history: AsyncIterable<HistoryLine>, { maxStalenessMs }: ReadCheckOptions): Promise<Finding[]> {
  const startedAt = performance.now();
  const entries: VersionedEntry[] = [];
  for await (const line of history) {
    if (isVersioned(line) && line.outcome === "ok" && entries.length < MAX_REMEMBERED) entries.push(line);
  }
  const reports = { monotonic: report(), own: report(), stale: report() };
  compareSessions(entries, reports);
  compareAges(entries, maxStalenessMs, reports.stale);

  const reads = entries.filter(({ op }) => op === "read").length;
  const finding = (id: string, holds: string, { violations, examples }: Report): Finding => ({
    id,
    holds,
    verdict: violations === 0 ? "green" : "red",
    violations,
    examples,
    note: `${reads} reads and ${entries.length - reads} writes of things with versions`,
    tookMs: performance.now() - startedAt,
  });
  return [
    finding("history.monotonic-reads", "No session is shown an older version than it was shown before.", reports.monotonic),
    finding("history.read-your-writes", "Every session is shown what it wrote.", reports.own),
    finding("history.bounded-staleness", `What was acknowledged ${maxStalenessMs} ms ago is shown to everybody.`, reports.stale),
  ];
}

type Report = { violations: number; readonly examples: Record<string, unknown>[]; note(example: Record<string, unknown>): void };

function report(): Report {
  const made: Report = {
    violations: 0,
    examples: [],
    note(example) {
      made.violations += 1;
      if (made.examples.length < MAX_EXAMPLES) made.examples.push(example);
    },
  };
  return made;
}

type Moment = { readonly atMs: number; readonly entry: VersionedEntry; readonly isEnd: boolean };

/** Begins and ends in the order of time; an end before a begin of the same moment, as if one had caused the other. */
function momentsOf(entries: readonly VersionedEntry[]): Moment[] {
  return entries
    .flatMap((entry) => [
      { atMs: entry.startedAtMs, entry, isEnd: false },
      { atMs: entry.endedAtMs, entry, isEnd: true },
    ])
    .sort((a, b) => a.atMs - b.atMs || Number(b.isEnd) - Number(a.isEnd));
}

function compareSessions(entries: readonly VersionedEntry[], reports: { monotonic: Report; own: Report }): void {
  const known = { read: new Map<string, number>(), write: new Map<string, number>() };
  /** What was known when a read began: only that it must show. */
  const demands = new Map<VersionedEntry, { readonly read: number | undefined; readonly written: number | undefined }>();
  for (const { entry, isEnd } of momentsOf(entries)) {
    const { op, session, object, version } = entry;
    const key = `${session} ${object}`;
    if (!isEnd) {
      if (op === "read") demands.set(entry, { read: known.read.get(key), written: known.write.get(key) });
      continue;
    }
    const demand = demands.get(entry);
    if (demand !== undefined) {
      demands.delete(entry);
      const example = { session, object, found: version, endedAtMs: entry.endedAtMs };
      if (demand.read !== undefined && version < demand.read) reports.monotonic.note({ ...example, before: demand.read });
      if (demand.written !== undefined && version < demand.written) reports.own.note({ ...example, written: demand.written });
    }
    const versions = known[op];
    versions.set(key, Math.max(version, versions.get(key) ?? version));
  }
}

function compareAges(entries: readonly VersionedEntry[], maxStalenessMs: number, stale: Report): void {
  const byObject = Map.groupBy(entries, (entry) => entry.object);
  for (const [object, all] of byObject) {
    const writes = all.filter(({ op }) => op === "write").sort((a, b) => a.endedAtMs - b.endedAtMs);
    const reads = all.filter(({ op }) => op === "read").sort((a, b) => a.startedAtMs - b.startedAtMs);
    let newest = Number.NEGATIVE_INFINITY;
    let next = 0;
    for (const each of reads) {
      for (; next < writes.length && writes[next]!.endedAtMs < each.startedAtMs - maxStalenessMs; next += 1) {
        newest = Math.max(newest, writes[next]!.version);
      }
      if (each.version < newest) stale.note({ session: each.session, object, found: each.version, acknowledged: newest });
    }
  }
}
