import { Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import type { CartLine } from "../../api/cart.ts";
import { useSetQuantity } from "../../api/cart-changes.ts";
import type { LineProduct } from "../../api/line-products.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { joined } from "../../ui/joined.ts";
import { LinePicture } from "../../ui/line-picture.tsx";
import { FailureLine } from "../../ui/notice.tsx";
import { Quantity } from "../../ui/quantity.tsx";

/** The API's own limit; it says so if it is another one. */
const MAX_QUANTITY = 10_000;
/** Stepping from one to five is one change and not four. */
const SETTLE_MS = 350;

type Props = {
  readonly line: CartLine;
  readonly currency: string;
  readonly product: LineProduct | undefined;
  readonly onRemove: () => void;
  readonly isRemoving: boolean;
};

export function CartLineRow({ line, currency, product, onRemove, isRemoving }: Props) {
  const { cart } = useMessages();
  const { money } = useFormat();
  const { wanted, want, isChanging, error } = useQuantity(line);
  const available = product?.available ?? null;
  const isTooMany = available !== null && available < wanted;
  return (
    <li className={joined("cart-line", isRemoving && "cart-line--leaving")}>
      <LinePicture picture={product?.picture} />
      <div className="cart-line__text">
        {product === undefined ? (
          <span className="cart-line__name">{line.name}</span>
        ) : (
          <Link href={paths.product(product.slug)} className="cart-line__name">
            {line.name}
          </Link>
        )}
        {product?.options && <span className="cart-line__soft">{product.options}</span>}
        <span className="cart-line__soft">{cart.each(money(line.unitPriceMinor, currency))}</span>
        {isTooMany && <span className="cart-line__warning">{available === 0 ? cart.soldOut : cart.reduced(available)}</span>}
        {error !== null && <FailureLine error={error} />}
      </div>
      <div className="cart-line__tools">
        <Quantity
          of={line.name}
          value={wanted}
          // What is in the cart already stays choosable, even if there is less of it by now.
          max={Math.max(Math.min(available ?? MAX_QUANTITY, MAX_QUANTITY), wanted)}
          onChange={want}
        />
        <Button kind="quiet" size="small" isBusy={isRemoving} aria-label={cart.removeLine(line.name)} onClick={onRemove}>
          <Trash2 size={16} aria-hidden="true" />
          {cart.remove}
        </Button>
      </div>
      <div className={joined("cart-line__price", isChanging && "cart-line__price--old")}>
        {money(line.totalMinor, currency)}
        {line.discountMinor > 0 && <span className="cart-line__saved">{money(-line.discountMinor, currency)}</span>}
      </div>
    </li>
  );
}

/** The number is what was asked for at once; the prices stay those of the shop until it has answered. A refusal goes back to what is true. */
function useQuantity(line: CartLine) {
  const { cart } = useMessages();
  const announce = useAnnounce();
  const change = useSetQuantity();
  const [wanted, setWanted] = useState(line.quantity);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isWaiting = useRef(false);

  useEffect(() => {
    if (!isWaiting.current) setWanted(line.quantity);
  }, [line.quantity]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function want(quantity: number): void {
    setWanted(quantity);
    isWaiting.current = true;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      change.mutate(
        { variantId: line.variantId, quantity },
        {
          onSuccess: () => announce(cart.quantityNow(line.name, quantity)),
          onError: () => setWanted(line.quantity),
          onSettled: () => {
            isWaiting.current = false;
          },
        },
      );
    }, SETTLE_MS);
  }

  return { wanted, want, isChanging: wanted !== line.quantity, error: change.error };
}
