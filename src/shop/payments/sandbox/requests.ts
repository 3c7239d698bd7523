/** What may be asked of the sandbox, checked field by field. A string is the sentence that says what is wrong. */
export type ChargeOrder = {
  readonly paymentId: string;
  readonly orderId: string;
  readonly shopperId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly token: string;
};
export type RefundOrder = Omit<ChargeOrder, "token"> & { readonly refundId: string };

/** A full book of the largest charges still adds up to an exact number: 3 million × 10⁹ < 2⁵³. */
export const MAX_AMOUNT_MINOR = 1_000_000_000;
const ID = /^[\w-]{1,64}$/;
const CURRENCY = /^[A-Z]{3}$/;
const MAX_TOKEN_LENGTH = 200;

export function parseChargeOrder(body: unknown): ChargeOrder | string {
  const fields = parseCommon(body);
  if (typeof fields === "string") return fields;
  const { token } = body as Record<string, unknown>;
  if (typeof token !== "string" || token.length > MAX_TOKEN_LENGTH) {
    return `token must be a text of at most ${MAX_TOKEN_LENGTH} characters.`;
  }
  return { ...fields, token };
}

export function parseRefundOrder(body: unknown): RefundOrder | string {
  const fields = parseCommon(body);
  if (typeof fields === "string") return fields;
  const { refundId } = body as Record<string, unknown>;
  return isId(refundId) ? { ...fields, refundId } : idSentence("refundId");
}

function parseCommon(body: unknown): Omit<ChargeOrder, "token"> | string {
  if (typeof body !== "object" || body === null) return "The body must be a JSON object.";
  const { paymentId, orderId, shopperId, amountMinor, currency } = body as Record<string, unknown>;
  if (!isId(paymentId)) return idSentence("paymentId");
  if (!isId(orderId)) return idSentence("orderId");
  if (!isId(shopperId)) return idSentence("shopperId");
  if (!Number.isInteger(amountMinor) || (amountMinor as number) < 1 || (amountMinor as number) > MAX_AMOUNT_MINOR) {
    return `amountMinor must be a whole number from 1 to ${MAX_AMOUNT_MINOR}.`;
  }
  if (typeof currency !== "string" || !CURRENCY.test(currency)) return "currency must be three capital letters (ISO 4217).";
  return { paymentId, orderId, shopperId, amountMinor: amountMinor as number, currency };
}

function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

function idSentence(name: string): string {
  return `${name} must be 1 to 64 letters, digits, hyphens or underscores.`;
}
