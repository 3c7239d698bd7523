// `npm run bench [-- name …]`: measures, prints a table for each benchmark and keeps the raw figures in bench/results.

/** What runs when it is asked for: `search` needs queries that do not ship, `search-scale` loads a million products first. */
const ON_REQUEST = ["search", "search-scale"];
const benches: Readonly<Record<string, () => Promise<void>>> = {
  checkout: async () => (await import("./checkout/checkout.bench.ts")).checkoutBench(),
  "checkout-http": async () => (await import("./http/checkout-http.bench.ts")).checkoutHttpBench(),
  search: async () => (await import("./search/search.bench.ts")).searchBench(),
  "search-scale": async () => (await import("./search/scale.bench.ts")).searchScaleBench(),
  "add-to-cart": async () => (await import("./http/add-to-cart.bench.ts")).addToCartBench(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(", ")}; there are: ${Object.keys(benches).join(", ")}.\n`);
  process.exit(1);
}
const usual = Object.keys(benches).filter((name) => !ON_REQUEST.includes(name));
for (const name of asked.length > 0 ? asked : usual) await benches[name]!();
process.disconnect?.();
