import { useQuery, useQueryClient } from "@tanstack/react-query";
import { PackageX } from "lucide-react";
import { useEffect } from "react";
import { useParams } from "wouter";
import { cartQuery, rememberCart } from "../../api/cart.ts";
import type { Order } from "../../api/checkout.ts";
import { TenfoldProblem } from "../../api/client.ts";
import { orderQuery } from "../../api/orders.ts";
import { placedHere } from "../../api/placed.ts";
import { usePageTitle } from "../../app/page-title.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { PriceLines } from "../../ui/price-lines.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CancelOrder } from "./cancel-order.tsx";
import { OrderDetails } from "./order-details.tsx";
import { OrderHeadline } from "./order-headline.tsx";
import { OrderLines } from "./order-lines.tsx";
import { OrderProgress } from "./order-progress.tsx";
import "./order-page.css";

export default function OrderPage() {
  const { orderId = "" } = useParams<{ orderId: string }>();
  const { order: texts } = useMessages();
  const { data: order, error, refetch } = useQuery(orderQuery(orderId));
  usePageTitle(order === undefined ? null : texts.title(order.number));

  if (error && order === undefined) {
    if (error instanceof TenfoldProblem && error.status < 500) return <Missing />;
    return <Failure error={error} onRetry={() => void refetch()} />;
  }
  if (order === undefined) return <Skeleton height="36rem" />;
  return <Found order={order} />;
}

function Found({ order }: { readonly order: Order }) {
  const { order: texts, cart: cartTexts } = useMessages();
  const { dateTime } = useFormat();
  const placed = placedHere(order.id);
  useCartThatCameBack(order, placed?.cartId ?? null);
  return (
    <article className="order-page">
      <header className="order-page__head">
        <OrderHeadline order={order} isNew={placed !== null} />
        <p className="order-page__soft">
          {texts.title(order.number)} · {texts.placed(dateTime(order.placedAt))}
        </p>
      </header>
      <OrderProgress status={order.status} />
      <div className="order-page__columns">
        <section className="order-page__card" aria-labelledby="order-items">
          <h2 id="order-items">{texts.items}</h2>
          <OrderLines order={order} />
        </section>
        <div className="order-page__side">
          <section className="order-page__card" aria-labelledby="order-sums">
            <h2 id="order-sums">{cartTexts.summary}</h2>
            <PriceLines sums={order} />
          </section>
          <OrderDetails order={order} />
          <CancelOrder order={order} />
        </div>
      </div>
    </article>
  );
}

/** A payment that turns out to be declined opens the cart again: what was in it is there again, here too. */
function useCartThatCameBack({ status }: Order, cartId: string | null): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (status !== "payment_failed" || cartId === null) return;
    if (queries.getQueryData(cartQuery.queryKey)) return;
    rememberCart(cartId);
    void queries.invalidateQueries({ queryKey: cartQuery.queryKey });
  }, [status, cartId, queries]);
}

function Missing() {
  const { order: texts, account } = useMessages();
  usePageTitle(texts.missingTitle);
  return (
    <>
      <h1 className="visually-hidden">{texts.missingTitle}</h1>
      <Notice title={texts.missingTitle} icon={<PackageX size={48} strokeWidth={1.25} />}>
        <p>{texts.missingText}</p>
        <ButtonLink href={paths.account} kind="primary">
          {account.logIn}
        </ButtonLink>
      </Notice>
    </>
  );
}
