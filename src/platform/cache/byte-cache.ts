import { LRUCache } from "lru-cache";
import type { ByteCacheFigures, PartObserver } from "../telemetry/part-observer.ts";
import {
  compress,
  type Encoding,
  type Loaded,
  MIN_COMPRESSED_BYTES,
  preferredEncoding,
  type Representation,
  represent,
  tagOfBytes,
} from "./answer.ts";
import { createEntryIndex, isTouched } from "./entry-index.ts";
import type { Changes, Invalidations } from "./invalidations.ts";
import { createNewcomers } from "./newcomers.ts";

/** What there is under a key. */
export type Entry = {
  readonly key: string;
  readonly loaded: Loaded;
  readonly tag: string;
  readonly plain: Representation;
  readonly encoded: { br?: Representation; gzip?: Representation };
  /** On the process's clock, after which it is loaded anew behind the scenes. */
  readonly refreshAtMs: number;
  /** On the process's clock, after which it must not be used. */
  readonly deadAtMs: number;
  /** Infinity while it is true; else the last moment at which it is known to have been. */
  trueUntilMs: number;
  readonly load: () => Promise<Loaded | null>;
  uses: number;
};

/**
 * Answers as bytes, bounded by the memory they take. An answer is given when it is known to have been true `FRESH_MS` ago; while the database
 * does not tell, until `maxAgeMs` ago; older ones are loaded. Never ask it for what decides something that is written.
 */
export interface ByteCache {
  /** What may be sent this instant, else undefined. The fast path: one look-up, nothing made. */
  find(key: string): Entry | undefined;
  /** From the cache or from `load`, which runs once for all who wait. Null: there is no such thing, which is remembered too. */
  get(key: string, load: () => Promise<Loaded | null>): Promise<Representations | null>;
  /** The bytes for a client that accepts these encodings. */
  choose(found: Representations, acceptEncoding: string | undefined): Representation;
  /** Loads what is not there, for the first visitors; never rejects. */
  warm(key: string, load: () => Promise<Loaded | null>): Promise<void>;
  /** After it whatever was committed before is seen: for who has just written, and comes back to see it. */
  settle(): Promise<void>;
  clear(): void;
}

export type Representations = Pick<Entry, "plain" | "encoded"> & { readonly uses?: number };

export type CacheSettings = {
  /** Memory of the answers with all that holds them. */
  readonly maxBytes: number;
  /** No answer is given of which nobody has known for longer than this whether it is true. */
  readonly maxAgeMs: number;
};

/** Eight thousand product pages; and a database that is away for some seconds is not felt by those who look around. */
export const DEFAULT_CACHE: CacheSettings = { maxBytes: 64 * 1024 ** 2, maxAgeMs: 10_000 };

export type ByteCacheOptions = CacheSettings & {
  readonly name: string;
  readonly invalidations: Invalidations;
  readonly observer?: Pick<PartObserver, "byteCache"> | undefined;
  readonly now?: () => number;
  readonly wallNow?: () => number;
  readonly random?: () => number;
};

/** A change is seen everywhere within this: four looks of `CHECK_INTERVAL_MS`. Whoever finds the last look older waits for the next. */
export const FRESH_MS = 100;
/** What is true is loaded anew in any case, so that a fault cannot live for longer. */
const REFRESH_MS = 300_000;
/** Entries that were made together are not refreshed together. */
const REFRESH_JITTER = 0.2;
/** Ids that do not exist, as strangers try them. They have a place of their own, so that they push no page out. */
const MAX_NEGATIVE = 10_000;
/** What an entry takes beside its bytes: objects, strings of the head, places in the maps. Measured, see the test. */
const ENTRY_OVERHEAD_BYTES = 1_250;
const BYTES_PER_HEAD = 350;
const BYTES_PER_TAG = 150;
/** An answer is compressed when it is asked for again. */
const COMPRESS_FROM_USES = 2;
/** At once; the thread pool has four threads, and others need it too. */
const MAX_COMPRESSING = 2;
/** Answers above this share of the cache would push out too many others. */
const LARGEST_SHARE = 0.05;

type Load = { readonly promise: Promise<Representations | null>; readonly startedMs: number; readonly changes: Changes[] };

