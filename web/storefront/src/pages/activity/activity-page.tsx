import { useInfiniteQuery } from "@tanstack/react-query";
import { CreditCard, Heart, type LucideIcon, MessageCircle, Package, Sparkles, Star } from "lucide-react";
import { Link } from "wouter";
import { type FeedEntry, feedQuery } from "../../api/engagement.ts";
import { knownSession } from "../../api/session.ts";
import { useSession } from "../../api/use-session.ts";
import { usePageTitle } from "../../app/page-title.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import "./activity-page.css";

const icons: Readonly<Record<FeedEntry["kind"], LucideIcon>> = {
  liked: Heart,
  commented: MessageCircle,
  "comment-hidden": MessageCircle,
  reviewed: Star,
  "seller-responded": Star,
  asked: MessageCircle,
  "question-answered": MessageCircle,
  ordered: Package,
  "order-paid": CreditCard,
  "payment-failed": CreditCard,
  "order-sent": Package,
  "order-cancelled": Package,
  "order-returned": Package,
  "order-refunded": CreditCard,
};

/** What the shopper did, and what came of it. */
export default function ActivityPage() {
  const { engagement: words } = useMessages();
  const session = useSession();
  usePageTitle(words.activity);
  return (
    <div className="activity">
      <h1>{words.activity}</h1>
      {/* Whoever has not done anything yet need not become a guest to be told so. */}
      {knownSession() === null ? <None /> : <List key={session?.shopperId} />}
    </div>
  );
}

function List() {
  const { common } = useMessages();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(feedQuery);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height="20rem" />;
  const entries = data.pages.flatMap(({ items }) => items);
  if (entries.length === 0) return <None />;
  return (
    <>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list when its bullets are gone */}
      <ol role="list" className="activity__list">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {hasNextPage && (
        <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.showMore}
        </Button>
      )}
    </>
  );
}

function Entry({ entry: { kind, happenedAt, product, order } }: { readonly entry: FeedEntry }) {
  const { engagement: words, order: orders } = useMessages();
  const { dateTime } = useFormat();
  const Icon = icons[kind];
  return (
    <li className="activity__entry">
      <Icon size={20} aria-hidden="true" />
      <div className="activity__text">
        <p>{words.feed[kind]}</p>
        {product && (
          <Link href={paths.product(product.slug)} className="activity__about">
            {product.name}
          </Link>
        )}
        {order && (
          <Link href={paths.order(order.id)} className="activity__about">
            {orders.title(order.number)}
          </Link>
        )}
        <time className="activity__when" dateTime={happenedAt}>
          {dateTime(happenedAt)}
        </time>
      </div>
    </li>
  );
}

function None() {
  const { engagement: words, cart } = useMessages();
  return (
    <Notice title={words.noActivity} icon={<Sparkles size={48} strokeWidth={1.25} />}>
      <p>{words.noActivityText}</p>
      <ButtonLink href={paths.home} kind="primary">
        {cart.toShop}
      </ButtonLink>
    </Notice>
  );
}
