import { LRUCache } from "lru-cache";
import type { SeenPosition, WalPosition } from "../database/consistency-token.ts";
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
import { createSpellings } from "./spellings.ts";

/** What there is under a key. */
export type Entry = {
  readonly key: string;
  readonly loaded: Loaded;
  readonly tag: string;
  readonly token: string | null;
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
 * Answers as bytes, bounded by the memory they take. An answer is given when it is known to have been true `freshMs` ago; while the database
 * does not tell, until `maxAgeMs` ago; older ones are loaded. Never ask it for what decides something that is written.
 */
export interface ByteCache {
  /** What may be sent this instant, else undefined. The fast path: one look-up or two, nothing made. `address`: a key or another spelling of one. */
  find(address: string, seen?: WalPosition | null): Entry | undefined;
  /** From the cache or from `load`, which runs once for all who wait. Null: there is no such thing, which is remembered too. */
  get(key: string, load: () => Promise<Loaded | null>, how?: HowToGet): Promise<Representations | null>;
  /** The bytes for a client that accepts these encodings. */
  choose(found: Representations, acceptEncoding: string | undefined): Representation;
  /** Loads what is not there, for the first visitors; never rejects. */
  warm(key: string, load: () => Promise<Loaded | null>): Promise<void>;
  /** After it whatever was committed before is seen: for who has just written, and comes back to see it. */
  settle(): Promise<void>;
  clear(): void;
}

export type Representations = Pick<Entry, "plain" | "encoded"> & { readonly uses?: number };

export type HowToGet = {
  /** What the session has seen: nothing older is given. */
  readonly seen?: SeenPosition | null | undefined;
  /** Another address of the same, under which `find` is to find it from now on. */
  readonly spelling?: string | undefined;
};

/** Loads where replicas answer: from any server that is new enough. */
export type ConsistentLoads = {
  /** Runs what reads, so that it shows whatever lies before `atLeast`; `token` says how new it was. */
  read<T>(atLeast: WalPosition | null, load: () => Promise<T>): Promise<{ readonly loaded: T; readonly token: string | null }>;
  /** Fulfilled when the primary shows what a session has seen elsewhere. */
  shown(seen: SeenPosition): Promise<void>;
};

export type CacheSettings = {
  /** Memory of the answers with all that holds them. */
  readonly maxBytes: number;
  /** No answer is given of which nobody has known for longer than this whether it is true. */
  readonly maxAgeMs: number;
  /** A change is seen everywhere within this. */
  readonly freshMs?: number;
  /** For so long after a change it is not loaded anew but shown as it was, so that many changes cost one load. Below `freshMs`. */
  readonly restMs?: number;
};

/** Of lists and searches: more differ, and each shows twenty products, of which one changes soon. */
export type ListCacheSettings = CacheSettings & {
  readonly freshMs: number;
  /** How old what a search finds may be, whatever is told: its index follows by itself. */
  readonly searchAgeMs: number;
};

/** Eight thousand product pages; and a database that is away for some seconds is not felt by those who look around. */
export const DEFAULT_CACHE: CacheSettings = { maxBytes: 64 * 1024 ** 2, maxAgeMs: 10_000 };

/**
 * Three thousand lists of twenty products. One of the first products of a busy shop is sold several times a second: with a tenth of a second
 * a list of them would be read ten times a second by each process, with a second twice.
 */
export const DEFAULT_LIST_CACHE: ListCacheSettings = { ...DEFAULT_CACHE, freshMs: 1_000, searchAgeMs: 10_000 };

export type ByteCacheOptions = CacheSettings & {
  readonly name: string;
  readonly invalidations: Invalidations;
  /** When replicas answer; without them sessions bring no tokens. */
  readonly loads?: ConsistentLoads | undefined;
  readonly observer?: Pick<PartObserver, "byteCache"> | undefined;
  readonly now?: () => number;
  readonly wallNow?: () => number;
  readonly random?: () => number;
};

/** Four looks of `CHECK_INTERVAL_MS`. Whoever finds the last look older waits for the next. */
export const FRESH_MS = 100;
/** What is true is loaded anew in any case, so that a fault cannot live for longer. */
const REFRESH_MS = 300_000;
/** Of an age of its own an answer spends so much before it is loaded behind the scenes; after the rest it is not used. */
const REFRESH_SHARE = 0.5;
/** Entries that were made together are not refreshed together. */
const REFRESH_JITTER = 0.2;
/** Ids that do not exist, as strangers try them. They have a place of their own, so that they push no page out. */
const MAX_NEGATIVE = 10_000;
const ANY_TIME = Number.NEGATIVE_INFINITY;
/** What an entry takes beside its bytes: objects, strings of the head, places in the maps. Measured, see the test. */
const ENTRY_OVERHEAD_BYTES = 1_250;
const BYTES_PER_HEAD = 350;
const BYTES_PER_TAG = 150;
/** An answer is compressed when it is asked for again. */
const COMPRESS_FROM_USES = 2;
/** At once; the thread pool has four threads, and others need it too. */
const MAX_COMPRESSING = 2;
/** Of the memory, for other spellings of addresses. */
const SPELLINGS_SHARE = 0.02;
/** Answers above this share of the cache would push out too many others. */
const LARGEST_SHARE = 0.05;

type Load = {
  readonly promise: Promise<Representations | null>;
  readonly startedMs: number;
  /** What it shows is at least as new as that look saw it. */
  readonly knownAtMs: number;
  readonly changes: Changes[];
  forgotten: boolean;
};

export function createByteCache(options: ByteCacheOptions): ByteCache {
  const { name, maxBytes, maxAgeMs, invalidations, loads: consistent, random = Math.random } = options;
  const { freshMs = FRESH_MS, restMs = 0 } = options;
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
  const spellings = createSpellings(maxBytes * SPELLINGS_SHARE);
  const entries = new LRUCache<string, Entry>({
    maxSize: Math.max(1, Math.floor(maxBytes * (1 - SPELLINGS_SHARE))),
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

  /** `floorMs`: older than at this moment it must not be. */
  function usable(entry: Entry | undefined, nowMs: number, floorMs: number): entry is Entry {
    if (entry === undefined) return false;
    if (nowMs >= entry.deadAtMs) return false;
    if (entry.trueUntilMs === Number.POSITIVE_INFINITY) {
      if (floorMs > invalidations.checkedAtMs) return false;
      if (nowMs >= entry.refreshAtMs) refresh(entry);
      results.hit += 1;
      return true;
    }
    // It has changed. Before and while one request loads it anew the others may still show it, for as long as nobody could know better.
    const { trueUntilMs } = entry;
    if (nowMs - trueUntilMs > freshMs || trueUntilMs < settledAtMs || trueUntilMs < floorMs) return false;
    if (nowMs - trueUntilMs >= restMs) refresh(entry);
    results.stale += 1;
    return true;
  }

  function refresh({ key, load }: Entry): void {
    if (!loads.has(key)) start(key, load, true).catch(() => undefined);
  }

  function find(address: string, seen: WalPosition | null = null): Entry | undefined {
    const nowMs = now();
    invalidations.use();
    if (isCurrent(nowMs) !== true) return undefined;
    const floorMs = seen === null || consistent === undefined ? ANY_TIME : invalidations.momentOf(seen);
    if (floorMs === undefined) return undefined;
    const entry = entries.get(address) ?? spelledOtherwise(address);
    if (!usable(entry, nowMs, floorMs)) return undefined;
    entry.uses += 1;
    return entry;
  }

  function spelledOtherwise(address: string): Entry | undefined {
    const key = spellings.keyOf(address);
    return key === undefined ? undefined : entries.get(key);
  }

  /** From when on what is shown must be true, for a session that has seen so much. */
  async function floorOf(seen: SeenPosition | null | undefined): Promise<number> {
    if (seen === null || seen === undefined || consistent === undefined) return ANY_TIME;
    const known = invalidations.momentOf(seen);
    if (known !== undefined) return known;
    await consistent.shown(seen);
    const askedMs = now();
    await soon(invalidations.check());
    // A look that failed says nothing, and then what is remembered does not either.
    return invalidations.checkedAtMs >= askedMs ? invalidations.checkedAtMs : Number.POSITIVE_INFINITY;
  }

  function start(key: string, load: () => Promise<Loaded | null>, known: boolean): Promise<Representations | null> {
    const { promise, resolve, reject } = Promise.withResolvers<Representations | null>();
    const started: Load = { promise, startedMs: now(), knownAtMs: invalidations.checkedAtMs, changes: [], forgotten: false };
    loads.set(key, started);
    (consistent === undefined ? plainly(load) : consistent.read(invalidations.position, load))
      .then(({ loaded, token }) => keep({ key, load, known }, loaded, token, started))
      .finally(() => {
        if (loads.get(key) === started) loads.delete(key);
      })
      .then(resolve, reject);
    return promise;
  }

  type Asked = { readonly key: string; readonly load: () => Promise<Loaded | null>; readonly known: boolean };

  function keep(
    { key, load, known }: Asked,
    loaded: Loaded | null,
    token: string | null,
    { changes, knownAtMs, forgotten }: Load,
  ): Representations | null {
    if (loaded === null) {
      entries.delete(key);
      if (!forgotten && !changes.some(({ everything, listing }) => everything || listing)) negatives.set(key, true);
      return null;
    }
    const tag = tagOfBytes(loaded.body);
    const changed = changes.some((change) => isTouched(loaded, change));
    const nowMs = now();
    const isTooOld = changed && nowMs - knownAtMs > freshMs;
    const ownMaxMs = loaded.maxAgeMs ?? Number.POSITIVE_INFINITY;
    if (forgotten || isTooOld || ownMaxMs <= 0 || !(known || newcomers.seenBefore(key)))
      return { plain: represent(loaded, tag, cacheControl, null, token), encoded: {} };
    // A small buffer is a piece of a large one that many share, which would stay for as long as any of them.
    const own = Buffer.from(new Uint8Array(loaded.body).buffer);
    const kept: Loaded = { ...loaded, body: own };
    const entry: Entry = {
      key,
      loaded: kept,
      tag,
      token,
      plain: represent(kept, tag, cacheControl, null, token),
      encoded: {},
      refreshAtMs: nowMs + Math.min(REFRESH_MS, ownMaxMs * REFRESH_SHARE) * (1 - REFRESH_JITTER * random()),
      deadAtMs: nowMs + Math.min(loaded.validUntilMs - wallNow(), ownMaxMs),
      // What changed while it was read may be in it or not; it is as new as the look before, which is what a changed entry says.
      trueUntilMs: changed ? knownAtMs : Number.POSITIVE_INFINITY,
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
      entry.encoded[encoding] = isSmaller
        ? represent(entry.loaded, entry.tag, cacheControl, { encoding, body }, entry.token)
        : entry.plain;
      if (entries.peek(entry.key) === entry) put(entry);
    } finally {
      compressing -= 1;
    }
  }

  async function get(
    key: string,
    load: () => Promise<Loaded | null>,
    { seen, spelling }: HowToGet = {},
  ): Promise<Representations | null> {
    invalidations.use();
    if (isCurrent(now()) === undefined || (isCurrent(now()) === false && entries.has(key))) await soon(invalidations.check());
    const floorMs = await floorOf(seen);
    const nowMs = now();
    if (isCurrent(nowMs) !== false) {
      const entry = entries.get(key);
      if (usable(entry, nowMs, floorMs)) {
        entry.uses += 1;
        if (spelling !== undefined && spelling !== key && newcomers.seenBefore(spelling)) spellings.add(spelling, key);
        return entry;
      }
      if (negatives.get(key) === true && floorMs <= invalidations.checkedAtMs) {
        results.negative += 1;
        return null;
      }
    }
    const running = loads.get(key);
    const mayJoin = running !== undefined && nowMs - running.startedMs <= freshMs;
    if (mayJoin && running.startedMs >= settledAtMs && (floorMs === ANY_TIME || running.knownAtMs >= floorMs)) {
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
      return entries.calculatedSize + spellings.bytes;
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
      for (const load of loads.values()) load.forgotten = true;
      loads.clear();
      spellings.clear();
      entries.clear();
      negatives.clear();
    },
  };
}

async function plainly<T>(load: () => Promise<T>): Promise<{ readonly loaded: T; readonly token: string | null }> {
  return { loaded: await load(), token: null };
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
