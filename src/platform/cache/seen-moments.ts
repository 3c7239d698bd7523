import type { WalPosition } from "../database/consistency-token.ts";

/** What a look tells of the server's history. */
export type LookedAt = {
  /** Where the server was just after the look's snapshot was taken. */
  readonly position: WalPosition;
  /** As PostgreSQL writes it: `xmin:xmax:` and what was under way. */
  readonly snapshot: string;
  /** When the look was begun, on the process's clock. */
  readonly startedMs: number;
};

type Claim = WalPosition & { readonly atMs: number };

/** At forty looks a second these are six seconds; who has seen nothing newer than the oldest is treated as if he had seen that. */
const MAX_CLAIMS = 256;
/** A commit that waits for nobody is visible within microseconds; after this long a transaction that is still under way is not committing. */
const COMMIT_TAKES_AT_MOST_MS = 50;

/**
 * Turns places in the database's history into moments of the process's clock: at which look was everything there that lies before a
 * place? A place alone does not say, because a commit is written before it is visible, and waits in between for replicas. So what is written
 * at one look is taken as visible as soon as nothing is under way any more of what was under way at the next.
 */
export function createSeenMoments() {
  let claims: Claim[] = [];
  let before: WalPosition | undefined;
  let pending: { readonly position: WalPosition; readonly sinceMs: number; underWay: ReadonlySet<string> } | undefined;

  function claim(position: WalPosition, atMs: number): void {
    claims.push({ ...position, atMs });
    if (claims.length > MAX_CLAIMS) claims = claims.slice(-MAX_CLAIMS / 2);
    pending = undefined;
  }

  return {
    /** Answers transactions that hold something up for so long that somebody should ask what they do; see `settled`. */
    note({ position, snapshot, startedMs }: LookedAt): readonly string[] {
      const running = underWayIn(snapshot);
      if (before !== undefined && before.timeline !== position.timeline) claims = [];
      if (before === undefined || before.timeline !== position.timeline) {
        pending = undefined;
        before = position;
        return [];
      }
      if (pending === undefined) pending = { position: before, sinceMs: startedMs, underWay: running };
      else pending.underWay = new Set([...pending.underWay].filter((id) => running.has(id)));
      before = position;
      if (pending.underWay.size === 0) claim(pending.position, startedMs);
      else if (startedMs - pending.sinceMs > COMMIT_TAKES_AT_MOST_MS) return [...pending.underWay];
      return [];
    },
    /** None of the transactions that `note` answered waits for a replica at the end of its commit. `startedMs` of that look. */
    settled(startedMs: number): void {
      if (pending !== undefined) claim(pending.position, startedMs);
    },
    /** The start of the earliest remembered look that surely saw all of it; undefined: none did, as far as is known. */
    momentOf(seen: WalPosition): number | undefined {
      let [low, high] = [0, claims.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        const { timeline, lsn } = claims[middle]!;
        if (timeline >= seen.timeline && lsn >= seen.lsn) high = middle;
        else low = middle + 1;
      }
      return claims[low]?.atMs;
    },
    /** The server is another one, perhaps. */
    reset(): void {
      claims = [];
      before = undefined;
      pending = undefined;
    },
  };
}

function underWayIn(snapshot: string): ReadonlySet<string> {
  const listed = snapshot.slice(snapshot.lastIndexOf(":") + 1);
  return new Set(listed === "" ? [] : listed.split(","));
}
