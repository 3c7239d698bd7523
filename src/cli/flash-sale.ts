import { MAX_BUYERS, prepareFlashSale } from "../lab/workload/flash-sale.ts";
import { noHistory, openHistory } from "../lab/workload/history-writer.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import { wholeNumber } from "./numbers.ts";
import { findAdminKey, findApi } from "./running-shop.ts";
import { saleTable } from "./sale-table.ts";

type Options = {
  readonly url?: string;
  readonly buyers: string;
  readonly units: string;
  readonly variant?: string;
  readonly retryShare: string;
  readonly seed: string;
  readonly history?: string;
  readonly adminKey?: string;
};

/** Holds a flash sale against a running shop. The exit code is 2 when not everything was sold that could be, or a buyer was left in doubt. */
export async function flashSaleCommand(options: Options): Promise<void> {
  const environment = readEnvironment();
  const retryShare = Number(options.retryShare);
  if (!(retryShare >= 0 && retryShare <= 1)) throw new Error(`--retry-share is "${options.retryShare}"; it must be from 0 to 1.`);
  const history = options.history === undefined ? noHistory : await openHistory(options.history);
  const sale = await prepareFlashSale({
    urls: await findApi(environment, options.url),
    adminKey: await findAdminKey(environment, options.adminKey),
    buyers: wholeNumber("--buyers", options.buyers, MAX_BUYERS),
    units: wholeNumber("--units", options.units),
    ...(options.variant === undefined ? {} : { variantId: wholeNumber("--variant", options.variant) }),
    retryShare,
    seed: wholeNumber("--seed", options.seed),
    history,
    onProgress: (message) => process.stderr.write(`${message}\n`),
  });
  const report = await sale.run();
  await Promise.all([sale.close(), history.close()]);
  process.stdout.write(saleTable(report));
  process.exitCode = report.passed ? 0 : 2;
  process.disconnect?.();
}
