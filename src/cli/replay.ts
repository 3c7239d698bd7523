import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { noHistory, openHistory } from "../lab/workload/history-writer.ts";
import { createHttpClient } from "../lab/workload/http-client.ts";
import { openJournal } from "../lab/workload/online-retail/journal.ts";
import { type ReplayProgress, replay } from "../lab/workload/online-retail/replay.ts";
import { reportOf, reportText } from "../lab/workload/online-retail/replay-report.ts";
import { createShopApi } from "../lab/workload/online-retail/shop-api.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import { wholeNumber } from "./numbers.ts";
import { createProgressLine } from "./progress-line.ts";
import { findAdminKey, findApi } from "./running-shop.ts";

type Options = {
  readonly url?: string;
  readonly adminKey?: string;
  readonly speed: string;
  readonly concurrency: string;
  readonly limit?: string;
  readonly run?: string;
  readonly history?: string;
  readonly json?: boolean;
};

const MAX_CONCURRENCY = 256;
/** Part of idempotency keys and coupon codes. */
const RUN_ID = /^[A-Za-z0-9-]{1,32}$/;

/** Replays the file and prints the report; the exit code is 2 when something was not done or is not explained. */
export async function replayCommand(file: string, options: Options): Promise<void> {
  const environment = readEnvironment();
  const concurrency = wholeNumber("--concurrency", options.concurrency, MAX_CONCURRENCY, 1);
  const limit = options.limit === undefined ? null : wholeNumber("--limit", options.limit, Number.MAX_SAFE_INTEGER, 1);
  const runId = options.run ?? randomBytes(4).toString("hex");
  if (!RUN_ID.test(runId)) throw new Error(`--run is "${runId}"; it must be 1 to 32 letters, digits or hyphens.`);
  const urls = await findApi(environment, options.url);
  const adminKey = await findAdminKey(environment, options.adminKey);

  const http = createHttpClient({ urls, connections: concurrency });
  const journal = await openJournal(join(environment.dataDirectory, "replays", `${runId}.ndjson`));
  const history = options.history === undefined ? noHistory : await openHistory(options.history);
  const progress = createProgressLine();
  process.stderr.write(`tenfold: run ${runId}; \`--run ${runId}\` goes on with it\n`);
  try {
    const result = await replay({
      file,
      api: createShopApi(http, adminKey),
      journal,
      history,
      runId,
      concurrency,
      speed: speedOf(options.speed),
      limit,
      onProgress: (done) => progress.show(progressText(done)),
      onNotice: (message) => process.stderr.write(`tenfold: ${message}\n`),
    });
    progress.end();
    const report = reportOf(result, http.retries());
    process.stdout.write(`${options.json === true ? JSON.stringify(report, null, 2) : reportText(report)}\n`);
    process.exitCode = report.isWhole ? 0 : 2;
  } finally {
    journal.close();
    await history.close();
    await http.close();
    process.disconnect?.();
  }
}

function speedOf(text: string): number | null {
  if (text === "max") return null;
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new Error(`--speed is "${text}"; it must be max or a number above 0, such as 1000 for a thousand times as fast.`);
}

function progressText({ orders, newOrders, returns, shareRead, elapsedMs }: ReplayProgress): string {
  const seconds = elapsedMs / 1_000;
  const left = shareRead > 0 ? Math.round((seconds / shareRead) * (1 - shareRead)) : 0;
  const rate = (newOrders / Math.max(seconds, 0.001)).toFixed(0);
  return `${Math.round(shareRead * 100)} %, ${orders.toLocaleString("en")} orders, ${returns.toLocaleString("en")} returns, ${rate} orders/s, ${left} s left`;
}
