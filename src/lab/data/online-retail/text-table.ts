/** Lines of text with aligned columns; `rightAligned` are the positions of those with numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], rightAligned: readonly number[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => (rightAligned.includes(column) ? text.padStart(widths[column]!) : text.padEnd(widths[column]!)))
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)].join("\n");
}

/** "1,234.56" of pence. */
export function gbp(amountMinor: number): string {
  const pounds = Math.trunc(Math.abs(amountMinor) / 100).toLocaleString("en");
  const pence = String(Math.abs(amountMinor) % 100).padStart(2, "0");
  return `${amountMinor < 0 ? "-" : ""}${pounds}.${pence}`;
}

/** Thousandths of a pound; the third decimal is shown only where there is one. */
export function gbpFromMills(amountMills: number): string {
  const rest = Math.abs(amountMills) % 10;
  const text = gbp(Math.sign(amountMills) * ((Math.abs(amountMills) - rest) / 10));
  if (rest === 0) return text;
  return `${amountMills < 0 && !text.startsWith("-") ? "-" : ""}${text}${rest}`;
}
