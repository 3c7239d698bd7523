import { Link } from "wouter";
import type { Cart } from "../../api/cart.ts";
import { useIsCartChanging } from "../../api/cart-changes.ts";
import { useLineProducts } from "../../api/line-products.ts";
import { paths } from "../../app/paths.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { Button } from "../../ui/button.tsx";
import { LinePicture } from "../../ui/line-picture.tsx";
import { PriceLines } from "../../ui/price-lines.tsx";

type Props = {
  readonly cart: Cart;
  /** What is paid: the cart's total, unless another one was accepted. */
  readonly totalMinor: number;
  readonly isPlacing: boolean;
  readonly isSlow: boolean;
};

/** What is ordered and what it costs, beside the one button that orders it. */
export function OrderReview({ cart, totalMinor, isPlacing, isSlow }: Props) {
  const { checkout: texts } = useMessages();
  const { display } = usePreferences();
  const { money } = useFormat();
  const isUpdating = useIsCartChanging();
  const products = useLineProducts(
    cart.lines.map(({ variantId }) => variantId),
    display,
  );
  return (
    <section className="checkout__review" aria-labelledby="checkout-review">
      <div className="checkout__review-head">
        <h2 id="checkout-review">{texts.review}</h2>
        <Link href={paths.cart}>{texts.editCart}</Link>
      </div>
      <ul className="checkout__lines">
        {cart.lines.map(({ variantId, name, quantity, totalMinor: lineTotalMinor }) => (
          <li key={variantId}>
            <LinePicture size="small" picture={products.get(variantId)?.picture} />
            <span className="checkout__line-name">
              {name}
              <span className="checkout__line-soft">
                {quantity} × {products.get(variantId)?.options}
              </span>
            </span>
            <span className="checkout__line-price">{money(lineTotalMinor, cart.currency)}</span>
          </li>
        ))}
      </ul>
      <PriceLines sums={cart} isUpdating={isUpdating} isShippingKnown={cart.shippingMethod !== null} />
      <Button type="submit" kind="primary" size="large" isWide isBusy={isPlacing || isUpdating}>
        {isPlacing ? texts.placing : texts.place(money(totalMinor, cart.currency))}
      </Button>
      <p className="checkout__slow" role="status">
        {isSlow ? texts.placingSlow : ""}
      </p>
    </section>
  );
}
