import { CircleCheck } from "lucide-react";
import type { Cart } from "../../api/cart.ts";
import type { Product } from "../../api/catalog.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { ButtonLink } from "../../ui/button.tsx";

type Props = { readonly product: Product; readonly cart: Cart; readonly variantId: number; readonly quantity: number };

/** What was put into the cart, what the cart costs by now, and the way there. */
export function AddedNotice({ product, cart, variantId, quantity }: Props) {
  const { product: words } = useMessages();
  const format = useFormat();
  const line = cart.lines.find((candidate) => candidate.variantId === variantId);
  return (
    <div className="added-notice">
      <CircleCheck size={24} aria-hidden="true" className="added-notice__icon" />
      <div className="added-notice__text">
        <p className="added-notice__title">{words.added(format.number(quantity), product.name)}</p>
        {line && line.quantity > quantity && <p>{words.inCart(format.number(line.quantity))}</p>}
        <p>{words.cartSubtotal(format.money(cart.subtotalMinor, cart.currency))}</p>
      </div>
      <ButtonLink href={paths.cart} kind="secondary" size="small">
        {words.toCart}
      </ButtonLink>
    </div>
  );
}
