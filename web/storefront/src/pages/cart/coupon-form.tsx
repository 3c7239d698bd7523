import { Tag, X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { Cart } from "../../api/cart.ts";
import { useSetCoupons } from "../../api/cart-changes.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { joined } from "../../ui/joined.ts";
import { FailureLine } from "../../ui/notice.tsx";

const MAX_CODE_LENGTH = 64;

/** Vouchers of the cart with what became of them, and a place for one more. */
export function CouponForm({ cart }: { readonly cart: Cart }) {
  const { cart: texts } = useMessages();
  const announce = useAnnounce();
  const coupons = useSetCoupons();
  const [code, setCode] = useState("");
  const [isMissing, setMissing] = useState(false);
  const id = useId();

  function add(event: FormEvent): void {
    event.preventDefault();
    const wanted = code.trim();
    setMissing(wanted === "");
    if (wanted === "") {
      document.getElementById(id)?.focus();
      return;
    }
    coupons.mutate([...cart.couponCodes.filter((known) => known.toUpperCase() !== wanted.toUpperCase()), wanted], {
      onSuccess: (changed) => {
        const refusal = changed.rejectedCoupons.find((rejected) => rejected.code.toUpperCase() === wanted.toUpperCase());
        setCode("");
        announce(refusal === undefined ? texts.couponApplied(wanted) : reasonOf(refusal.reason));
      },
    });
  }

  const reasonOf = (reason: string) => texts.couponReasons[reason] ?? texts.couponOther;
  const rejected = new Map(cart.rejectedCoupons.map(({ code: refused, reason }) => [refused, reason]));
  return (
    <form className="coupon-form" onSubmit={add} noValidate>
      <div className="coupon-form__row">
        <TextField
          id={id}
          label={texts.couponLabel}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          maxLength={MAX_CODE_LENGTH}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          error={isMissing ? texts.couponMissing : undefined}
        />
        <Button type="submit" isBusy={coupons.isPending}>
          {texts.couponApply}
        </Button>
      </div>
      {coupons.error && <FailureLine error={coupons.error} />}
      {cart.couponCodes.length > 0 && (
        <ul className="coupon-form__codes">
          {cart.couponCodes.map((known) => {
            const reason = rejected.get(known);
            return (
              <li key={known} className={joined("coupon-form__code", reason !== undefined && "coupon-form__code--refused")}>
                <Tag size={16} aria-hidden="true" />
                <span>
                  <strong>{known}</strong>
                  {reason !== undefined && <span className="coupon-form__reason">{reasonOf(reason)}</span>}
                </span>
                <IconButton
                  label={texts.couponRemove(known)}
                  onClick={() => coupons.mutate(cart.couponCodes.filter((other) => other !== known))}
                >
                  <X size={16} aria-hidden="true" />
                </IconButton>
              </li>
            );
          })}
        </ul>
      )}
    </form>
  );
}
