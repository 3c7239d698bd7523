import type { Address, CheckoutRequest } from "../../api/checkout.ts";
import type { Messages } from "../../i18n/locales.ts";
import type { AddressErrors, AddressField } from "../../ui/address-fields.tsx";
import { addressErrors, looksLikeEmail, tidyAddress } from "../../ui/address-rules.ts";

/** What the sandbox does with each of its tokens. */
export const SANDBOX_TOKENS = ["ok", "declined", "slow", "timeout-after-charge"] as const;
export type SandboxToken = (typeof SANDBOX_TOKENS)[number];

/** What a shopper has filled in so far. */
export type Draft = {
  readonly email: string;
  readonly address: Address;
  /** One of the account's addresses; null: the one that is typed. */
  readonly savedAddressId: string | null;
  readonly keepsAddress: boolean;
  readonly token: SandboxToken;
};

export type DraftErrors = { readonly email?: string; readonly address: AddressErrors; readonly payment?: string };

const KEY = "tenfold.checkout-draft";

/** For this tab only: a reload keeps what was typed, and the next person at this computer does not find it. */
export function storedDraft(): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

export function storeDraft(draft: Draft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Without storage a reload forgets it.
  }
}

export function draftErrors(draft: Draft, sentences: Messages["checkout"]["required"]): DraftErrors {
  const email = draft.email.trim();
  const emailError = email === "" ? sentences.email : looksLikeEmail(email) ? undefined : sentences.emailForm;
  return {
    ...(emailError === undefined ? {} : { email: emailError }),
    address: draft.savedAddressId === null ? addressErrors(draft.address, sentences) : {},
  };
}

export const EMAIL_ID = "checkout-email";
export const ADDRESS_PREFIX = "checkout";
export const PAYMENT_ID = "checkout-payment";

/** In the order of the page, with the id of the field that each belongs to. */
export function listErrors({ email, address, payment }: DraftErrors): { readonly id: string; readonly sentence: string }[] {
  const fields = Object.entries(address).map(([field, sentence]) => ({ id: `${ADDRESS_PREFIX}-${field}`, sentence }));
  return [
    ...(email === undefined ? [] : [{ id: EMAIL_ID, sentence: email }]),
    ...fields,
    ...(payment === undefined ? [] : [{ id: PAYMENT_ID, sentence: payment }]),
  ];
}

/** What the shop found wrong, at the fields that it means. */
export function errorsOfProblem(
  errors: readonly { readonly path: string }[],
  sentences: Messages["checkout"]["required"],
): DraftErrors {
  const address: Partial<Record<AddressField, string>> = {};
  let email: string | undefined;
  let payment: string | undefined;
  for (const { path } of errors) {
    const field = /^\/body\/shippingAddress\/(\w+)/.exec(path)?.[1] as AddressField | undefined;
    if (field !== undefined) address[field] = sentences.other;
    else if (path.startsWith("/body/email")) email = sentences.emailForm;
    else if (path.startsWith("/body/payment")) payment = sentences.payment;
  }
  return { address, ...(email === undefined ? {} : { email }), ...(payment === undefined ? {} : { payment }) };
}

export type Seen = { readonly shippingMethod: string | null; readonly totalMinor: number };

/** What is sent: the total that the shopper saw goes along, so that nobody pays another one. */
export function requestOf(draft: Draft, address: Address, { shippingMethod, totalMinor }: Seen): CheckoutRequest {
  return {
    email: draft.email.trim(),
    shippingAddress: tidyAddress(address),
    ...(shippingMethod === null ? {} : { shippingMethod }),
    payment: { provider: "sandbox", token: draft.token },
    expectedTotalMinor: totalMinor,
  };
}
