import type { Jobs } from "../../platform/jobs/jobs.ts";
import type { SearchEngine } from "./engine.ts";

declare module "../../platform/jobs/jobs.ts" {
  interface JobTypes {
    "search.maintain": Record<string, never>;
  }
}

/** Before `jobs.start`. Once a night the engines look after their statistics. */
export function defineSearchUpkeep(jobs: Jobs, { kept }: { readonly kept: readonly SearchEngine[] }): void {
  jobs.define("search.maintain", { exclusive: true }, async () => {
    for (const engine of kept) await engine.maintain();
  });
  jobs.schedule("search.maintain", "17 3 * * *", {});
}
