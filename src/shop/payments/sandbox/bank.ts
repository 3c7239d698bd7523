import type { Clock } from "../../../platform/clock.ts";
import type { Behaviour } from "./behaviour.ts";
import type { Book, ChargeEntry, RefundEntry } from "./book.ts";
import type { ChargeOrder, RefundOrder } from "./requests.ts";

/** What the sandbox decides about money, between the book and HTTP. */
export type Bank = {
  /** The entry to answer with, and whether it was made just now; null: that payment id stands for another charge. */
  readonly charge: (order: ChargeOrder) => { readonly entry: ChargeEntry; readonly isNew: boolean } | null;
  readonly refund: (order: RefundOrder) => { readonly entry: RefundEntry; readonly isNew: boolean } | null;
};

type BankOptions = {
  readonly book: Book;
  readonly clock: Clock;
  readonly random: () => number;
  readonly behaviour: () => Behaviour;
};

/** Tokens that pay; how two of them answer is the business of HTTP. */
const PAYING_TOKENS = new Set(["ok", "slow", "timeout-after-charge"]);

export function createBank({ book, clock, random, behaviour }: BankOptions): Bank {
  function declineCode(token: string): string | null {
    if (token === "declined") return "card_declined";
    if (!PAYING_TOKENS.has(token)) return "invalid_token";
    const { declineRate } = behaviour();
    return declineRate > 0 && random() < declineRate ? "card_declined" : null;
  }

  function refusal(order: RefundOrder): string | null {
    const charge = book.charge(order.paymentId);
    if (charge === undefined) return "charge_not_found";
    if (charge.outcome !== "paid") return "charge_not_paid";
    if (charge.currency !== order.currency) return "currency_mismatch";
    return book.refundedMinor(order.paymentId) + order.amountMinor > charge.amountMinor ? "amount_exceeds_charge" : null;
  }

  return {
    charge(order) {
      const earlier = book.charge(order.paymentId);
      if (earlier !== undefined) return isSame(earlier, order) ? { entry: earlier, isNew: false } : null;
      const { token, ...facts } = order;
      const code = declineCode(token);
      const entry = book.add<ChargeEntry>({
        type: "charge",
        ...facts,
        outcome: code === null ? "paid" : "declined",
        declineCode: code,
        reference: `sbx_ch_${order.paymentId}`,
        createdAt: clock.now().toISOString(),
      });
      return { entry, isNew: true };
    },
    refund(order) {
      const earlier = book.refund(order.refundId);
      if (earlier !== undefined) return isSame(earlier, order) ? { entry: earlier, isNew: false } : null;
      const reason = refusal(order);
      const entry = book.add<RefundEntry>({
        type: "refund",
        ...order,
        outcome: reason === null ? "refunded" : "refused",
        reason,
        reference: `sbx_re_${order.refundId}`,
        createdAt: clock.now().toISOString(),
      });
      return { entry, isNew: true };
    },
  };
}

function isSame(earlier: ChargeEntry | RefundEntry, order: Omit<ChargeOrder, "token">): boolean {
  return (
    earlier.paymentId === order.paymentId &&
    earlier.orderId === order.orderId &&
    earlier.shopperId === order.shopperId &&
    earlier.amountMinor === order.amountMinor &&
    earlier.currency === order.currency
  );
}
