import { LRUCache } from "lru-cache";
import { type Database, sql } from "../../platform/database/database.ts";
import type { AuthenticateShopper, Shopper } from "../../platform/http/auth.ts";
import { createBatcher } from "../../platform/resilience/batcher.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";
import type { TokenClaims, Tokens } from "./tokens.ts";

export interface ShopperAccess {
  /** Guests are recognised at once; customers too, once their generation has been read in the last seconds. */
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

/** No customer has this generation; it stands for a customer that does not exist. */
const NO_CUSTOMER = 0;

export function createShopperAccess(
  db: Database,
  tokens: Tokens,
  revocationDelayMs: number = REVOCATION_DELAY_MS,
  observer?: PartObserver,
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

  async function readThenCheck(claims: TokenClaims): Promise<Shopper | null> {
    return accept(claims, remember(claims.shopperId, await reads.submit(claims.shopperId)));
  }

  return {
    authenticate(token) {
      const claims = tokens.read(token);
      if (claims === null) return null;
      if (claims.kind === "guest") return { shopperId: claims.shopperId, customerId: null };
      const generation = generations.get(claims.shopperId);
      // A token newer than what is remembered was issued by another process a moment ago.
      const unknown = generation === undefined || claims.generation > generation;
      return unknown ? readThenCheck(claims) : accept(claims, generation);
    },
    remember,
  };
}

function accept({ shopperId, generation }: TokenClaims, current: number): Shopper | null {
  return generation === current ? { shopperId, customerId: shopperId } : null;
}
