import { setTimeout as delay } from "node:timers/promises";
import {
  type CancellationMatcher,
  type CancellationReport,
  createCancellationMatcher,
  type ReplayReturn,
} from "../../data/online-retail/cancellations.ts";
import { groupInvoices, type Invoice } from "../../data/online-retail/invoices.ts";
import type { ReplayOrder } from "../../data/online-retail/orders.ts";
import { readRows } from "../../data/online-retail/read.ts";
import { replayEvents } from "../../data/online-retail/replay.ts";
import type { HistoryWriter } from "../history-writer.ts";
import { createLanes } from "../lanes.ts";
import { countInvoice, createFileTally, type FileTally } from "./file-tally.ts";
import { giveBack, type ReturnOfOrder, returnKey, returnsByOrder } from "./give-back.ts";
import type { GivenBack, Journal } from "./journal.ts";
import { pauseOffers } from "./pause-offers.ts";
import { type Adjustments, placeOrder, shopperOf } from "./place-order.ts";
import { Refused, type ShopApi } from "./shop-api.ts";
import {
  countCancellation,
  countGivenBack,
  countNotGivenBack,
  countNotPlaced,
  countPlaced,
  createShopTally,
  type ShopTally,
} from "./shop-tally.ts";
import { loadSkuIndex, type SkuIndex } from "./sku-index.ts";

export type ReplayOptions = {
  readonly file: string;
  readonly api: ShopApi;
  readonly journal: Journal;
  readonly history: HistoryWriter;
  readonly runId: string;
  /** Orders under way at the same time. */
  readonly concurrency: number;
  /** Times as fast as the real year; null: as fast as it goes. */
  readonly speed: number | null;
  /** Stop after so many orders; null: all. */
  readonly limit: number | null;
  readonly onProgress?: (progress: ReplayProgress) => void;
  readonly onNotice?: (message: string) => void;
};

export type ReplayProgress = {
  readonly orders: number;
  /** Without those that an earlier run of the same name had placed. */
  readonly newOrders: number;
  readonly returns: number;
  /** Share of the file that has been read. */
  readonly shareRead: number;
  readonly elapsedMs: number;
};

export type ReplayResult = {
  readonly file: FileTally;
  readonly shop: ShopTally;
  readonly cancelled: CancellationReport;
  readonly adjustments: Adjustments;
  /** Lines that are no lines of such a file; they are in none of the counts. */
  readonly unreadableLines: number;
  readonly durationMs: number;
};

/**
 * Does the real year again: every order by its shopper, and every cancellation of an order after the orders of that shopper that were before
 * it in the file. One shopper's events are strictly in time order, different shoppers' at the same time.
 */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { api, journal, onNotice = () => undefined } = options;
  const startedAtMs = performance.now();
  const skus = await loadSkuIndex(api);
  const switchOn = await pauseOffers(api, journal, onNotice);
  const matcher = createCancellationMatcher();
  const run: Run = {
    options,
    startedAtMs,
    deps: { ...options, skus, adjustments: { agreedPrices: 0, coupons: 0, couponMinor: 0, countriesReplaced: 0 } },
    file: createFileTally(),
    shop: createShopTally(),
    shopperOfInvoice: new Map(),
    unreadableLines: 0,
    shareRead: 0,
  };
  try {
    await replayFile(run, matcher);
  } finally {
    await switchOn();
  }
  return {
    file: run.file,
    shop: run.shop,
    cancelled: matcher.report(),
    adjustments: run.deps.adjustments,
    unreadableLines: run.unreadableLines,
    durationMs: performance.now() - startedAtMs,
  };
}

type Run = {
  readonly options: ReplayOptions;
  readonly deps: Omit<ReplayOptions, "file"> & { readonly skus: SkuIndex; readonly adjustments: Adjustments };
  readonly file: FileTally;
  readonly shop: ShopTally;
  /** Whose orders those are that a cancellation may give back: invoice number to shopper. */
  readonly shopperOfInvoice: Map<string, string>;
  readonly startedAtMs: number;
  unreadableLines: number;
  shareRead: number;
};

