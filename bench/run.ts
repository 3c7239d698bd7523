// `npm run bench [-- name …]`: measures, prints a table for each benchmark and keeps the raw figures in bench/results.

/** What runs when it is asked for: `product-page` and `point-reads` load a million products first, `lists` generates a shop, `search` needs queries that do not ship, `search-scale` loads a million products first, `peers` installs two other shops, `mixed` takes minutes and `mixed-memory` an hour, `size` loads 33 million rows. */
const ON_REQUEST = ["product-page", "point-reads", "lists", "search", "search-scale", "peers", "mixed", "mixed-memory", "size"];
const benches: Readonly<Record<string, () => Promise<void>>> = {
  checkout: async () => (await import("./checkout/checkout.bench.ts")).checkoutBench(),
  "checkout-http": async () => (await import("./http/checkout-http.bench.ts")).checkoutHttpBench(),
  "product-page": async () => (await import("./reads/product-page.bench.ts")).productPageBench(),
  lists: async () => (await import("./reads/lists.bench.ts")).listsBench(),
  "point-reads": async () => (await import("./reads/point-reads.bench.ts")).pointReadsBench(),
  search: async () => (await import("./search/search.bench.ts")).searchBench(),
  "search-scale": async () => (await import("./search/scale.bench.ts")).searchScaleBench(),
  generate: async () => (await import("./generate/generate.bench.ts")).generateBench(),
  size: async () => (await import("./size/size.bench.ts")).sizeBench(),
  "add-to-cart": async () => (await import("./http/add-to-cart.bench.ts")).addToCartBench(),
  processes: async () => (await import("./http/processes.bench.ts")).processesBench(),
  overload: async () => (await import("./http/overload.bench.ts")).overloadBench(),
  peers: async () => (await import("./peers/peers.bench.ts")).peersBench(),
  mixed: async () => (await import("./mixed/mixed.bench.ts")).mixedBench(),
  "mixed-memory": async () => (await import("./mixed/mixed.bench.ts")).mixedMemoryBench(),
  "load-client": async () => (await import("./mixed/load-client.bench.ts")).loadClientBench(),
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
