/** One HTTP/1.1 answer as the generator needs it; the body is only kept when somebody will look into it. */
export type WireAnswer = {
  readonly status: number;
  /** Bytes of head and body as they came. */
  readonly bytes: number;
  /** The body as text when it was asked for, or when the status is 400 or more; null otherwise. */
  readonly body: string | null;
  readonly consistencyToken: string | null;
  /** The server will close the connection. */
  readonly closes: boolean;
};

export interface AnswerParser {
  /** Begins with the next answer. */
  expect(wantsBody: boolean): void;
  /** Takes the next bytes; the answer when they complete it, else null. Throws when they are no HTTP answer. */
  feed(bytes: Buffer, length: number): WireAnswer | null;
}

/** Larger heads than Node's own server sends belong to no shop. */
const MAX_HEAD_BYTES = 64 * 1024;
/** The longest list of products has 1.5 MB. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
const HEAD_END = Buffer.from("\r\n\r\n");
const LAST_CHUNK = Buffer.from("0\r\n\r\n");
const FIRST_ERROR = 400;

/**
 * Parses the answers of one connection, without pipelining. Bytes are looked at in the buffer that they were read into, and copied only
 * when an answer comes in pieces and its body is wanted: most answers of a load run are counted and forgotten.
 */
export function createAnswerParser(): AnswerParser {
  let wantsBody = false;
  /** Bytes of a head that is not complete, or of a chunked answer that is not. */
  let gathered: Buffer | null = null;
  let head: Head | null = null;
  let bodyLeft = 0;
  let pieces: Buffer[] = [];
  let bytes = 0;

  function finish(body: Buffer | null): WireAnswer {
    const { status, consistencyToken, closes } = head!;
    const answer = { status, bytes, body: body === null ? null : body.toString("utf8"), consistencyToken, closes };
    head = null;
    gathered = null;
    pieces = [];
    return answer;
  }

  function afterHead(chunk: Buffer): WireAnswer | null {
    const keeps = wantsBody || head!.status >= FIRST_ERROR;
    if (head!.chunked) {
      gathered = gathered === null ? Buffer.from(chunk) : Buffer.concat([gathered, chunk]);
      if (gathered.length > MAX_BODY_BYTES) throw new Error("the body is too long");
      if (!gathered.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)) return null;
      const body = joinChunks(gathered);
      return body === null ? null : finish(keeps ? body : null);
    }
    if (chunk.length > bodyLeft) throw new Error("more bytes came than the answer said");
    bodyLeft -= chunk.length;
    if (bodyLeft > 0) {
      if (keeps) pieces.push(Buffer.from(chunk));
      return null;
    }
    if (!keeps) return finish(null);
    return finish(pieces.length === 0 ? chunk : Buffer.concat([...pieces, chunk]));
  }

  return {
    expect(wanted) {
      wantsBody = wanted;
      head = null;
      gathered = null;
      bytes = 0;
    },
    feed(buffer, length) {
      bytes += length;
      let chunk = buffer.subarray(0, length);
      if (head !== null) return afterHead(chunk);
      if (gathered !== null) chunk = Buffer.concat([gathered, chunk]);
      const end = chunk.indexOf(HEAD_END);
      if (end === -1) {
        if (chunk.length > MAX_HEAD_BYTES) throw new Error("the head is too long");
        gathered = Buffer.from(chunk);
        return null;
      }
      gathered = null;
      head = parseHead(chunk.toString("latin1", 0, end));
      bodyLeft = head.contentLength;
      return afterHead(chunk.subarray(end + HEAD_END.length));
    },
  };
}

type Head = Pick<WireAnswer, "status" | "consistencyToken" | "closes"> & {
  readonly contentLength: number;
  readonly chunked: boolean;
};

const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})/;

function parseHead(text: string): Head {
  const match = STATUS_LINE.exec(text);
  if (match === null) throw new Error("this is no HTTP answer");
  const status = Number(match[1]);
  const length = headerOf(text, "content-length");
  const chunked = length === null && headerOf(text, "transfer-encoding")?.toLowerCase() === "chunked";
  const hasNoBody = status === 204 || status === 304;
  if (length === null && !chunked && !hasNoBody) throw new Error("the answer does not say how long it is");
  const contentLength = hasNoBody ? 0 : Number(length ?? 0);
  if (!(contentLength <= MAX_BODY_BYTES)) throw new Error("the body is too long");
  return {
    status,
    contentLength,
    chunked: chunked && !hasNoBody,
    consistencyToken: headerOf(text, "consistency-token"),
    closes: headerOf(text, "connection")?.toLowerCase() === "close",
  };
}

/** Servers write a name as they like it: as Node's own does in lower case, nginx with capitals. */
const namePatterns = new Map<string, RegExp>();

function headerOf(head: string, name: string): string | null {
  let pattern = namePatterns.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(`\\r\\n${name}: *([^\\r]*)`, "i");
    namePatterns.set(name, pattern);
  }
  return pattern.exec(head)?.[1]?.trim() ?? null;
}

/** The bodies of all chunks; null while the last one has not come. */
function joinChunks(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd === -1) return null;
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    if (Number.isNaN(size)) throw new Error("a chunk has no size");
    if (size === 0) return Buffer.concat(parts);
    const start = lineEnd + 2;
    if (start + size + 2 > bytes.length) return null;
    parts.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
}
