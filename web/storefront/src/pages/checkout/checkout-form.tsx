import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { Link } from "wouter";
import { unfinishedAttempt } from "../../api/attempts.ts";
import type { Cart } from "../../api/cart.ts";
import { useSetDelivery } from "../../api/cart-changes.ts";
import { type SavedAddress, saveAddress } from "../../api/customer.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { emptyAddress, tidyAddress } from "../../ui/address-rules.ts";
import { ErrorSummary } from "../../ui/error-summary.tsx";
import { TextField } from "../../ui/field.tsx";
import { FailureLine } from "../../ui/notice.tsx";
import { AddressChoice } from "./address-choice.tsx";
import { DeliveryChoice } from "./delivery-choice.tsx";
import {
  type Draft,
  type DraftErrors,
  draftErrors,
  EMAIL_ID,
  errorsOfProblem,
  listErrors,
  requestOf,
  storeDraft,
  storedDraft,
} from "./draft.ts";
import { OrderReview } from "./order-review.tsx";
import { PaymentChoice } from "./payment-choice.tsx";
import { RefusalNotice } from "./refusal-notice.tsx";
import type { usePlacing } from "./use-placing.ts";

type Props = {
  readonly cart: Cart;
  readonly placing: ReturnType<typeof usePlacing>;
  readonly isCustomer: boolean;
  readonly knownEmail: string;
  readonly saved: readonly SavedAddress[];
};

const NO_ERRORS: DraftErrors = { address: {} };

export function CheckoutForm({ cart, placing, isCustomer, knownEmail, saved }: Props) {
  const { checkout: texts } = useMessages();
  const [draft, setDraft] = useState(() => startingDraft(cart, knownEmail, saved));
  const [errors, setErrors] = useState(NO_ERRORS);
  const [submits, setSubmits] = useState(0);
  const [seenTotalMinor, setSeenTotalMinor] = useState(() => unfinishedAttempt()?.request.expectedTotalMinor ?? cart.totalMinor);
  const delivery = useSetDelivery();
  const address = saved.find(({ id }) => id === draft.savedAddressId)?.address ?? draft.address;
  const { refusal } = placing;

  useEffect(() => storeDraft(draft), [draft]);
  // Prices, tax and delivery depend on the country, so the cart goes where the address is.
  const { mutate: deliverTo } = delivery;
  useEffect(() => {
    if (address.country !== cart.country) deliverTo({ country: address.country });
  }, [address.country, cart.country, deliverTo]);
  useEffect(() => {
    if (refusal?.kind !== "invalid") return;
    setErrors(errorsOfProblem(refusal.errors, texts.required));
    setSubmits((count) => count + 1);
  }, [refusal, texts]);

  const change = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));

  function pay(totalMinor: number): void {
    const found = draftErrors(draft, texts.required);
    setErrors(found);
    setSubmits((count) => count + 1);
    if (listErrors(found).length > 0) {
      placing.dismiss();
      return;
    }
    setSeenTotalMinor(totalMinor);
    // It is the account's from now on, whatever becomes of the order; that it cannot be kept is no reason not to order.
    if (isCustomer && draft.savedAddressId === null && draft.keepsAddress) {
      saveAddress({ address: tidyAddress(address), isDefault: false }).catch(() => undefined);
      change({ keepsAddress: false });
    }
    placing.place(cart, requestOf(draft, address, { shippingMethod: cart.shippingMethod?.id ?? null, totalMinor }));
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!placing.isPlacing) pay(cart.totalMinor);
  }

  const wrong = listErrors(errors);
  return (
    <form className="checkout__columns" onSubmit={submit} noValidate>
      <div className="checkout__form">
        {wrong.length > 0 && <ErrorSummary key={submits} title={texts.errorsTitle(wrong.length)} errors={wrong} />}
        {refusal !== null && (
          <RefusalNotice
            key={`refusal ${placing.tries}`}
            refusal={refusal}
            cart={cart}
            seenTotalMinor={seenTotalMinor}
            onRetry={placing.retry}
            onAccept={pay}
            onSolved={placing.dismiss}
          />
        )}
        <Part title={texts.contact}>
          <TextField
            id={EMAIL_ID}
            type="email"
            inputMode="email"
            autoComplete="email"
            label={texts.email}
            hint={texts.emailHint}
            value={draft.email}
            onChange={(event) => change({ email: event.target.value })}
            error={errors.email}
            required
          />
          {!isCustomer && (
            <p className="checkout__aside">
              {texts.haveAccount} <Link href={`${paths.account}?next=${paths.checkout}`}>{texts.logIn}</Link>
            </p>
          )}
        </Part>
        <Part title={texts.address}>
          <AddressChoice
            saved={saved}
            savedId={draft.savedAddressId}
            onChoose={(chosen) => change({ savedAddressId: chosen?.id ?? null })}
            address={draft.address}
            onChange={(changed) => change({ address: changed })}
            errors={errors.address}
            isCustomer={isCustomer}
            keepsAddress={draft.keepsAddress}
            onKeep={(keepsAddress) => change({ keepsAddress })}
          />
          {delivery.error && <FailureLine error={delivery.error} />}
        </Part>
        <Part title={texts.delivery}>
          <DeliveryChoice cart={cart} />
        </Part>
        <Part title={texts.payment}>
          <PaymentChoice token={draft.token} onChoose={(token) => change({ token })} />
        </Part>
      </div>
      <OrderReview cart={cart} totalMinor={cart.totalMinor} isPlacing={placing.isPlacing} isSlow={placing.isSlow} />
    </form>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="checkout__part">
      <legend>
        <h2>{title}</h2>
      </legend>
      {children}
    </fieldset>
  );
}

function startingDraft(cart: Cart, knownEmail: string, saved: readonly SavedAddress[]): Draft {
  const usual = saved.find(({ isDefault }) => isDefault) ?? saved[0];
  const stored = storedDraft();
  if (stored !== null) {
    const stillSaved = saved.some(({ id }) => id === stored.savedAddressId);
    return { ...stored, email: stored.email || knownEmail, savedAddressId: stillSaved ? stored.savedAddressId : null };
  }
  return {
    email: knownEmail,
    address: emptyAddress(cart.country),
    savedAddressId: usual?.id ?? null,
    keepsAddress: saved.length === 0,
    token: "ok",
  };
}
