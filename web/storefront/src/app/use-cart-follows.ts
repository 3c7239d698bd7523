import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { cartQuery } from "../api/cart.ts";
import { useChangeCurrency, useSetDelivery } from "../api/cart-changes.ts";
import { useMessages } from "../i18n/messages.tsx";
import { useAnnounce } from "../ui/announcer.tsx";
import { usePreferences } from "./preferences.tsx";
import { useCurrency } from "./use-currency.ts";

/**
 * When the shopper chooses another country or currency, the cart goes along, priced by the shop. Only a choice moves it: a cart that was
 * begun elsewhere, or whose delivery goes to another country, stays as it is.
 */
export function useCartFollows(): void {
  const { cart: texts } = useMessages();
  const { country } = usePreferences();
  const currency = useCurrency();
  const { data: cart } = useQuery(cartQuery);
  const announce = useAnnounce();
  const { mutate: changeCurrency } = useChangeCurrency();
  const { mutate: deliverTo } = useSetDelivery();
  const chosen = useRef<{ country: string; currency: string } | null>(null);

  useEffect(() => {
    if (currency === null) return;
    const before = chosen.current;
    chosen.current = { country, currency };
    if (before === null || !cart) return;
    if (currency !== before.currency && currency !== cart.currency) {
      changeCurrency(
        { country, currency },
        { onSuccess: () => announce(texts.repriced(currency)), onError: () => announce(texts.notRepriced(currency)) },
      );
    } else if (country !== before.country && country !== cart.country) {
      deliverTo({ country });
    }
  }, [country, currency, cart, changeCurrency, deliverTo, announce, texts]);
}
