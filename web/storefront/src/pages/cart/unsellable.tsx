import { useQueryClient } from "@tanstack/react-query";
import type { Cart } from "../../api/cart.ts";
import { useSetQuantity } from "../../api/cart-changes.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { Button } from "../../ui/button.tsx";
import { FailureLine } from "../../ui/notice.tsx";

/** What can no longer be bought is in no sum and blocks the checkout, so it is said at the top. */
export function Unsellable({ cart }: { readonly cart: Cart }) {
  const { cart: texts } = useMessages();
  const remove = useSetQuantity();
  const queries = useQueryClient();
  if (cart.unsellable.length === 0) return null;

  async function removeAll(): Promise<void> {
    for (const variantId of cart.unsellable) await remove.mutateAsync({ variantId, quantity: 0 });
    await queries.invalidateQueries({ queryKey: ["cart"] });
  }

  return (
    <div className="cart-page__unsellable" role="alert">
      <p>{texts.unsellable(cart.unsellable.length)}</p>
      <Button size="small" isBusy={remove.isPending} onClick={() => void removeAll().catch(() => undefined)}>
        {texts.removeUnsellable}
      </Button>
      {remove.error && <FailureLine error={remove.error} />}
    </div>
  );
}
