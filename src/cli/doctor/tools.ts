import { apt, brew, howToInstall, nginx, type Program, pathOf, pgBouncer } from "../../lab/supervisor/programs.ts";
import type { Finding } from "./finding.ts";

/** A program that the shop runs without, and what it is good for. */
type Tool = Program & { readonly for: string };

export const optionalTools: readonly Tool[] = [
  { name: "psql", for: "looking into the database by hand", debian: apt("postgresql-client"), macos: brew("libpq") },
  {
    name: "chromium",
    for: "the tests of the pages in a real browser",
    programs: [
      "chromium",
      "chromium-browser",
      "google-chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
    debian: apt("chromium"),
    macos: brew("--cask chromium"),
  },
  {
    name: "stripe-mock",
    for: "the tests of the Stripe adapter against Stripe's own description",
    debian: "go install github.com/stripe/stripe-mock@latest",
    macos: brew("stripe/stripe-mock/stripe-mock"),
  },
  { name: "promtool", for: "checking the metrics and alert rules", debian: apt("prometheus"), macos: brew("prometheus") },
  { name: "prometheus", for: "keeping and graphing the metrics", debian: apt("prometheus"), macos: brew("prometheus") },
  {
    name: "k6",
    for: "load scripts of your own",
    debian: "see https://grafana.com/docs/k6/latest/set-up/install-k6/",
    macos: brew("k6"),
  },
  { ...nginx, for: "several API processes behind one address" },
  { ...pgBouncer, for: "many processes on few database connections" },
  { name: "redis-server", for: "a cache that processes share", debian: apt("redis-server"), macos: brew("redis") },
  { name: "nats-server", for: "a queue beside the database", debian: apt("nats-server"), macos: brew("nats-server") },
];

export function checkTools(searchPath?: string): Finding[] {
  return optionalTools.map((tool) => {
    const path = pathOf(tool, searchPath);
    if (path !== undefined) return { check: tool.name, verdict: "ok", text: `${path}, for ${tool.for}` };
    return { check: tool.name, verdict: "optional", text: `not found; for ${tool.for}`, advice: howToInstall(tool) };
  });
}
