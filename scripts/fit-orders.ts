// Fits the distributions that generated shops follow to the real orders: `node bin/run.mjs scripts/fit-orders.ts`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fitOrders } from "../src/lab/data/generate/fit.ts";
import { projectRoot } from "../src/platform/topology/topology.ts";

const fitted = await fitOrders(join(projectRoot, "data/online-retail/online-retail.csv.gz"));
const members = Object.entries(fitted).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`);
writeFileSync(
  join(projectRoot, "src/lab/data/generate/fitted.ts"),
  `import type { Fitted } from "./fit.ts";

/** Made by \`node bin/run.mjs scripts/fit-orders.ts\` from the orders of a UK gift shop's year (Chen, 2015, CC BY 4.0). */
export const fitted: Fitted = {
${members.join("\n")}
};
`,
);
process.disconnect?.();