async function replayFile(run: Run, matcher: CancellationMatcher): Promise<void> {
  const { concurrency, limit, speed } = run.options;
  const lanes = createLanes(concurrency);
  const wait = createPace(speed);
  let orders = 0;
  for await (const event of replayEvents(invoicesOf(run), matcher)) {
    if (event.kind === "order") {
      const { order } = event;
      await wait(Date.parse(order.placedAt));
      run.shopperOfInvoice.set(order.invoiceNo, shopperOf(order));
      await lanes.submit(shopperOf(order), () => placeOne(run, order));
      orders += 1;
      if (orders === limit) break;
    } else {
      const given = event.return;
      await wait(Date.parse(given.placedAt));
      // All its units are one customer's.
      const shopper = run.shopperOfInvoice.get(given.items[0]!.originalInvoiceNo)!;
      await lanes.submit(shopper, () => giveBackOne(run, given));
    }
  }
  await lanes.drain();
}

async function* invoicesOf(run: Run): AsyncGenerator<Invoice> {
  const unreadable = () => {
    run.unreadableLines += 1;
  };
  const rows = readRows(run.options.file, {
    onBadRow: unreadable,
    onProgress: ({ bytesRead, totalBytes }) => {
      run.shareRead = bytesRead / totalBytes;
    },
  });
  for await (const invoice of groupInvoices(rows, { onLateLine: unreadable })) {
    countInvoice(run.file, invoice);
    yield invoice;
  }
}

/** Holds each event back until its time has come; with no speed, never. */
function createPace(speed: number | null): (eventAtMs: number) => Promise<void> {
  const startedAtMs = performance.now();
  let firstAtMs: number | undefined;
  return async (eventAtMs) => {
    if (speed === null) return;
    firstAtMs ??= eventAtMs;
    const dueMs = startedAtMs + (eventAtMs - firstAtMs) / speed - performance.now();
    if (dueMs > 1) await delay(dueMs);
  };
}

async function placeOne(run: Run, order: ReplayOrder): Promise<void> {
  try {
    const done = run.options.journal.orders.get(order.invoiceNo);
    countPlaced(run.shop, done ?? (await placeOrder(run.deps, order)), done !== undefined);
  } catch (error) {
    countNotPlaced(run.shop, order, refusalOf(error));
  }
  showProgress(run);
}

async function giveBackOne(run: Run, given: ReplayReturn): Promise<void> {
  let refusal: string | null = null;
  let answered = 0;
  for (const part of returnsByOrder(given)) {
    try {
      countGivenBack(run.shop, part, await giveBackPart(run, part));
      answered += 1;
    } catch (error) {
      refusal = refusalOf(error);
      countNotGivenBack(run.shop, part, refusal);
    }
  }
  countCancellation(run.shop, answered > 0 ? null : refusal);
  showProgress(run);
}

async function giveBackPart(run: Run, part: ReturnOfOrder): Promise<GivenBack> {
  const { journal, runId } = run.options;
  const order = journal.orders.get(part.invoiceNo);
  if (order === undefined) throw new Refused("its order was not placed");
  return journal.returns.get(returnKey(part, runId)) ?? giveBack(run.deps, part, order.orderId);
}

/** A refusal is counted; anything else, such as a shop that is gone, ends the run, which can go on later. */
function refusalOf(error: unknown): string {
  if (error instanceof Refused) return error.code;
  throw error;
}

function showProgress({ options, shop, shareRead, startedAtMs }: Run): void {
  options.onProgress?.({
    orders: shop.placed.orders,
    newOrders: shop.placed.orders - shop.placedBefore.orders,
    returns: shop.givenBack.lines,
    shareRead,
    elapsedMs: performance.now() - startedAtMs,
  });
}
