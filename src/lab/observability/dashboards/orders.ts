import { quantile, rate, recent } from "../promql.ts";
import { type Dashboard, lines, number, query } from "./dashboard.ts";

export const orders: Dashboard = {
  id: "tenfold-orders",
  title: "Tenfold: orders",
  about: "Where checkouts end, how long each phase takes, and what stock and money are still waiting for.",
  rows: [
    {
      title: "Checkouts",
      panels: [
        lines("By outcome", "ops", "A second. `error` is ours; the rest are answers.", [
          query((p) => `sum by (outcome) (${rate("checkouts_total", recent(p))})`, "{{outcome}}", "nobody checked out"),
        ]),
        lines(
          "Phases, p95",
          "s",
          "price, hold, place, pay, settle.",
          [query((p) => quantile(0.95, "checkout_phase_seconds", "", recent(p), ["phase"]), "{{phase}}")],
          { warn: 0.2 },
        ),
        lines(
          "Placement to settlement",
          "s",
          "Promised 30 s, alert 60 s.",
          [
            query("shop:order_processing_seconds:p99", "p99", "no order was placed"),
            query((p) => quantile(0.5, "order_processing_seconds", "", recent(p)), "p50", "no order was placed"),
          ],
          { warn: 30, alarm: 60 },
        ),
        lines("Size of batches", "short", "Items over batches: near 1 when idle, tens in a sale.", [
          query(
            (p) =>
              `sum by (queue) (${rate("batch_queue_items_total", recent(p))}) / (sum by (queue) (${rate("batch_queue_batches_total", recent(p))}) > 0)`,
            "{{queue}}",
            "nobody checked out",
          ),
        ]),
        lines("Waiting for a batch", "short", "Items.", [query("sum by (queue) (batch_queue_waiting)", "{{queue}}")]),
        lines("Orders by change", "ops", "As the relay passes them on.", [
          query(
            (p) => `sum by (type) (${rate('events_relayed_total{type=~"order.*"}', recent(p))})`,
            "{{type}}",
            "no order was placed",
          ),
        ]),
      ],
    },
    {
      title: "Payments",
      panels: [
        lines("Calls by outcome", "ops", "Of the providers; unknown is asked again until it is known.", [
          query(
            (p) => `sum by (provider, call, outcome) (${rate("payment_provider_call_duration_seconds_count", recent(p))})`,
            "{{provider}} {{call}} {{outcome}}",
            "nothing was paid for",
          ),
        ]),
        lines("Calls, p95", "s", "What the provider takes.", [
          query(
            (p) => quantile(0.95, "payment_provider_call_duration_seconds", "", recent(p), ["provider", "call"]),
            "{{provider}} {{call}}",
            "nothing was paid for",
          ),
        ]),
        lines(
          "Circuit breaker open",
          "short",
          "1 while calls are not even tried.",
          [query('max by (provider) (payment_provider_circuit{state="open"})', "{{provider}}")],
          { alarm: 1 },
        ),
        lines(
          "Unknown, oldest",
          "s",
          "Money whose fate is not known.",
          [query("max(payments_pending_oldest_seconds)", "payments"), query("max(refunds_pending_oldest_seconds)", "refunds")],
          { warn: 30, alarm: 60 },
        ),
        lines("Unknown", "short", "How many.", [
          query("max(payments_pending)", "payments"),
          query("max(refunds_pending)", "refunds"),
        ]),
        lines("Why unknown", "ops", "By reason.", [
          query(
            (p) => `sum by (reason) (${rate("payment_provider_unknown_total", recent(p))})`,
            "{{reason}}",
            "no call's outcome was ever unknown",
          ),
        ]),
      ],
    },
    {
      title: "Stock",
      panels: [
        number(
          "Wrong levels",
          "short",
          "Levels that are not what their ledger says. Anything but 0 is a defect.",
          [query("sum(stock_levels_wrong_total)", "wrong")],
          { alarm: 1 },
        ),
        number("Levels checked", "ops", "A second; all are looked at in turn.", [
          query((p) => `sum(${rate("stock_levels_checked_total", recent(p))})`, "levels"),
        ]),
        lines("Held", "short", "Lines held for checkouts under way, and those past their end.", [
          query("max(stock_holds)", "held"),
          query("max(stock_holds_overdue)", "overdue"),
        ]),
        lines(
          "Share of the hottest variant",
          "percentunit",
          "Of the last ten seconds' lines. A sale looks like this; so does a bot.",
          [query("max(stock_hold_hottest_share)", "hottest")],
          { warn: 0.5 },
        ),
      ],
    },
  ],
};
