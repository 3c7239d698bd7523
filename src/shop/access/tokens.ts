import { createHmac, timingSafeEqual } from "node:crypto";
import { type Clock, systemClock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { ensureSecret } from "./secrets.ts";

/**
 * Shopper tokens are signed and not stored: a session costs no write.
 * `tf_` and, in base64url, 34 bytes that say who it is and until when, and the 32 bytes of their HMAC-SHA256.
 */
export type TokenClaims = {
  readonly kind: "guest" | "customer";
  readonly shopperId: string;
  /** Tokens of an older generation than the customer's are no longer accepted. 0 for a guest, which ends when the guest registers. */
  readonly generation: number;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
};

export interface Tokens {
  issue(claims: Pick<TokenClaims, "kind" | "shopperId" | "generation">): { readonly token: string; readonly expiresAt: Date };
  /** Null for anything that was not signed here or has expired. Takes the same time whatever is wrong with a signature. */
  read(token: string): TokenClaims | null;
}

/** As long as a cart without changes: a guest who comes back with a cart still has it. */
export const GUEST_TOKEN_LIFETIME_MS = 30 * 24 * 3_600_000;
export const CUSTOMER_TOKEN_LIFETIME_MS = 30 * 24 * 3_600_000;
/** A rotation needs two: the new one, and the one before until its tokens have expired. */
const MAX_SECRETS = 4;
const MIN_SECRET_LENGTH = 32;
const SECRET_NAME = "token-secret";

const PREFIX = "tf_";
const FORMAT = 1;
const KINDS = ["guest", "customer"] as const;
/** Format, kind, generation (4), shopper (16), issued and expires (6 each, milliseconds). */
const CLAIMS_BYTES = 34;
const SIGNATURE_BYTES = 32;
/** 66 bytes are 88 characters of base64url without a bit to spare, so that no second text stands for the same token. */
const TOKEN_LENGTH = PREFIX.length + ((CLAIMS_BYTES + SIGNATURE_BYTES) * 4) / 3;
const tokenCharacters = /^[\w-]+$/;

/**
 * The secrets that sign and verify tokens: those of `TENFOLD_TOKEN_SECRET` (separated by commas: the first signs, all verify), else the
 * shop's own, made at the first start. Throws a sentence for a person when the variable cannot be used.
 */
export async function loadTokenSecrets(db: Database, fromEnvironment: string | undefined): Promise<readonly string[]> {
  if (fromEnvironment === undefined || fromEnvironment === "") return [await ensureSecret(db, SECRET_NAME)];
  const secrets = fromEnvironment.split(",").map((secret) => secret.trim());
  if (secrets.length > MAX_SECRETS) throw new Error(`TENFOLD_TOKEN_SECRET holds more than ${MAX_SECRETS} secrets.`);
  if (secrets.some((secret) => secret.length < MIN_SECRET_LENGTH)) {
    throw new Error(`Each secret in TENFOLD_TOKEN_SECRET must have at least ${MIN_SECRET_LENGTH} characters.`);
  }
  return secrets;
}

/** @param secrets the first one signs, all verify */
export function createTokens(secrets: readonly string[], clock: Clock = systemClock): Tokens {
  const [signing] = secrets;
  if (signing === undefined) throw new Error("Tokens need at least one secret.");

  return {
    issue({ kind, shopperId, generation }) {
      const issuedAtMs = clock.now().getTime();
      const expiresAtMs = issuedAtMs + (kind === "guest" ? GUEST_TOKEN_LIFETIME_MS : CUSTOMER_TOKEN_LIFETIME_MS);
      const bytes = Buffer.alloc(CLAIMS_BYTES);
      bytes.writeUInt8(FORMAT, 0);
      bytes.writeUInt8(KINDS.indexOf(kind), 1);
      bytes.writeUInt32BE(generation, 2);
      bytes.write(shopperId.replaceAll("-", ""), 6, "hex");
      bytes.writeUIntBE(issuedAtMs, 22, 6);
      bytes.writeUIntBE(expiresAtMs, 28, 6);
      const token = PREFIX + Buffer.concat([bytes, sign(signing, bytes)]).toString("base64url");
      return { token, expiresAt: new Date(expiresAtMs) };
    },
    read(token) {
      if (token.length !== TOKEN_LENGTH || !token.startsWith(PREFIX) || !tokenCharacters.test(token)) return null;
      const bytes = Buffer.from(token.slice(PREFIX.length), "base64url");
      const claims = bytes.subarray(0, CLAIMS_BYTES);
      const signature = bytes.subarray(CLAIMS_BYTES);
      if (!secrets.some((secret) => timingSafeEqual(sign(secret, claims), signature))) return null;
      const kind = KINDS[claims.readUInt8(1)];
      const expiresAtMs = claims.readUIntBE(28, 6);
      if (claims.readUInt8(0) !== FORMAT || kind === undefined || clock.now().getTime() >= expiresAtMs) return null;
      return {
        kind,
        shopperId: uuidOf(claims.toString("hex", 6, 22)),
        generation: claims.readUInt32BE(2),
        issuedAt: new Date(claims.readUIntBE(22, 6)),
        expiresAt: new Date(expiresAtMs),
      };
    },
  };
}

function sign(secret: string, bytes: Buffer): Buffer {
  return createHmac("sha256", secret).update(bytes).digest();
}

function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
