import { hash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** What a loader makes: an answer that is the same for everybody who sends this request. */
export type Loaded = {
  readonly body: Buffer;
  readonly mediaType: string;
  /** The route's template, for the figures. */
  readonly route: string;
  /** Products whose change makes it wrong. */
  readonly productIds: readonly number[];
  /** Whether a change of what lists show makes it wrong. */
  readonly listing: boolean;
  /** For caches in front, such as `product-123`; see docs/operations.md. */
  readonly surrogateKeys: readonly string[];
  /** When it ceases to be true by itself, in ms since 1970: a price list begins or ends. Infinity: never. */
  readonly validUntilMs: number;
  /** For what follows something that tells nobody, such as a search index: in ms, after which it is not used whatever happened. */
  readonly maxAgeMs?: number;
  /** Further headers of every such answer, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
};

export type Encoding = "br" | "gzip";

/** Ready to be sent: what goes over the wire is put together once. */
export type Representation = {
  readonly body: Buffer;
  readonly etag: string;
  /** For sessions: how new what it shows is, see `ConsistencyTokens`. Null where no replica answers. */
  readonly token: string | null;
  /** Names and values in turn, as `writeHead` takes them. */
  readonly head: readonly string[];
};

/** A compressed answer this small is hardly smaller, and takes the browser a step more. */
export const MIN_COMPRESSED_BYTES = 1_024;
/** A better compression than 5 takes several times as long and saves some per cent (measured on product pages). */
const BROTLI_QUALITY = 5;
const GZIP_LEVEL = 6;

const compressors = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: GZIP_LEVEL }),
} as const;

/** Off the event loop. */
export function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  return compressors[encoding](body);
}

/** Of the content, so whoever made it: processes of two versions never call different bytes the same. */
export function tagOfBytes(body: Buffer): string {
  return hash("sha1", body, "base64url").slice(0, 20);
}

export function represent(
  loaded: Loaded,
  tag: string,
  cacheControl: readonly string[],
  encoded: Encoded | null,
  token: string | null = null,
): Representation {
  const body = encoded?.body ?? loaded.body;
  // An encoding has a tag of its own (RFC 9110, 8.8.3).
  const etag = encoded === null ? `"${tag}"` : `"${tag}-${encoded.encoding}"`;
  const head = [
    "content-type",
    loaded.mediaType,
    "content-length",
    String(body.length),
    ...(encoded === null ? [] : ["content-encoding", encoded.encoding]),
    "etag",
    etag,
    "vary",
    "accept-encoding",
    ...cacheControl,
    ...Object.entries(loaded.headers ?? {}).flat(),
    ...(loaded.surrogateKeys.length === 0
      ? []
      : ["surrogate-key", loaded.surrogateKeys.join(" "), "cache-tag", loaded.surrogateKeys.join(",")]),
  ];
  return { body, etag, token, head };
}

export type Encoded = { readonly encoding: Encoding; readonly body: Buffer };

/** Browsers differ in a handful of such headers; who sends others is answered as well, a microsecond slower. */
const MAX_REMEMBERED_HEADERS = 100;
const preferences = new Map<string, Encoding | null>();

/** The encoding that saves most of those that the client takes. */
export function preferredEncoding(header: string | undefined): Encoding | null {
  if (header === undefined) return null;
  const known = preferences.get(header);
  if (known !== undefined) return known;
  const accepted = new Set(
    header
      .toLowerCase()
      .split(",")
      .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map((part) => part.split(";", 1)[0]!.trim()),
  );
  const found = accepted.has("br") ? "br" : accepted.has("gzip") ? "gzip" : null;
  if (preferences.size < MAX_REMEMBERED_HEADERS) preferences.set(header, found);
  return found;
}
