import type { Database } from "../platform/database/database.ts";
import type { Metrics } from "../platform/telemetry/metrics.ts";
import type { CheckoutPhase } from "./checkout/checkout.ts";

const PHASES: readonly CheckoutPhase[] = ["price", "hold", "place", "pay", "settle"];

/** The shop's own figures in /metrics, beside those of HTTP and of the process. */
export function observeShop(metrics: Metrics, db: Database) {
  metrics.gauge({ name: "db_pool_connections", help: "Connections of the pool." }, () => db.pool().total);
  metrics.gauge({ name: "db_pool_idle", help: "Connections that wait for work." }, () => db.pool().idle);
  metrics.gauge({ name: "db_pool_waiting", help: "Statements that wait for a connection." }, () => db.pool().waiting);
  metrics.gauge({ name: "db_statements_total", help: "Statements sent." }, () => db.counters.statements);
  metrics.gauge({ name: "db_errors_total", help: "Statements that failed." }, () => db.counters.errors);
  const phase = metrics.histogram({ name: "checkout_phase_seconds", help: "Time of each phase of a checkout." });
  const children = new Map(PHASES.map((name) => [name, phase.child({ phase: name })]));
  return {
    checkoutPhase(name: CheckoutPhase, durationMs: number) {
      children.get(name)!.observe(durationMs / 1000);
    },
  };
}
