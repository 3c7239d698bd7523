import { createWriteStream } from "node:fs";
import { basename } from "node:path";
import { finished } from "node:stream/promises";
import { isKnownFile } from "../lab/data/online-retail/attribution.ts";
import { importOnlineRetail } from "../lab/data/online-retail/import.ts";
import type { ReadProgress } from "../lab/data/online-retail/read.ts";
import { type NotTaken, type Survey, surveyFile } from "../lab/data/online-retail/survey.ts";
import { figuresReport, linesReport } from "../lab/data/online-retail/survey-report.ts";
import { createDatabase } from "../platform/database/database.ts";
import { Problem } from "../platform/http/problems.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import { createProgressLine } from "./progress-line.ts";
import { findDatabase } from "./running-shop.ts";

type Options = { readonly stock: string; readonly rejects?: string; readonly dryRun?: boolean };

/**
 * Surveys the file, prints where every line went and how the stated figures come out, and brings the catalogue into the shop.
 * The exit code is 2 when a file that is known by its name does not have its stated figures; then nothing is written.
 */
export async function importCommand(file: string, options: Options): Promise<void> {
  const { stock } = options;
  if (stock !== "sold" && stock !== "none") throw new Error(`--stock is "${stock}"; it must be sold or none.`);
  // The shop is looked for first: nobody wants to read of its absence after the whole file has been read.
  const databaseUrl = options.dryRun === true ? null : await findDatabase(readEnvironment());
  const survey = await readWithProgress(file, options.rejects);
  process.stdout.write(`${linesReport(survey)}\n\n`);
  const { text, allComeOut } = figuresReport(survey);
  process.stdout.write(`${text}\n\n`);
  if (!allComeOut && isKnownFile(basename(file))) {
    process.exitCode = 2;
    process.stdout.write("The stated figures do not come out: this file is not what its name says. Nothing was imported.\n");
  } else if (databaseUrl !== null) {
    await bringIn(databaseUrl, survey, stock);
  }
  process.disconnect?.();
}

async function readWithProgress(file: string, rejectsFile: string | undefined): Promise<Survey> {
  const progress = createProgressLine();
  const startedAtMs = performance.now();
  const rejects = rejectsFile === undefined ? undefined : createWriteStream(rejectsFile);
  const written = rejects === undefined ? undefined : finished(rejects);
  // Whoever waits for the file gets the error; it must not be unhandled before.
  written?.catch(() => undefined);
  const survey = await surveyFile(file, {
    onNotTaken: (notTaken) => rejects?.write(rejectLine(notTaken)),
    onProgress: (read) => progress.show(readLine(read, performance.now() - startedAtMs)),
  });
  progress.end();
  rejects?.end();
  await written;
  return survey;
}

function rejectLine({ line, reason, detail, row }: NotTaken): string {
  return `${JSON.stringify({ line, reason, ...(detail === undefined ? {} : { detail }), ...(row === undefined ? {} : { row }) })}\n`;
}

const BYTES_PER_MB = 1_000_000;

function readLine({ bytesRead, totalBytes, rows }: ReadProgress, elapsedMs: number): string {
  const share = totalBytes === 0 ? 100 : Math.round((bytesRead / totalBytes) * 100);
  const perSecond = Math.round(rows / Math.max(elapsedMs / 1_000, 0.001));
  const megabytes = `${(bytesRead / BYTES_PER_MB).toFixed(1)} of ${(totalBytes / BYTES_PER_MB).toFixed(1)} MB`;
  return `${share} %, ${megabytes}, ${rows.toLocaleString("en")} rows, ${perSecond.toLocaleString("en")} rows/s`;
}

async function bringIn(databaseUrl: string, survey: Survey, stock: "sold" | "none"): Promise<void> {
  const db = createDatabase({ url: databaseUrl, applicationName: "tenfold import", poolSize: 2 });
  const progress = createProgressLine();
  try {
    const result = await importOnlineRetail(db, survey, { stock, onProgress: (message) => progress.show(message) });
    progress.end();
    const number = (value: number) => value.toLocaleString("en");
    process.stdout.write(
      `${number(result.created)} products created, ${number(result.updated)} updated, ${number(result.unchanged)} unchanged; ` +
        `${number(result.variants)} variants and ${number(result.services)} services\n` +
        `${number(result.receivedUnits)} units received on ${number(result.stockLevels)} stock levels\n`,
    );
  } catch (error) {
    throw error instanceof Problem ? new Error(`${error.message} ${JSON.stringify(error.extensions)}`, { cause: error }) : error;
  } finally {
    await db.close();
  }
}
