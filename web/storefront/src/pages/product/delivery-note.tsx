import { useQuery } from "@tanstack/react-query";
import { Truck } from "lucide-react";
import type { Variant } from "../../api/catalog.ts";
import { shippingMethods } from "../../api/shipping.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";

/** The cart shows all of them. */
const MAX_METHODS = 3;

type Props = { readonly price: NonNullable<Variant["price"]>; readonly quantity: number };

/** What it costs to have so many sent home. Its place is kept while that is not known, and when it cannot be known. */
export function DeliveryNote({ price, quantity }: Props) {
  const { product } = useMessages();
  const { country, locale } = usePreferences();
  const format = useFormat();
  const { data } = useQuery(shippingMethods(country, price.currency, price.amountMinor * quantity));
  const methods = data?.items.filter(({ kind }) => kind === "delivery").slice(0, MAX_METHODS) ?? [];
  const name = new Intl.DisplayNames([locale], { type: "region" }).of(country) ?? country;
  const costs = (amountMinor: number) => (amountMinor === 0 ? product.free : format.money(amountMinor, price.currency));
  return (
    <div className="delivery-note">
      {methods.length > 0 && (
        <>
          <Truck size={22} strokeWidth={1.5} aria-hidden="true" />
          <div>
            <p className="delivery-note__title">{product.deliveryTo(name)}</p>
            <p>{methods.map((method) => `${method.name} ${costs(method.price.amountMinor)}`).join(" · ")}</p>
          </div>
        </>
      )}
    </div>
  );
}
