/** A message to one person, before it is put into the form that travels. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Stays the same when a mail is sent again, so that readers and mailboxes show it once. */
  readonly messageId: string;
  /** Names the mail among files: order number and kind. */
  readonly reference: string;
};

export type MailContent = Pick<Mail, "subject" | "text" | "html">;

/** What every mail says about its sender. */
export type Sender = {
  readonly shopName: string;
  /** RFC 5322 address, without a name. */
  readonly from: string;
  /** BCP 47; how money and dates are written. */
  readonly locale: string;
};

/** RFC 5321's longest path. */
const MAX_ADDRESS_LENGTH = 254;
const RESERVED = new Set([...' <>(),;:"[]\\']);

/** One plain address: nothing that a header or an SMTP command would read as more than that. */
export function isPlainAddress(address: string): boolean {
  const at = address.lastIndexOf("@");
  if (at < 1 || at === address.length - 1 || address.length > MAX_ADDRESS_LENGTH) return false;
  return [...address.slice(0, at), ...address.slice(at + 1)].every(
    (character) => character !== "@" && isPlainCharacter(character),
  );
}

function isPlainCharacter(character: string): boolean {
  return character > " " && character !== "\x7f" && !RESERVED.has(character);
}

/** Text of shoppers and catalogues in one line: without line ends and other control characters. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

export function escapeHtml(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

type MoneyFormat = { readonly format: Intl.NumberFormat; readonly digits: number };

/** Made once per locale and currency, of which a shop has few: making one costs more than the rest of a mail. */
const moneyFormats = new Map<string, MoneyFormat>();

function moneyFormat(currency: string, locale: string): MoneyFormat {
  const key = `${locale} ${currency}`;
  let known = moneyFormats.get(key);
  if (known === undefined) {
    const format = new Intl.NumberFormat(locale, { style: "currency", currency });
    known = { format, digits: format.resolvedOptions().maximumFractionDigits ?? 2 };
    moneyFormats.set(key, known);
  }
  return known;
}

/** An amount in minor units as people of the locale write it, exact to the last digit. */
export function formatMoney(amountMinor: number, currency: string, locale: string): string {
  const { format, digits } = moneyFormat(currency, locale);
  const units = String(Math.abs(amountMinor)).padStart(digits + 1, "0");
  const decimal = digits === 0 ? units : `${units.slice(0, -digits)}.${units.slice(-digits)}`;
  return format.format(`${amountMinor < 0 ? "-" : ""}${decimal}` as Intl.StringNumericLiteral);
}
