// A process that begins a job and never ends it: `node worker.fixture.ts <database url>`.
import { createLogger } from "../telemetry/logger.ts";
import { createPgBossJobs } from "./pg-boss-jobs.ts";

const jobs = createPgBossJobs({ url: process.argv[2]!, logger: createLogger({ level: "silent", pretty: false }) });
jobs.define("test.crash", { attempts: 3, firstRetryMs: 1_000, pollMs: 500 }, ({ n }) => {
  console.log(`working on ${n}`);
  return new Promise(() => undefined);
});
await jobs.start();
