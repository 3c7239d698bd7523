import type { Dashboard } from "./dashboard.ts";
import { database, host, replicas } from "./infrastructure.ts";
import { orders } from "./orders.ts";
import { overview } from "./overview.ts";
import { cache, search, workers } from "./services.ts";

/** In the order in which somebody looks at them in a night. */
export const dashboards: readonly Dashboard[] = [overview, orders, database, replicas, cache, search, workers, host];
