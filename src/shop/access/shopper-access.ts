import { LRUCache } from "lru-cache";
import { type Clock, systemClock } from "../../platform/clock.ts";
import { type Database, sql } from "../../platform/database/database.ts";
import type { AuthenticateShopper, Shopper } from "../../platform/http/auth.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";
import type { TokenClaims, Tokens } from "./tokens.ts";

export interface ShopperAccess {
  /** Recognised at once when the shopper's generation was read in the last seconds, or a guest's token is younger than that. */
  readonly authenticate: AuthenticateShopper;
  /** Tells this process of a customer's new generation at once; the others learn it within `REVOCATION_DELAY_MS`. */
  remember(shopperId: string, generation: number): void;
}

/** After this long, a revoked token is refused by every process. */
export const REVOCATION_DELAY_MS = 5_000;
/** About 200 bytes each. */
const MAX_REMEMBERED_CUSTOMERS = 50_000;

const readGenerations = sql<{ token_generation: number | null }>(
  "access.read-token-generations",
  `select c.token_generation from unnest($1::uuid[]) with ordinality as i (shopper_id, n)
   left join customers c on c.shopper_id = i.shopper_id order by i.n`,
);

/**
 * No customer has this generation; it stands for a shopper who is no customer. A guest's token carries it, so it ends when the guest
 * registers, as a customer's ends with a new generation.
 */
const NO_CUSTOMER = 0;

export function createShopperAccess(
  db: Database,
  tokens: Tokens,
  revocationDelayMs: number = REVOCATION_DELAY_MS,
  observer?: PartObserver,
  clock: Clock = systemClock,
): ShopperAccess {
  const generations = new LRUCache<string, number>({ max: MAX_REMEMBERED_CUSTOMERS, ttl: revocationDelayMs });

  const reads = createBatcher<string, number>({
    name: "token-generations",
    observer,
    async run(shopperIds) {
      const rows = await db.run(readGenerations, [shopperIds]);
      return rows.map((row) => row.token_generation ?? NO_CUSTOMER);
    },
  });

  /** A read that was under way while the generation grew must not bring the old one back. */
  function remember(shopperId: string, generation: number): number {
    const current = Math.max(generation, generations.get(shopperId) ?? generation);
    generations.set(shopperId, current);
    return current;
  }

  /** Who became a guest a moment ago may use that token as long as one that was revoked a moment ago. */
  function generationOfNewGuest({ kind, issuedAt }: TokenClaims): number | undefined {
    const ageMs = clock.now().getTime() - issuedAt.getTime();
    return kind === "guest" && ageMs < revocationDelayMs ? NO_CUSTOMER : undefined;
  }

  async function readThenCheck(claims: TokenClaims): Promise<Shopper | null> {
    return accept(claims, remember(claims.shopperId, await reads.submit(claims.shopperId)));
  }

  return {
    authenticate(token) {
      const claims = tokens.read(token);
      if (claims === null) return null;
      const generation = generations.get(claims.shopperId) ?? generationOfNewGuest(claims);
      // A token newer than what is remembered was issued by another process a moment ago.
      const unknown = generation === undefined || claims.generation > generation;
      return unknown ? readThenCheck(claims) : accept(claims, generation);
    },
    remember,
  };
}

function accept({ kind, shopperId, generation }: TokenClaims, current: number): Shopper | null {
  if (generation !== current) return null;
  return { shopperId, customerId: kind === "customer" ? shopperId : null };
}
