import { availableParallelism } from "node:os";
import { lab, type Profile } from "../observability/profile.ts";
import { createDatabaseFigures, type DatabaseFigures as DatabaseReader } from "../report/database-figures.ts";
import type { RunningPart } from "../supervisor/part.ts";
import { createBudgets } from "./budgets.ts";
import type { FiringAlert, Point, ShopInfo, Snapshot } from "./contract.ts";
import { createFigureBook, type DatabaseFigures } from "./figures.ts";
import { createGrowthReader, type Growth } from "./growth.ts";
import { createLatestBoard } from "./latest-board.ts";
import { createMachineReader } from "./machine-use.ts";
import type { MarkBook } from "./marks.ts";
import { createPartWatch, type ProcessState } from "./part-watch.ts";
import { edgesOf, partStates, roleOf, type Use } from "./picture.ts";

/** What is known of a shop that runs; the same as running.json has, and what its topology promises. */
export type RunningShop = {
  readonly info: Omit<ShopInfo, "hasPrometheus">;
  readonly databaseUrl: string;
  readonly parts: readonly RunningPart[];
  /** What is promised, and the windows in which its Prometheus keeps figures. */
  readonly profile: Profile;
  /** Whether its topology wants a Prometheus. */
  readonly isMonitored: boolean;
};

/** What a watcher knows itself; the server adds what is asked of others. */
export type Watching = Omit<Snapshot, "faults" | "load" | "audit" | "marks">;

export interface Watcher {
  start(): void;
  stop(): Promise<void>;
  now(): Watching;
  points(): readonly Point[];
  /** Somebody looks: everything is read each second until the answer is called. */
  look(): () => void;
}

export type WatcherOptions = {
  /** Null: no shop runs. */
  readonly readShop: () => Promise<RunningShop | null>;
  readonly metricsToken: string | null;
  readonly marks: MarkBook;
  /** Something is to be shown. */
  readonly onChange: () => void;
  /** What is asked of others at each sample. */
  readonly alongside?: () => Promise<unknown>;
  readonly readAlerts?: (prometheusUrl: string) => Promise<readonly FiringAlert[]>;
  readonly processState?: (pid: number) => ProcessState;
};

/** A part that dies is seen by then; reading running.json and a line of /proc for each part takes a tenth of a millisecond. */
const PULSE_MS = 250;
const SAMPLE_MS = 1_000;
/** While nobody looks, /metrics, which costs each process some milliseconds, is asked this seldom. */
const IDLE_SAMPLE_MS = 5_000;
const METRICS_TIMEOUT_MS = 1_500;
/** A quarter of an hour with somebody looking. */
const MAX_POINTS = 900;

