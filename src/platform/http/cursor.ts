import { invalid } from "./problems.ts";
import { MAX_CURSOR_LENGTH } from "./schemas.ts";

/** Raised when the sort keys of a list change their meaning, so that cursors from before are refused and not misread. */
const CURSOR_VERSION = 1;

interface CursorKinds {
  readonly string: string;
  /** Safe integers; every sort key that is a number is one, and PostgreSQL would refuse the others. */
  readonly integer: number;
  readonly boolean: boolean;
  readonly uuid: string;
}
type Kind = keyof CursorKinds;
type Keys<K extends readonly Kind[]> = { readonly [I in keyof K]: CursorKinds[K[I]] };

export interface Cursor<K extends readonly Kind[]> {
  /** The cursor that continues after the row with these sort keys. Throws when it would be longer than a cursor may be. */
  encode(keys: Keys<K>): string;
  /** The sort keys; null without a cursor. A cursor of another list or version, or a garbled one, is a `validation-failed` problem. */
  decode(cursor: string | undefined): Keys<K> | null;
}

/**
 * Opaque keyset cursors of one list: `createCursor("products:newest", ["string", "integer"])`. The scope names the list with its sort order,
 * and its filter where a cursor of another filter would skip rows. Cursors carry no secret and are not signed: whoever forges one only
 * starts the list elsewhere.
 */
export function createCursor<const K extends readonly Kind[]>(scope: string, kinds: K): Cursor<K> {
  return {
    encode(keys) {
      const cursor = Buffer.from(JSON.stringify([CURSOR_VERSION, scope, ...keys])).toString("base64url");
      if (cursor.length > MAX_CURSOR_LENGTH)
        throw new Error(`a cursor of ${scope} has ${cursor.length} characters, more than ${MAX_CURSOR_LENGTH}`);
      return cursor;
    },
    decode(cursor) {
      if (cursor === undefined) return null;
      const [version, itsScope, ...keys] = parse(cursor);
      if (version !== CURSOR_VERSION || itsScope !== scope) throw invalid("/query/cursor", "belongs to another list");
      if (keys.length !== kinds.length || !keys.every((key, index) => fits(key, kinds[index]!))) throw garbled();
      return keys as unknown as Keys<K>;
    },
  };
}

function parse(cursor: string): readonly unknown[] {
  if (cursor.length > MAX_CURSOR_LENGTH || !/^[\w-]+$/.test(cursor)) throw garbled();
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(value)) return value;
  } catch {
    // Not JSON: garbled, like any other value that is no array.
  }
  throw garbled();
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** NUL, half surrogates, fractions and what is no UUID would fail in PostgreSQL. */
function fits(key: unknown, kind: Kind): boolean {
  if (kind === "uuid") return typeof key === "string" && uuid.test(key);
  if (typeof key === "string") return kind === "string" && !key.includes("\0") && key.isWellFormed();
  if (kind === "integer") return Number.isSafeInteger(key);
  return typeof key === kind;
}

function garbled() {
  return invalid("/query/cursor", "is not a cursor of this API");
}
