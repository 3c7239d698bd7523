import { useQuery } from "@tanstack/react-query";
import { ShoppingBag } from "lucide-react";
import { type Cart, cartQuery } from "../../api/cart.ts";
import { useIsCartChanging } from "../../api/cart-changes.ts";
import { usePageTitle } from "../../app/page-title.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { PriceLines } from "../../ui/price-lines.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CartLines } from "./cart-lines.tsx";
import { CouponForm } from "./coupon-form.tsx";
import { Unsellable } from "./unsellable.tsx";
import "./cart-page.css";

export default function CartPage() {
  const { cart: texts } = useMessages();
  const { data: cart, error, refetch } = useQuery(cartQuery);
  usePageTitle(texts.title);
  return (
    <div className="cart-page">
      <h1>{texts.title}</h1>
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : cart === undefined ? (
        <Skeleton height="20rem" />
      ) : cart === null ? (
        <Empty />
      ) : (
        <Filled cart={cart} />
      )}
    </div>
  );
}

function Filled({ cart }: { readonly cart: Cart }) {
  const { cart: texts } = useMessages();
  const isUpdating = useIsCartChanging();
  const isEmpty = cart.lines.length === 0 && cart.unsellable.length === 0;
  return (
    <div className={isEmpty ? undefined : "cart-page__columns"}>
      <section aria-label={texts.title} className="cart-page__items">
        <Unsellable cart={cart} />
        {/* Stays when the cart becomes empty, so that what was removed can be put back. */}
        <CartLines cart={cart} />
        {isEmpty && <Empty />}
      </section>
      {!isEmpty && (
        <section aria-labelledby="cart-summary" className="cart-page__summary">
          <h2 id="cart-summary">{texts.summary}</h2>
          <CouponForm cart={cart} />
          <PriceLines sums={cart} isUpdating={isUpdating} isShippingKnown={cart.shippingMethod !== null} />
          {cart.staleRates && <p className="cart-page__note">{texts.staleRates}</p>}
          <ButtonLink href={paths.checkout} kind="primary" size="large" isWide>
            {texts.checkout}
          </ButtonLink>
          <p className="cart-page__note">{texts.securePayment}</p>
        </section>
      )}
    </div>
  );
}

function Empty() {
  const { cart } = useMessages();
  return (
    <Notice title={cart.empty} icon={<ShoppingBag size={48} strokeWidth={1.25} />}>
      <p>{cart.emptyText}</p>
      <ButtonLink href={paths.home} kind="primary">
        {cart.toShop}
      </ButtonLink>
    </Notice>
  );
}
