import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronRight, PackageOpen } from "lucide-react";
import { Link } from "wouter";
import type { Order } from "../../api/checkout.ts";
import { ordersQuery } from "../../api/orders.ts";
import { knownSession } from "../../api/session.ts";
import { useSession } from "../../api/use-session.ts";
import { usePageTitle } from "../../app/page-title.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { LinePicture } from "../../ui/line-picture.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { drawnPicture } from "../../ui/pictures.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { StatusBadge } from "./status-badge.tsx";
import "./orders-page.css";

/** A variant's id names its product. */
const VARIANTS_PER_PRODUCT = 10_000;
const SHOWN_PICTURES = 4;

export default function OrdersPage() {
  const { order: texts } = useMessages();
  const session = useSession();
  usePageTitle(texts.list);
  return (
    <div className="orders-page">
      <h1>{texts.list}</h1>
      {/* Whoever has not done anything yet has no orders, and need not become a guest to be told so. */}
      {knownSession() === null ? <None /> : <List key={session?.shopperId} isGuest={session?.isCustomer !== true} />}
    </div>
  );
}

function List({ isGuest }: { readonly isGuest: boolean }) {
  const { order: texts, common, account } = useMessages();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(ordersQuery);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height="20rem" />;
  const orders = data.pages.flatMap(({ items }) => items);
  if (orders.length === 0) return <None />;
  return (
    <>
      {isGuest && (
        <p className="orders-page__hint">
          {texts.guestHint} <Link href={paths.account}>{account.register}</Link>
        </p>
      )}
      <ul className="orders-page__list">
        {orders.map((order) => (
          <Row key={order.id} order={order} />
        ))}
      </ul>
      {hasNextPage && (
        <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.showMore}
        </Button>
      )}
    </>
  );
}

function Row({ order }: { readonly order: Order }) {
  const { order: texts, checkout } = useMessages();
  const { money, date } = useFormat();
  const units = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <li>
      <Link href={paths.order(order.id)} className="order-row">
        <span className="order-row__pictures">
          {order.lines.slice(0, SHOWN_PICTURES).map(({ variantId }) => (
            <LinePicture
              key={variantId}
              size="small"
              picture={drawnPicture(Math.floor(variantId / VARIANTS_PER_PRODUCT), "front", variantId)}
            />
          ))}
        </span>
        <span className="order-row__text">
          <strong>{texts.title(order.number)}</strong>
          <span className="orders-page__soft">
            {date(order.placedAt)} · {checkout.items(units)}
          </span>
          <StatusBadge status={order.status} />
        </span>
        <span className="order-row__total">{money(order.totalMinor, order.currency)}</span>
        <ChevronRight size={20} aria-hidden="true" />
      </Link>
    </li>
  );
}

function None() {
  const { order: texts, cart } = useMessages();
  return (
    <Notice title={texts.none} icon={<PackageOpen size={48} strokeWidth={1.25} />}>
      <p>{texts.noneText}</p>
      <ButtonLink href={paths.home} kind="primary">
        {cart.toShop}
      </ButtonLink>
    </Notice>
  );
}