export function createByteCache(options: ByteCacheOptions): ByteCache {
  const { name, maxBytes, maxAgeMs, invalidations, random = Math.random } = options;
  const now = options.now ?? (() => performance.now());
  const wallNow = options.wallNow ?? Date.now;
  const seconds = Math.floor(maxAgeMs / 1_000);
  // A browser asks each time, which a tag answers; a cache in front may hold on for as long as this one may.
  const cacheControl = [
    "cache-control",
    seconds === 0 ? "public, no-cache" : `public, max-age=0, s-maxage=${seconds}`,
    ...(seconds === 0 ? [] : ["cdn-cache-control", `public, max-age=${seconds}, stale-while-revalidate=${seconds}`]),
  ];
  const counts = { evictions: 0, invalidations: 0, stalenessMs: 0 };
  const results = { hit: 0, stale: 0, miss: 0, joined: 0, negative: 0 };
  const index = createEntryIndex<Entry>();
  const entries = new LRUCache<string, Entry>({
    maxSize: Math.max(1, maxBytes),
    maxEntrySize: Math.max(1, Math.floor(maxBytes * LARGEST_SHARE)),
    dispose: (entry, _key, reason) => {
      if (reason !== "set") index.remove(entry);
      if (reason === "evict") counts.evictions += 1;
    },
  });
  const negatives = new LRUCache<string, true>({ max: MAX_NEGATIVE });
  const newcomers = createNewcomers();
  const loads = new Map<string, Load>();
  let compressing = 0;
  /** Entries that ceased to be true before this are not shown any more, not even while they are loaded anew. */
  let settledAtMs = Number.NEGATIVE_INFINITY;

  invalidations.onChanges((changes) => {
    for (const load of loads.values()) load.changes.push(changes);
    counts.stalenessMs = Number.isFinite(changes.notBeforeMs) ? now() - changes.notBeforeMs : 0;
    if (changes.everything || changes.listing) negatives.clear();
    for (const entry of index.touchedBy(changes)) {
      if (entry.trueUntilMs !== Number.POSITIVE_INFINITY) continue;
      entry.trueUntilMs = changes.notBeforeMs;
      counts.invalidations += 1;
    }
  });

  /** Whether what is remembered may be used as it is; undefined: ask first. */
  function isCurrent(nowMs: number): boolean | undefined {
    const ageMs = nowMs - invalidations.checkedAtMs;
    return ageMs <= FRESH_MS ? true : ageMs <= maxAgeMs ? undefined : false;
  }

  function usable(entry: Entry | undefined, nowMs: number): entry is Entry {
    if (entry === undefined) return false;
    if (nowMs >= entry.deadAtMs) return false;
    if (entry.trueUntilMs === Number.POSITIVE_INFINITY) {
      if (nowMs >= entry.refreshAtMs) refresh(entry);
      results.hit += 1;
      return true;
    }
    // It has changed. While one request loads it anew the others may still show it, for as long as nobody could know better.
    if (nowMs - entry.trueUntilMs > FRESH_MS || entry.trueUntilMs < settledAtMs) return false;
    refresh(entry);
    results.stale += 1;
    return true;
  }

  function refresh({ key, load }: Entry): void {
    if (!loads.has(key)) start(key, load, true).catch(() => undefined);
  }

  function find(key: string): Entry | undefined {
    const nowMs = now();
    invalidations.use();
    if (isCurrent(nowMs) !== true) return undefined;
    const entry = entries.get(key);
    if (!usable(entry, nowMs)) return undefined;
    entry.uses += 1;
    return entry;
  }

  function start(key: string, load: () => Promise<Loaded | null>, known: boolean): Promise<Representations | null> {
    const startedMs = now();
    const changes: Changes[] = [];
    const promise = load()
      .then((loaded) => keep(key, loaded, load, changes, known))
      .finally(() => {
        if (loads.get(key)?.startedMs === startedMs) loads.delete(key);
      });
    loads.set(key, { promise, startedMs, changes });
    return promise;
  }

  function keep(
    key: string,
    loaded: Loaded | null,
    load: () => Promise<Loaded | null>,
    changes: readonly Changes[],
    known: boolean,
  ): Representations | null {
    if (loaded === null) {
      entries.delete(key);
      if (!changes.some(({ everything, listing }) => everything || listing)) negatives.set(key, true);
      return null;
    }
    const tag = tagOfBytes(loaded.body);
    const changed = changes.some((change) => isTouched(loaded, change));
    if (changed || !(known || newcomers.seenBefore(key)))
      return { plain: represent(loaded, tag, cacheControl, null), encoded: {} };
    // A small buffer is a piece of a large one that many share, which would stay for as long as any of them.
    const own = Buffer.from(new Uint8Array(loaded.body).buffer);
    const kept: Loaded = { ...loaded, body: own };
    const nowMs = now();
    const entry: Entry = {
      key,
      loaded: kept,
      tag,
      plain: represent(kept, tag, cacheControl, null),
      encoded: {},
      refreshAtMs: nowMs + REFRESH_MS * (1 - REFRESH_JITTER * random()),
      deadAtMs: nowMs + loaded.validUntilMs - wallNow(),
      trueUntilMs: Number.POSITIVE_INFINITY,
      load,
      uses: 0,
    };
    put(entry);
    return entry;
  }

  function put(entry: Entry): void {
    entries.delete(entry.key);
    index.add(entry);
    entries.set(entry.key, entry, { size: sizeOf(entry) });
    if (!entries.has(entry.key)) index.remove(entry);
  }

  /** One encoding of an entry, made when it is asked for again; whoever asks meanwhile gets the plain bytes. */
  async function encode(entry: Entry, encoding: Encoding): Promise<void> {
    compressing += 1;
    try {
      const packed = await compress(entry.plain.body, encoding);
      const body = Buffer.from(new Uint8Array(packed).buffer);
      // The plain bytes stand in for what would not be smaller, so that nobody tries again.
      const isSmaller = body.length < entry.plain.body.length;
      entry.encoded[encoding] = isSmaller ? represent(entry.loaded, entry.tag, cacheControl, { encoding, body }) : entry.plain;
      if (entries.peek(entry.key) === entry) put(entry);
    } finally {
      compressing -= 1;
    }
  }

  async function get(key: string, load: () => Promise<Loaded | null>): Promise<Representations | null> {
    invalidations.use();
    if (isCurrent(now()) === undefined || (isCurrent(now()) === false && entries.has(key))) await soon(invalidations.check());
    const nowMs = now();
    if (isCurrent(nowMs) !== false) {
      const entry = entries.get(key);
      if (usable(entry, nowMs)) {
        entry.uses += 1;
        return entry;
      }
      if (negatives.get(key) === true) {
        results.negative += 1;
        return null;
      }
    }
    const running = loads.get(key);
    if (running !== undefined && nowMs - running.startedMs <= FRESH_MS && running.startedMs >= settledAtMs) {
      results.joined += 1;
      return running.promise;
    }
    results.miss += 1;
    return start(key, load, entries.has(key));
  }

  const figures: ByteCacheFigures = {
    name,
    maxBytes,
    results,
    get entries() {
      return entries.size;
    },
    get hits() {
      return results.hit + results.stale;
    },
    get misses() {
      return results.miss + results.joined;
    },
    get bytes() {
      return entries.calculatedSize;
    },
    get evictions() {
      return counts.evictions;
    },
    get invalidations() {
      return counts.invalidations;
    },
    get stalenessMs() {
      return counts.stalenessMs;
    },
  };
  options.observer?.byteCache(figures);

  return {
    find,
    get,
    choose(found, acceptEncoding) {
      const encoding = preferredEncoding(acceptEncoding);
      if (encoding === null || found.plain.body.length < MIN_COMPRESSED_BYTES) return found.plain;
      const made = found.encoded[encoding];
      if (made !== undefined) return made;
      if (compressing < MAX_COMPRESSING && (found.uses ?? 0) >= COMPRESS_FROM_USES)
        encode(found as Entry, encoding).catch(() => undefined);
      return found.plain;
    },
    async warm(key, load) {
      if (!entries.has(key)) await start(key, load, true).catch(() => undefined);
    },
    async settle() {
      settledAtMs = now();
      await soon(invalidations.check());
    },
    clear() {
      for (const load of loads.values())
        load.changes.push({ everything: true, listing: true, productIds: new Set(), notBeforeMs: 0 });
      loads.clear();
      entries.clear();
      negatives.clear();
    },
  };
}

/** Plain bytes, a second representation of each encoding, keys, and what holds them together. */
function sizeOf({ key, plain, encoded, loaded }: Entry): number {
  const packed = [encoded.br, encoded.gzip].filter((made) => made !== undefined && made !== plain) as Representation[];
  const representations = [plain, ...packed];
  const bytes = representations.reduce((sum, { body, head }) => sum + body.length + BYTES_PER_HEAD + headLength(head), 0);
  return ENTRY_OVERHEAD_BYTES + bytes + key.length + BYTES_PER_TAG * loaded.productIds.length;
}

function headLength(head: readonly string[]): number {
  return head.reduce((sum, text) => sum + text.length, 0);
}

/** Not for longer than a look may be late: then what is there is shown, as far as its age allows. */
async function soon(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, FRESH_MS);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
