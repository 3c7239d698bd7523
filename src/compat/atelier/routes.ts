import type { ByteCache } from "../../platform/cache/byte-cache.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import type { AuthenticateShopper } from "../../platform/http/auth.ts";
import type { App } from "../../platform/http/server.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";
import type { Carts } from "../../shop/carts/carts.ts";
import { createOneCart } from "../../shop/carts/one-cart.ts";
import type { ProductReads } from "../../shop/catalog/product-reads.ts";
import type { Questions } from "../../shop/questions/questions.ts";
import type { Recommendations } from "../../shop/recommendations/recommendations.ts";
import type { Reviews } from "../../shop/reviews/reviews.ts";
import { PREFIX, prepareAdapter } from "./adapter.ts";
import { cartRoutes } from "./cart-routes.ts";
import { createInteractions } from "./interactions.ts";
import { productRoutes } from "./product-routes.ts";
import { questionRoutes } from "./question-routes.ts";
import { reviewRoutes } from "./review-routes.ts";
import { createVisitorOf } from "./visitor.ts";

/** The parts of the shop that the contract shows. */
export type AtelierShop = {
  readonly db: Database;
  readonly clock: Clock;
  readonly products: ProductReads;
  /** Ready answers of what everybody sees; null keeps none. */
  readonly answers?: ByteCache | null;
  readonly lists?: ByteCache | null;
  readonly recommendations: Pick<Recommendations, "beside">;
  readonly reviews: Reviews;
  readonly questions: Questions;
  readonly carts: Carts;
  readonly shopperAccess: { readonly authenticate: AuthenticateShopper };
};

export type AtelierOptions = {
  /** What the clients call the campus of a product: the shop's name. */
  readonly campus: string;
  /** Whether pages of any origin may call; false when the server has origins of its own, which hold here too. */
  readonly anyOrigin: boolean;
  readonly observer?: PartObserver | undefined;
};

/** The inherited clients' API, under /atelier: a second way in to the same services, see docs/atelier.md. */
export async function atelierRoutes(server: App, shop: AtelierShop, options: AtelierOptions): Promise<void> {
  await server.register(
    async (instance) => {
      const app = instance as App;
      const visitorOf = createVisitorOf(shop.shopperAccess.authenticate);
      prepareAdapter(app, options);
      productRoutes(app, shop, options);
      reviewRoutes(app, shop);
      questionRoutes(app, shop);
      cartRoutes(app, {
        visitorOf,
        cart: createOneCart(shop.db, shop.carts),
        interactions: createInteractions(shop.db, options.observer),
      });
    },
    { prefix: PREFIX },
  );
}
