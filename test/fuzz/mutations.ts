import fc from "fast-check";
import { newId } from "../../src/platform/ids.ts";
import type { Operation } from "../support/operations.ts";
import type { Cursors } from "./cursors.ts";
import type { Asker } from "./known-values.ts";
import {
  brokenBodies,
  oddCredentials,
  oddHeaders,
  oddJson,
  oddMediaTypes,
  oddPathParts,
  oddQueries,
  oddQueryValues,
  untidyPathParts,
} from "./odd-values.ts";
import type { FuzzRequest } from "./requests.ts";
import { filledIn, type Path, pathsOf, valuesOf, withoutValueAt, withValueAt } from "./valid-values.ts";

/** Requests as they should be, tried before the odd ones; one of them at least must be accepted. */
export const VALID_REQUESTS = 12;
/** Bodies that are drawn at random, beside those that are listed. */
const RANDOM_BODIES = 15;
/** Bodies and queries that are drawn of each operation. */
const SAMPLES = 50;
/** No value of ours contains this; it stands where raw JSON text goes. */
const PLACE = "\u0001place\u0001";

export type Changes = {
  readonly what: string;
  /** Instead of the value, as it stands in the address. */
  readonly pathParts?: Readonly<Record<string, string>>;
  /** The whole query, without the question mark. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Header names that are left out. */
  readonly without?: readonly string[];
  /** The bytes of the body; null for none. */
  readonly body?: Buffer | string | null;
  readonly method?: string;
  readonly wire?: boolean;
};

export type Mutations = {
  /** A request that should be accepted, with changes. */
  build(changes: Changes): Promise<FuzzRequest>;
  /** A good one, then everything that can be odd about it, from a seed. */
  all(): AsyncGenerator<FuzzRequest>;
};

export type MutationOptions = {
  readonly seed: number;
  /** Of the odd values, every so-manieth is tried in each place, beginning elsewhere in each; 1 tries them all. */
  readonly stride: number;
  readonly cursors: Cursors;
};

