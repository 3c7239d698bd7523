import { useState } from "react";
import type { Cart, CartLine } from "../../api/cart.ts";
import { useRestoreLine, useSetQuantity } from "../../api/cart-changes.ts";
import { useLineProducts } from "../../api/line-products.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { useMessages } from "../../i18n/messages.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { FailureLine } from "../../ui/notice.tsx";
import { CartLineRow } from "./cart-line-row.tsx";

/** What is in the cart, and what was just taken out of it. */
export function CartLines({ cart }: { readonly cart: Cart }) {
  const { cart: texts } = useMessages();
  const { display } = usePreferences();
  const announce = useAnnounce();
  const products = useLineProducts(
    cart.lines.map(({ variantId }) => variantId),
    display,
  );
  const [removed, setRemoved] = useState<CartLine | null>(null);
  const setQuantity = useSetQuantity();
  const restore = useRestoreLine();

  function remove(line: CartLine): void {
    setQuantity.mutate(
      { variantId: line.variantId, quantity: 0 },
      {
        onSuccess: () => {
          setRemoved(line);
          announce(texts.removed(line.name));
        },
      },
    );
  }

  function undo({ variantId, quantity }: CartLine): void {
    restore.mutate({ variantId, quantity }, { onSuccess: () => setRemoved(null) });
  }

  const error = setQuantity.error ?? restore.error;
  return (
    <>
      {removed !== null && (
        <div className="cart-page__removed">
          <span>{texts.removed(removed.name)}</span>
          <Button kind="quiet" size="small" isBusy={restore.isPending} onClick={() => undo(removed)}>
            {texts.undo}
          </Button>
        </div>
      )}
      {error && <FailureLine error={error} />}
      <ul className="cart-page__lines">
        {cart.lines.map((line) => (
          <CartLineRow
            key={line.variantId}
            line={line}
            currency={cart.currency}
            product={products.get(line.variantId)}
            onRemove={() => remove(line)}
            isRemoving={setQuantity.isPending && setQuantity.variables.variantId === line.variantId}
          />
        ))}
      </ul>
    </>
  );
}
