import { writeFile } from "node:fs/promises";
import { changeText, comparisonReport, differences, otherConditions, valueText } from "../lab/report/comparison-report.ts";
import { readResultFile } from "../lab/report/result-file.ts";
import { runReport } from "../lab/report/run-report.ts";

/** Makes the page of a run from its figures. */
export async function reportPageCommand(file: string, options: { readonly out: string }): Promise<void> {
  await writeFile(options.out, runReport(await readResultFile(file)));
  process.stdout.write(`written: ${options.out}\n`);
  process.disconnect?.();
}

/** Prints two runs side by side, and makes a page of them. */
export async function reportCompareCommand(
  beforeFile: string,
  afterFile: string,
  options: { readonly out?: string },
): Promise<void> {
  const [before, after] = await Promise.all([readResultFile(beforeFile), readResultFile(afterFile)]);
  for (const difference of differences(before, after)) {
    const cells = [valueText(difference, difference.before), valueText(difference, difference.after), changeText(difference)];
    process.stdout.write(`${difference.what.padEnd(34)}${cells.map((cell) => cell.padStart(14)).join("")}\n`);
  }
  for (const line of otherConditions(before, after)) process.stdout.write(`not the same: ${line}\n`);
  if (options.out !== undefined) {
    await writeFile(options.out, comparisonReport(before, after));
    process.stdout.write(`written: ${options.out}\n`);
  }
  process.disconnect?.();
}
