import { createHmac, timingSafeEqual } from "node:crypto";

/** The header that signs a webhook: `t=<unix seconds>,v1=<hex>`, an HMAC-SHA256 over `<t>.<body>`, as Stripe does it. */
export const SIGNATURE_HEADER = "tenfold-sandbox-signature";
/** How far the signer's clock and ours may be apart, and so for how long a recorded webhook can be replayed. */
const TOLERANCE_MS = 300_000;
/** One scheme, one timestamp: a real header has 81 characters. */
const MAX_HEADER_LENGTH = 200;

function mac(secret: string, seconds: string, body: Buffer | string): Buffer {
  return createHmac("sha256", secret).update(`${seconds}.`).update(body).digest();
}

/** @param nowMs milliseconds since 1970. */
export function signWebhook(secret: string, body: Buffer | string, nowMs: number): string {
  const seconds = String(Math.floor(nowMs / 1000));
  return `t=${seconds},v1=${mac(secret, seconds, body).toString("hex")}`;
}

/** True if the body is from whoever knows the secret and was signed less than five minutes from now, either way. */
export function verifyWebhook(secret: string, body: Buffer, header: unknown, nowMs: number): boolean {
  if (typeof header !== "string" || header.length > MAX_HEADER_LENGTH) return false;
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header);
  if (match === null) return false;
  const [, seconds, hex] = match as unknown as [string, string, string];
  const authentic = timingSafeEqual(Buffer.from(hex, "hex"), mac(secret, seconds, body));
  return authentic && Math.abs(nowMs - Number(seconds) * 1000) <= TOLERANCE_MS;
}
