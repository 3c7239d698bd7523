import { seededRandom } from "../../platform/random.ts";

export type Victim = {
  readonly name: string;
  /** Of the process that runs now; undefined while there is none. */
  readonly pid: () => number | undefined;
};

export type Kill = { readonly name: string; readonly pid: number; readonly atMs: number };

export interface Killer {
  /** No more kills; answers all there were, with milliseconds since the start. */
  stop(): readonly Kill[];
}

export type KillerOptions = {
  readonly victims: readonly Victim[];
  /** Between two kills, give or take a quarter. */
  readonly everyMs: number;
  readonly firstAfterMs: number;
  readonly seed: number;
  readonly onKill: (kill: Kill) => void;
};

const JITTER_SHARE = 0.25;

/** Ends the victims with SIGKILL, one after the other: each round takes everybody once, in an order of its own. */
export function startKiller(options: KillerOptions): Killer {
  const random = seededRandom(options.seed);
  const startMs = performance.now();
  const kills: Kill[] = [];
  let round: Victim[] = [];
  let timer = setTimeout(strike, options.firstAfterMs);

  function strike(): void {
    if (round.length === 0) round = shuffled(options.victims, random);
    const { name, pid } = round.shift()!;
    const found = pid();
    if (found !== undefined && end(found)) {
      const kill = { name, pid: found, atMs: performance.now() - startMs };
      kills.push(kill);
      options.onKill(kill);
    }
    timer = setTimeout(strike, options.everyMs * (1 + JITTER_SHARE * (2 * random() - 1)));
  }

  return {
    stop() {
      clearTimeout(timer);
      return kills;
    },
  };
}

/** False when the process had ended by itself already. */
function end(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}
