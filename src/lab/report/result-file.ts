import { readFile, writeFile } from "node:fs/promises";
import { RESULT_FORMAT, type RunResult } from "../workload/open-loop/result.ts";

export async function writeResultFile(file: string, result: RunResult): Promise<void> {
  await writeFile(file, `${JSON.stringify(result)}\n`);
}

/** Throws a sentence when the file is none that `tenfold load run --json` wrote. */
export async function readResultFile(file: string): Promise<RunResult> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    throw new Error(`The result ${file} cannot be read.`);
  }
  let value: Partial<RunResult> | null;
  try {
    value = JSON.parse(text) as Partial<RunResult> | null;
  } catch {
    value = null;
  }
  if (value?.format === RESULT_FORMAT && value.totals !== undefined && value.seconds !== undefined) return value as RunResult;
  if (typeof value?.format === "number" && value.format !== RESULT_FORMAT) {
    throw new Error(`The result ${file} has format ${value.format}, and this program reads ${RESULT_FORMAT}: make it anew.`);
  }
  throw new Error(`${file} is no result of a load run: \`tenfold load run --json ${file}\` writes one.`);
}
