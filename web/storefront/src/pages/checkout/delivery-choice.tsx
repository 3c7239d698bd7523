import { useQuery } from "@tanstack/react-query";
import type { Cart } from "../../api/cart.ts";
import { useSetDelivery } from "../../api/cart-changes.ts";
import { shippingMethods } from "../../api/shipping.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { ChoiceCard } from "../../ui/choice.tsx";
import { FailureLine } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** The ways to the country of the address. What the chosen one costs is the cart's figure; the others begin at theirs. */
export function DeliveryChoice({ cart }: { readonly cart: Cart }) {
  const { checkout: texts, cart: cartTexts } = useMessages();
  const { money } = useFormat();
  const { data, error } = useQuery(shippingMethods(cart.country, cart.currency, cart.subtotalMinor - cart.discountMinor));
  const delivery = useSetDelivery();
  const chosen = delivery.isPending ? delivery.variables.shippingMethod : cart.shippingMethod?.id;
  if (error) return <FailureLine error={error} />;
  if (data === undefined) return <Skeleton height="8rem" />;
  if (data.items.length === 0) return <p className="failure-line">{texts.noDelivery}</p>;

  function priceOf({ id, price }: { readonly id: string; readonly price: { readonly amountMinor: number } }): string {
    if (id === cart.shippingMethod?.id) {
      return cart.shippingMinor === 0 ? cartTexts.shippingFree : money(cart.shippingMinor, cart.currency);
    }
    if (price.amountMinor === 0) return cartTexts.shippingFree;
    return texts.deliveryFrom(money(price.amountMinor, cart.currency));
  }

  return (
    <div className="checkout__choices">
      {data.items.map((method) => (
        <ChoiceCard
          key={method.id}
          name="shipping"
          value={method.id}
          isChecked={method.id === chosen}
          onChoose={() => delivery.mutate({ shippingMethod: method.id })}
          title={texts.methods[method.id] ?? method.name}
          aside={priceOf(method)}
        />
      ))}
      {delivery.error && <FailureLine error={delivery.error} />}
    </div>
  );
}
