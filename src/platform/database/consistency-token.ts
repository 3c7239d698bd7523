import { createHmac, timingSafeEqual } from "node:crypto";

/** A place in the database's history. Timelines count the promotions; within one, positions (LSNs) only grow. */
export type WalPosition = { readonly timeline: number; readonly lsn: bigint };

/**
 * What a session has seen. Whatever was committed up to there must be in every later answer of the session.
 * `onReplica`: seen on a replica, which may show a commit a moment before the primary does.
 */
export type SeenPosition = WalPosition & { readonly onReplica: boolean };

/** The request header with which a session says what it has seen, and the response header that tells it. */
export const CONSISTENCY_HEADER = "consistency-token";

export interface ConsistencyTokens {
  issue(position: SeenPosition): string;
  /** Null for what was not issued here: such a header promises nothing and is passed over. */
  read(token: string): SeenPosition | null;
}

const SIGNATURE_CHARACTERS = 11;
const format = /^([0-9a-f]{8})([0-9a-f]{16})([pr])\.([\w-]{11})$/;
/** Keeps these signatures apart from everything else that the same secret signs. */
const PURPOSE = "consistency-token:";

/**
 * A token is eight hexadecimal digits of the timeline, sixteen of the position and a letter, so that of two tokens the one that sorts last is
 * the later: a client with several answers at once keeps that one. It is signed because a made-up position in the future would send
 * every read to the primary.
 * @param secrets the first one signs, all verify
 */
export function createConsistencyTokens(secrets: readonly string[]): ConsistencyTokens {
  const [signing] = secrets;
  if (signing === undefined) throw new Error("Consistency tokens need at least one secret.");
  return {
    issue({ timeline, lsn, onReplica }) {
      const text = `${timeline.toString(16).padStart(8, "0")}${lsn.toString(16).padStart(16, "0")}${onReplica ? "r" : "p"}`;
      return `${text}.${sign(signing, text)}`;
    },
    read(token) {
      const [, timeline, lsn, where, signature] = format.exec(token) ?? [];
      if (timeline === undefined || signature === undefined) return null;
      const text = token.slice(0, -SIGNATURE_CHARACTERS - 1);
      const given = Buffer.from(signature);
      if (!secrets.some((secret) => timingSafeEqual(Buffer.from(sign(secret, text)), given))) return null;
      return { timeline: Number.parseInt(timeline, 16), lsn: BigInt(`0x${lsn}`), onReplica: where === "r" };
    },
  };
}

/** The place that a token names, whoever issued it; null for what is no token. For deciding whether something is new enough, and nothing else. */
export function positionIn(token: string): WalPosition | null {
  const [, timeline, lsn] = format.exec(token) ?? [];
  return timeline === undefined ? null : { timeline: Number.parseInt(timeline, 16), lsn: BigInt(`0x${lsn}`) };
}

function sign(secret: string, text: string): string {
  return createHmac("sha256", secret).update(`${PURPOSE}${text}`).digest("base64url").slice(0, SIGNATURE_CHARACTERS);
}

/**
 * Whether a server that has replayed up to `node` shows everything up to `seen`.
 * On the same timeline the positions decide. A server on a newer timeline has the older one's history up to the promotion and not beyond, so it
 * covers a position that it has passed: either the position lies before the promotion, or what lay behind the promotion is gone for good
 * and nothing newer exists than the new timeline. A server on an older timeline never does: behind the promotion its history is another one,
 * whatever its positions say.
 */
export function covers(node: WalPosition, seen: WalPosition | null): boolean {
  return seen === null || (node.timeline >= seen.timeline && node.lsn >= seen.lsn);
}

/** Negative, 0 or positive, as the first is earlier, the same or later. */
export function comparePositions(a: WalPosition, b: WalPosition): number {
  if (a.timeline !== b.timeline) return a.timeline - b.timeline;
  return a.lsn === b.lsn ? 0 : a.lsn < b.lsn ? -1 : 1;
}

/** The later of the two; of equal ones, that of a replica, which asks for more. */
export function laterOf(a: SeenPosition | null, b: SeenPosition | null): SeenPosition | null {
  if (a === null || b === null) return a ?? b;
  const order = comparePositions(a, b);
  if (order !== 0) return order > 0 ? a : b;
  return a.onReplica ? a : b;
}

/** PostgreSQL writes positions as two hexadecimal halves: 16/B374D848. */
export function parseLsn(text: string): bigint {
  const [high, low] = text.split("/");
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}
