import type { Cart, CartLine } from "../../api/cart.ts";
import { useSetCoupons, useSetQuantity } from "../../api/cart-changes.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { ErrorSummary } from "../../ui/error-summary.tsx";
import { FailureLine } from "../../ui/notice.tsx";
import { useProblemSentence } from "../../ui/problem-sentence.ts";
import { PAYMENT_ID } from "./draft.ts";
import type { Refusal, SoldOutLine } from "./refusals.ts";

type Props = {
  readonly refusal: Refusal;
  readonly cart: Cart;
  /** The total that was refused. */
  readonly seenTotalMinor: number;
  readonly onRetry: () => void;
  readonly onAccept: (totalMinor: number) => void;
  readonly onSolved: () => void;
};

/** Why the order was not placed, that nothing was charged, and what to do about it, right here. */
export function RefusalNotice({ refusal, cart, seenTotalMinor, onRetry, onAccept, onSolved }: Props) {
  const { checkout: texts, cart: cartTexts } = useMessages();
  const { money } = useFormat();
  const sentenceOf = useProblemSentence();
  const price = (amountMinor: number) => money(amountMinor, cart.currency);
  switch (refusal.kind) {
    case "sold-out":
      return <SoldOut lines={refusal.lines} cart={cart} onSolved={onSolved} />;
    case "declined":
      return (
        <ErrorSummary
          title={texts.declinedTitle}
          actions={<Button onClick={() => document.getElementById(PAYMENT_ID)?.focus()}>{texts.chooseOther}</Button>}
        >
          <p>
            {refusal.declineCode !== null && texts.declinedReasons[refusal.declineCode]} {texts.declinedText}
          </p>
        </ErrorSummary>
      );
    case "price-changed":
      return (
        <ErrorSummary
          title={texts.priceChangedTitle}
          actions={
            <Button kind="primary" onClick={() => onAccept(refusal.totalMinor)}>
              {texts.acceptPrice(price(refusal.totalMinor))}
            </Button>
          }
        >
          <p>
            {texts.priceChangedText(price(seenTotalMinor), price(refusal.totalMinor))} {texts.priceChangedTax}
          </p>
        </ErrorSummary>
      );
    case "coupon":
      return <CouponRefused code={refusal.code} reason={refusal.reason} cart={cart} onSolved={onSolved} />;
    case "unknown":
      return (
        <ErrorSummary
          title={refusal.isBusy ? texts.busyTitle : texts.unknownTitle}
          actions={
            <Button kind="primary" onClick={onRetry}>
              {texts.retry}
            </Button>
          }
        >
          <p>{refusal.isBusy ? texts.busyText : texts.unknownText}</p>
        </ErrorSummary>
      );
    case "cart-changed":
      return (
        <ErrorSummary title={texts.cartChangedTitle} actions={<ButtonLink href={paths.cart}>{cartTexts.viewCart}</ButtonLink>}>
          <p>{texts.cartChangedText}</p>
        </ErrorSummary>
      );
    case "not-sellable":
      return (
        <ErrorSummary title={texts.notSellableTitle} actions={<ButtonLink href={paths.cart}>{texts.editCart}</ButtonLink>}>
          <p>{texts.notSellableText}</p>
        </ErrorSummary>
      );
    case "shipping":
      return (
        <ErrorSummary title={texts.shippingTitle}>
          <p>{texts.shippingText}</p>
        </ErrorSummary>
      );
    case "refused":
      return (
        <ErrorSummary title={texts.refusedTitle}>
          <p>{sentenceOf(refusal.error)}</p>
        </ErrorSummary>
      );
    // The fields themselves say what is wrong, and a cart that is gone is not shown.
    default:
      return null;
  }
}

type SoldOutProps = { readonly lines: readonly SoldOutLine[]; readonly cart: Cart; readonly onSolved: () => void };

function SoldOut({ lines, cart, onSolved }: SoldOutProps) {
  const { checkout: texts } = useMessages();
  const change = useSetQuantity();
  const inCart = new Map<number, CartLine>(cart.lines.map((line) => [line.variantId, line]));
  // What the shopper has changed since is no matter any more.
  const open = lines.filter(({ variantId, available }) => (inCart.get(variantId)?.quantity ?? 0) > available);

  function take(variantId: number, quantity: number): void {
    change.mutate({ variantId, quantity }, { onSuccess: () => open.length <= 1 && onSolved() });
  }

  if (open.length === 0) return null;
  return (
    <ErrorSummary title={texts.soldOutTitle}>
      <p>{texts.soldOutText}</p>
      <ul className="checkout__sold-out">
        {open.map(({ variantId, available }) => {
          const line = inCart.get(variantId)!;
          return (
            <li key={variantId}>
              <span>{texts.soldOutLine(line.name, line.quantity, available)}</span>
              <span className="checkout__sold-out-ways">
                {available > 0 && (
                  <Button size="small" isBusy={change.isPending} onClick={() => take(variantId, available)}>
                    {texts.takeAvailable(available)}
                  </Button>
                )}
                <Button size="small" isBusy={change.isPending} onClick={() => take(variantId, 0)}>
                  {texts.removeItem}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      {change.error && <FailureLine error={change.error} />}
    </ErrorSummary>
  );
}

type CouponProps = {
  readonly code: string;
  readonly reason: string;
  readonly cart: Cart;
  readonly onSolved: () => void;
};

function CouponRefused({ code, reason, cart, onSolved }: CouponProps) {
  const { checkout: texts, cart: cartTexts } = useMessages();
  const coupons = useSetCoupons();
  const others = cart.couponCodes.filter((other) => other.toUpperCase() !== code.toUpperCase());
  return (
    <ErrorSummary
      title={texts.couponTitle(code)}
      actions={
        <Button isBusy={coupons.isPending} onClick={() => coupons.mutate(others, { onSuccess: onSolved })}>
          {texts.couponRemove}
        </Button>
      }
    >
      <p>
        {cartTexts.couponReasons[reason] ?? cartTexts.couponOther} {texts.couponText}
      </p>
      {coupons.error && <FailureLine error={coupons.error} />}
    </ErrorSummary>
  );
}