export function mutationsOf(operation: Operation, asker: Asker, { seed, stride, cursors }: MutationOptions): Mutations {
  const bodies = operation.body === null ? null : valuesOf(operation.body, asker.known);
  const queries = fc.record(
    Object.fromEntries(operation.queryParameters.map(({ name, schema }) => [name, valuesOf(schema, asker.known, name)])),
    { requiredKeys: operation.queryParameters.filter(({ required }) => required).map(({ name }) => name) },
  );
  /** All at once, because drawing one costs as much as drawing them all; then one after the other. */
  function drawn<T>(values: fc.Arbitrary<T>): () => T {
    const samples = fc.sample(values, { numRuns: SAMPLES, seed });
    let turn = 0;
    return () => samples[turn++ % SAMPLES]!;
  }
  const nextBody = bodies === null ? null : drawn(bodies);
  const nextQuery = drawn(queries);

  let places = seed;
  function some<T>(values: readonly T[]): T[] {
    places += 1;
    return values.filter((_, index) => (index + places) % stride === 0);
  }

  async function validBody(): Promise<unknown> {
    return (await asker.body()) ?? (nextBody === null ? undefined : filledIn(nextBody(), asker.known));
  }

  function validQuery(): string {
    const query = filledIn(nextQuery(), asker.known) as Record<string, unknown>;
    return new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  }

  async function build(changes: Changes): Promise<FuzzRequest> {
    const { what, pathParts = {}, without = [], wire = false, method = operation.method } = changes;
    let url = operation.path;
    for (const { name } of operation.pathParameters) {
      const part = pathParts[name] ?? encodeURIComponent(await asker.pathValue(name));
      url = url.replace(`{${name}}`, () => part);
    }
    const query = changes.query ?? validQuery();
    const token = await asker.token();
    const body =
      changes.body === undefined
        ? await validBody().then((value) => (value === undefined ? null : JSON.stringify(value)))
        : changes.body;
    const headers: Record<string, string | string[]> = {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(operation.idempotencyKey === null ? {} : { "idempotency-key": newId() }),
      ...(body === null ? {} : { "content-type": "application/json" }),
      ...asker.headersFor(body),
      ...changes.headers,
    };
    for (const name of without) delete headers[name];
    return { operation, what, method, url: query === "" ? url : `${url}?${query}`, headers, body, wire };
  }

  async function* all(): AsyncGenerator<FuzzRequest> {
    for (let count = 0; count < VALID_REQUESTS; count += 1) yield build({ what: "as it should be" });
    yield* oddParameters();
    yield* oddAsking();
    yield* oddBodies();
  }

  async function* oddParameters(): AsyncGenerator<FuzzRequest> {
    for (const { name } of operation.pathParameters) {
      for (const part of some(oddPathParts)) yield build({ what: `{${name}} is odd`, pathParts: { [name]: part } });
      for (const part of some(untidyPathParts))
        yield build({ what: `{${name}} is untidy`, pathParts: { [name]: part }, wire: true });
    }
    for (const { name } of operation.queryParameters) {
      for (const value of name === "cursor" ? [...some(oddQueryValues), ...oddCursors()] : some(oddQueryValues))
        yield build({ what: `?${name} is odd`, query: `${name}=${value}` });
    }
    for (const query of some(oddQueries)) yield build({ what: "the query is odd", query });
  }

  /** Its own list's with forged keys, and those of other lists as they are. */
  function oddCursors(): string[] {
    return [...(cursors.get(operation.id)?.forged ?? []), ...[...cursors.values()].map(({ genuine }) => genuine)];
  }

  async function* oddAsking(): AsyncGenerator<FuzzRequest> {
    yield build({ what: "nobody asks", without: ["authorization"] });
    for (const authorization of some(oddCredentials)) yield build({ what: "odd credentials", headers: { authorization } });
    yield build({ what: "credentials twice", headers: { authorization: ["Bearer a", "Bearer b"] } });
    for (const headers of some(oddHeaders)) yield build({ what: "an odd header", headers });
    if (operation.idempotencyKey !== null) yield build({ what: "no Idempotency-Key", without: ["idempotency-key"] });
    for (const method of ["HEAD", "OPTIONS", "PUT", "TRACE"])
      if (method !== operation.method) yield build({ what: "another method", method, body: null });
  }

  async function* oddBodies(): AsyncGenerator<FuzzRequest> {
    for (const { name, bytes } of some(brokenBodies)) yield build({ what: `the body is ${name}`, body: bytes() });
    for (const type of some(oddMediaTypes)) {
      const sent = type === null ? { without: ["content-type"] } : { headers: { "content-type": type } };
      yield build({ what: "an odd media type", body: "{}", ...sent });
    }
    for (const encoding of ["gzip", "br", "identity", "nonsense"])
      yield build({ what: "an encoded body", body: "{}", headers: { "content-encoding": encoding } });
    if (operation.body === null) return;

    const sample = await validBody();
    for (const path of placesIn(operation, sample)) {
      const where = path.join(".");
      for (const odd of some(oddJson)) yield build({ what: `${where} is odd`, body: withRawAt(await validBody(), path, odd) });
      yield build({ what: `no ${where}`, body: JSON.stringify(withoutValueAt(await validBody(), path)) });
      yield build({ what: `${where} twice`, body: withTwiceAt(await validBody(), path) });
      const beside = [...path.slice(0, -1), "unknownField"];
      yield build({ what: `a stranger beside ${where}`, body: JSON.stringify(withValueAt(await validBody(), beside, 1)) });
    }
    for (const value of fc.sample(fc.jsonValue({ maxDepth: 4 }), { numRuns: RANDOM_BODIES, seed })) {
      yield build({ what: "random JSON", body: JSON.stringify(value) });
    }
  }

  return { build, all };
}

/** Where a body of the operation can be changed: what its schema lists, and what an example has where the schema is open. */
function placesIn({ body }: Operation, sample: unknown): Path[] {
  const listed = pathsOf(body!);
  if (listed.length > 0 || typeof sample !== "object" || sample === null) return listed;
  return Object.keys(sample).map((name) => [name]);
}

/** The body as JSON, with raw text at the path. */
function withRawAt(value: unknown, path: Path, raw: string): string {
  return JSON.stringify(withValueAt(value, path, PLACE)).replace(JSON.stringify(PLACE), () => raw);
}

/** The body with the last name of the path twice in its object. */
function withTwiceAt(value: unknown, path: Path): string {
  const name = JSON.stringify(path.at(-1));
  return JSON.stringify(withValueAt(value, path, PLACE)).replace(JSON.stringify(PLACE), () => `null,${name}:1`);
}
