import { createHmac, timingSafeEqual } from "node:crypto";

export const SIGNATURE_HEADER = "tenfold-signature";
/** A captured request is worthless after five minutes, and clocks that differ by less do no harm. */
const TOLERANCE_MS = 5 * 60_000;
const MAX_HEADER_LENGTH = 200;

/** `t=<seconds since 1970>,v1=<hex of HMAC-SHA256 over "t.body">`, the form that Stripe made known. */
export function signatureHeader(secret: string, body: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000);
  return `t=${seconds},v1=${mac(secret, seconds, body).toString("hex")}`;
}

/** What a subscriber does with the header: true when whoever knows the secret signed this body just now. */
export function isAuthentic(secret: string, body: string, header: string, nowMs: number): boolean {
  const match = header.length <= MAX_HEADER_LENGTH ? /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) : null;
  if (match === null) return false;
  const seconds = Number(match[1]);
  const authentic = timingSafeEqual(Buffer.from(match[2]!, "hex"), mac(secret, seconds, body));
  return authentic && Math.abs(nowMs - seconds * 1_000) <= TOLERANCE_MS;
}

function mac(secret: string, seconds: number, body: string): Buffer {
  return createHmac("sha256", secret).update(`${seconds}.${body}`).digest();
}
