import type { ExperimentResult } from "./experiment.ts";
import { changeText, figureRows, sidesOf } from "./experiment-page.ts";
import { figureText } from "./figures.ts";

/** What an experiment found, for a terminal. */
export function experimentTable(result: ExperimentResult): string {
  const sides = sidesOf(result);
  const rows = figureRows(sides).map(({ what, figures }) => [
    what,
    ...figures.map((each) => (each === undefined ? "–" : figureText(each.value, each.unit))),
    changeText(figures[0], figures[1]),
  ]);
  const lines = [["", ...sides.map(({ name }) => name), "change"], ...rows];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const table = lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
  const verdict = result.held ? "held" : "DID NOT SHOW";
  return `\n${table.join("\n")}\n\n${result.name}: ${verdict}. ${result.conclusion}\n`;
}
