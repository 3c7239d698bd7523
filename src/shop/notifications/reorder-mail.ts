import { htmlOf, type Page, textOf } from "./layout.ts";
import type { MailContent, Sender } from "./mail.ts";

export type ReorderAlert = {
  readonly variantId: number;
  readonly warehouse: string;
  /** On hand and not promised. */
  readonly available: number;
  readonly reorderLevel: number;
};
export type VariantName = { readonly sku: string; readonly name: string };

/** What the staff is told when a variant runs low in a warehouse. */
export function reorderMail(alert: ReorderAlert, variant: VariantName | null, sender: Sender): MailContent {
  const { variantId, warehouse, available, reorderLevel } = alert;
  const called = variant === null ? `variant ${variantId}` : `${variant.name} (${variant.sku})`;
  const page: Page = {
    shopName: sender.shopName,
    heading: `Reorder ${variant?.sku ?? `variant ${variantId}`} in ${warehouse}`,
    paragraphs: [
      `Of ${called}, ${available} are available in warehouse ${warehouse}. The reorder level is ${reorderLevel}.`,
      "There will be no further alert until the stock has recovered.",
    ],
    footer: `Variant ${variantId}`,
  };
  return { subject: `${page.heading} (${sender.shopName})`, text: textOf(page), html: htmlOf(page) };
}
