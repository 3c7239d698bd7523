import { escapeHtml, oneLine } from "./mail.ts";

/** A mail as its parts; both forms are made from the same ones, so they cannot say different things. */
export type Page = {
  readonly shopName: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly table?: readonly TableRow[];
  /** Label and amount, the last one in bold. */
  readonly sums?: readonly (readonly [label: string, amount: string])[];
  readonly block?: { readonly title: string; readonly lines: readonly string[] };
  readonly footer: string;
};
export type TableRow = { readonly title: string; readonly detail: string; readonly amount: string };

const TEXT_WIDTH = 64;
const INK = "#1f2933";
const PALE = "#65737e";
const LINE = "#e4e7eb";

export function textOf(page: Page): string {
  const parts = [page.heading, ...page.paragraphs.map(oneLine)];
  if (page.table !== undefined) {
    parts.push(page.table.map((row) => `${leaders(row.title, row.amount)}\n  ${oneLine(row.detail)}`).join("\n"));
  }
  if (page.sums !== undefined) parts.push(page.sums.map(([label, amount]) => leaders(label, amount)).join("\n"));
  if (page.block !== undefined)
    parts.push([`${page.block.title}:`, ...page.block.lines.map((line) => `  ${oneLine(line)}`)].join("\n"));
  parts.push(`-- \n${page.shopName}\n${page.footer}`);
  return `${parts.join("\n\n")}\n`;
}

function leaders(label: string, amount: string): string {
  const title = oneLine(label);
  return `${title} ${".".repeat(Math.max(3, TEXT_WIDTH - title.length - amount.length - 2))} ${amount}`;
}

/** Tables and inline styles, because that is what mail programs understand. No pictures, no links to follow readers with. */
export function htmlOf(page: Page): string {
  const { shopName, heading, paragraphs, table = [], sums = [], block, footer } = page;
  const body = [
    `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escapeHtml(heading)}</h1>`,
    ...paragraphs.map((text) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`),
    ...(table.length + sums.length === 0 ? [] : [tableHtml(table, sums)]),
    ...(block === undefined ? [] : [blockHtml(block)]),
  ].join("\n");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(heading)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f5f7fa;color:${INK};font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<table role="presentation" width="100%" style="max-width:600px;margin:0 auto;border-collapse:collapse">
<tr><td style="padding:0 8px 12px;font-weight:700">${escapeHtml(shopName)}</td></tr>
<tr><td style="padding:32px;background:#fff;border:1px solid ${LINE};border-radius:12px">
${body}
</td></tr>
<tr><td style="padding:16px 8px;color:${PALE};font-size:13px">${escapeHtml(footer)}</td></tr>
</table>
</body></html>
`;
}

function tableHtml(rows: readonly TableRow[], sums: readonly (readonly [string, string])[]): string {
  const amount = `style="padding:8px 0 8px 16px;text-align:right;white-space:nowrap;vertical-align:top`;
  const lines = rows.map(
    (row) =>
      `<tr><td style="padding:8px 0;border-bottom:1px solid ${LINE}">${escapeHtml(row.title)}<br>` +
      `<span style="color:${PALE};font-size:13px">${escapeHtml(row.detail)}</span></td>` +
      `<td ${amount};border-bottom:1px solid ${LINE}">${escapeHtml(row.amount)}</td></tr>`,
  );
  const totals = sums.map(([label, value], index) => {
    const weight = index === sums.length - 1 ? ";font-weight:700" : "";
    return `<tr><td style="padding:8px 0${weight}">${escapeHtml(label)}</td><td ${amount}${weight}">${escapeHtml(value)}</td></tr>`;
  });
  return `<table width="100%" style="margin:0 0 16px;border-collapse:collapse">\n${[...lines, ...totals].join("\n")}\n</table>`;
}

function blockHtml({ title, lines }: NonNullable<Page["block"]>): string {
  const text = lines.map(escapeHtml).join("<br>");
  return `<p style="margin:0;padding:16px;background:#f5f7fa;border-radius:8px"><strong>${escapeHtml(title)}</strong><br>${text}</p>`;
}
