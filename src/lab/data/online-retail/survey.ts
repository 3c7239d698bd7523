import type { CatalogueProduct } from "../../../shop/catalog/demo-catalogue.ts";
import { createCatalogueBuilder } from "./catalogue.ts";
import { classify, type RejectReason } from "./classify.ts";
import { createDistributionCounter, type Distribution } from "./distribution.ts";
import { createFiguresCounter, type Figures, type Tally } from "./figures.ts";
import { groupInvoices } from "./invoices.ts";
import { type ReadProgress, readRows } from "./read.ts";
import type { Row } from "./row.ts";
import { type CatalogueService, createServicesBuilder } from "./services.ts";

/** Why a line of the file makes nothing of the catalogue. */
export type NotTakenReason = RejectReason | "code-is-not-a-product" | "malformed" | "invoice-was-closed";

export type NotTaken = {
  /** Line of the file, the header being line 1. */
  readonly line: number;
  readonly reason: NotTakenReason;
  /** For a malformed line what is wrong with it. */
  readonly detail?: string;
  readonly row?: Row;
};

/** All that one reading of the file tells. */
export type Survey = {
  readonly figures: Figures;
  readonly distribution: Distribution;
  readonly products: readonly CatalogueProduct[];
  readonly services: readonly CatalogueService[];
  /** Money in thousandths of a pound; malformed lines have none. */
  readonly notTaken: ReadonlyMap<NotTakenReason, Tally>;
};

export type SurveyOptions = {
  readonly onNotTaken?: (notTaken: NotTaken) => void;
  readonly onProgress?: (progress: ReadProgress) => void;
};

/** Reads the file once, in memory that does not grow with it. Throws as `readRows` does. */
export async function surveyFile(file: string, options: SurveyOptions = {}): Promise<Survey> {
  const figures = createFiguresCounter();
  const distribution = createDistributionCounter();
  const catalogue = createCatalogueBuilder();
  const services = createServicesBuilder();
  const notTaken = new Map<NotTakenReason, { lines: number; amountMills: number }>();

  function leaveOut(left: NotTaken): void {
    const tally = notTaken.get(left.reason) ?? { lines: 0, amountMills: 0 };
    notTaken.set(left.reason, tally);
    tally.lines += 1;
    if (left.row !== undefined) tally.amountMills += left.row.quantity * left.row.unitPriceMills;
    options.onNotTaken?.(left);
  }

  const rows = readRows(file, {
    onBadRow: ({ line, reason }) => leaveOut({ line, reason: "malformed", detail: reason }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const invoices = groupInvoices(rows, { onLateLine: (row) => leaveOut({ line: row.line, reason: "invoice-was-closed", row }) });
  for await (const invoice of invoices) {
    figures.add(invoice);
    distribution.add(invoice);
    for (const row of invoice.rows) {
      catalogue.add(row);
      services.add(row);
      const reason = reasonAgainst(row);
      if (reason !== null) leaveOut({ line: row.line, reason, row });
    }
  }
  return {
    figures: figures.figures(),
    distribution,
    products: catalogue.build(),
    services: services.build(),
    notTaken,
  };
}

function reasonAgainst(row: Row): NotTakenReason | null {
  const verdict = classify(row);
  if (verdict.kind === "rejected") return verdict.reason;
  return verdict.item === "service" ? "code-is-not-a-product" : null;
}