export function createWatcher(options: WatcherOptions): Watcher {
  const { readShop, marks, onChange } = options;
  const cores = availableParallelism();
  const growthReader = createGrowthReader();
  const machineReader = createMachineReader(cores);
  const board = createLatestBoard();
  const watch = createPartWatch(marks, (part) => metricsUrlOf(part) !== null, options.processState);
  let book = createFigureBook();
  let budgets = createBudgets(lab, 0);
  let shop: RunningShop | null = null;
  let database: { readonly url: string; readonly reader: DatabaseReader } | null = null;
  let growths: readonly Growth[] = [];
  let uses: ReadonlyMap<string, Use> = new Map();
  let alerts: readonly FiringAlert[] | null = null;
  let points: Point[] = [];
  let viewers = 0;
  let sampledAtMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let pulsing: Promise<void> | null = null;
  let sampling: Promise<void> | null = null;
  /** What was asked of others, and has perhaps not been answered since the last sample: who is paused answers late. */
  let aside: Promise<unknown> | null = null;
  let asked: Promise<void> | null = null;

  async function pulse(): Promise<void> {
    const before = shop;
    shop = await readShop();
    const atMs = Date.now();
    // Another shop on the same folder has promises and a past of its own.
    if (shop !== null && shop.info.topology !== before?.info.topology) begin(shop, atMs);
    if (shop === null) growths = [];
    const changed = watch.see(shop?.parts ?? [], atMs);
    if (changed || (shop === null) !== (before === null)) onChange();
    const everyMs = viewers > 0 ? SAMPLE_MS : IDLE_SAMPLE_MS;
    // A little earlier than a whole turn of the pulse, which is never exact.
    if (sampling !== null || atMs - sampledAtMs < everyMs - PULSE_MS / 2) return;
    sampledAtMs = atMs;
    sampling = sample(atMs)
      .catch(() => undefined)
      .finally(() => {
        sampling = null;
        onChange();
      });
  }

  function begin({ profile }: RunningShop, atMs: number): void {
    book = createFigureBook();
    budgets = createBudgets(profile, atMs);
    points = [];
  }

  async function sample(atMs: number): Promise<void> {
    aside ??= (options.alongside?.() ?? Promise.resolve())
      .catch(() => undefined)
      .finally(() => {
        aside = null;
      });
    await within(aside);
    const current = shop;
    if (current === null) return;
    const { parts } = current;
    growthReader.keepOnly(new Set(parts.map(({ name }) => name)));
    const use = machineReader.read(parts, atMs);
    uses = use.uses;
    const [read] = await Promise.all([
      Promise.all(parts.map(readPart)),
      readDatabase(current.databaseUrl, atMs),
      readAlerts(parts),
    ]);
    growths = read.filter((growth) => growth !== null);
    book.note(atMs, growths);
    budgets.note(atMs, growths);
    const cpu = Object.fromEntries(
      [...uses].filter(([name]) => isShown(parts, name)).map(([name, { cpuCores }]) => [name, round(cpuCores)]),
    );
    const point = book.point(atMs, { machine: use.machine === null ? null : round(use.machine), cpu });
    if (point === null) return;
    points.push(point);
    if (points.length > MAX_POINTS) points.splice(0, points.length - MAX_POINTS);
  }

  async function readPart(part: RunningPart): Promise<Growth | null> {
    const url = metricsUrlOf(part);
    if (url === null || part.pid === null) return null;
    const { metricsToken } = options;
    try {
      const answer = await fetch(url, {
        headers: metricsToken === null ? {} : { authorization: `Bearer ${metricsToken}` },
        signal: AbortSignal.timeout(METRICS_TIMEOUT_MS),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
      const atMs = Date.now();
      watch.heard(part.name, true, atMs);
      return growthReader.read(part.name, part.pid, atMs, text);
    } catch {
      // Away, or too busy to tell: the picture says so.
      watch.heard(part.name, false, Date.now());
      return null;
    }
  }

  async function readDatabase(url: string, atMs: number): Promise<void> {
    if (asked !== null) return board.clear();
    if (database?.url !== url) {
      await database?.reader.close();
      database = { url, reader: createDatabaseFigures(url) };
    }
    board.clear();
    asked = database.reader.note(board, atMs / 1_000).finally(() => {
      asked = null;
    });
    await within(asked);
  }

  async function readAlerts(parts: readonly RunningPart[]): Promise<void> {
    const prometheus = prometheusOf(parts);
    if (prometheus === null || options.readAlerts === undefined) {
      alerts = null;
      return;
    }
    const reading = options.readAlerts(prometheus).then(
      (found) => {
        alerts = found;
      },
      () => {
        alerts = null;
      },
    );
    await within(reading);
  }

  const readings = (): DatabaseFigures => ({
    active: board.latest("database-active"),
    lockWaits: board.latest("database-lock-waits"),
    walBytesPerSecond: board.latest("wal-bytes"),
    commitsPerSecond: board.latest("database-commits"),
    hit: board.latest("database-hit"),
  });

  return {
    start() {
      timer = setInterval(() => {
        pulsing ??= pulse()
          .catch(() => undefined)
          .finally(() => {
            pulsing = null;
          });
      }, PULSE_MS);
    },
    async stop() {
      clearInterval(timer);
      await pulsing;
      await sampling;
      await within(database?.reader.close() ?? Promise.resolve());
    },
    now() {
      const atMs = Date.now();
      const database = readings();
      const watched = watch.all();
      const input = { watched, growths, uses, cores, database };
      const hasPrometheus = prometheusOf(watched.map(({ part }) => part)) !== null;
      return {
        atMs,
        shop: shop === null ? null : { ...shop.info, hasPrometheus },
        parts: partStates(input),
        edges: edgesOf(input),
        point: points.at(-1) ?? null,
        figures: book.figures(atMs, database),
        slos: budgets.states(atMs),
        errors: book.errors(atMs),
        alerts,
      };
    },
    points: () => points,
    look() {
      viewers += 1;
      let isLooking = true;
      return () => {
        if (isLooking) viewers -= 1;
        isLooking = false;
      };
    },
  };
}

export const prometheusOf = (parts: readonly Pick<RunningPart, "kind" | "url" | "pid">[]): string | null =>
  parts.find(({ kind, pid }) => kind === "prometheus" && pid !== null)?.url ?? null;

/** No longer than for a process: a database that is paused would hold up everything else that is shown. */
async function within(work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, METRICS_TIMEOUT_MS);
  await Promise.race([work, late.promise]);
  clearTimeout(timer);
}

/** Processes of the shop tell their figures; other programs are looked at from the outside. */
function metricsUrlOf({ kind, url }: RunningPart): string | null {
  const role = roleOf(kind);
  return (role === "api" || role === "worker") && url !== null ? `${url}/metrics` : null;
}

function isShown(parts: readonly RunningPart[], name: string): boolean {
  const part = parts.find((each) => each.name === name);
  return part !== undefined && roleOf(part.kind) !== "monitor";
}

const round = (value: number): number => Number(value.toFixed(3));
