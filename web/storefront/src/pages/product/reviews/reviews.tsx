import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Product } from "../../../api/catalog.ts";
import { type Review, type ReviewSort, reviewList, reviewSorts, reviewSummary, type Stars } from "../../../api/reviews.ts";
import { useMessages } from "../../../i18n/messages.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { Button } from "../../../ui/button.tsx";
import { joined } from "../../../ui/joined.ts";
import { Failure } from "../../../ui/notice.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { reviewListHeight } from "../sizes.ts";
import { toggledRating } from "./breakdown.ts";
import { ReviewItem } from "./review-item.tsx";
import { SummaryPanel } from "./summary-panel.tsx";
import { WriteReview } from "./write-review.tsx";
import "./reviews.css";

/** What others say about a product: the sums, the reviews, and a form for one's own. */
export default function Reviews({ product }: { readonly product: Product }) {
  const { reviews } = useMessages();
  const [ratings, setRatings] = useState<readonly Stars[]>([]);
  const [isWriting, setWriting] = useState(false);
  const [own, setOwn] = useState<Review | null>(null);
  const summary = useQuery(reviewSummary(product.id));
  if (summary.error) return <Failure error={summary.error} onRetry={() => void summary.refetch()} />;
  return (
    <div className="reviews">
      <h2>{reviews.title}</h2>
      <div className="reviews__columns">
        <div className="reviews__aside">
          {summary.data === undefined ? (
            <Skeleton height="14rem" />
          ) : (
            <SummaryPanel
              summary={summary.data}
              chosen={ratings}
              onToggle={(stars) => setRatings(toggledRating(ratings, stars))}
            />
          )}
          <Button isWide onClick={() => setWriting(true)}>
            {reviews.write}
          </Button>
        </div>
        <div className="reviews__main">
          {own && (
            <div className="reviews__own" role="status">
              <p className="reviews__thanks">{reviews.posted}</p>
              <ReviewItem review={own} />
            </div>
          )}
          {summary.data !== undefined && summary.data.count > 0 ? (
            <List product={product} ratings={ratings} ownId={own?.id ?? null} onShowAll={() => setRatings([])} />
          ) : (
            summary.data && own === null && <p className="reviews__none">{reviews.none}</p>
          )}
        </div>
      </div>
      <WriteReview
        product={product}
        characteristics={summary.data?.characteristics.map(({ name }) => name) ?? []}
        isOpen={isWriting}
        onClose={() => setWriting(false)}
        onPosted={setOwn}
      />
    </div>
  );
}

type ListProps = {
  readonly product: Product;
  readonly ratings: readonly Stars[];
  /** Shown above the list already. */
  readonly ownId: number | null;
  readonly onShowAll: () => void;
};

function List({ product, ratings, ownId, onShowAll }: ListProps) {
  const { reviews } = useMessages();
  const format = useFormat();
  const [sort, setSort] = useState<ReviewSort>("relevant");
  const list = useInfiniteQuery(reviewList(product.id, sort, ratings));
  if (list.error && list.data === undefined) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  const items = (list.data?.pages ?? []).flatMap((page) => page.items).filter(({ id }) => id !== ownId);
  return (
    <>
      <div className="reviews__bar">
        {ratings.length > 0 ? (
          <p className="reviews__filter">
            {reviews.onlyStars(ratings.map((stars) => format.number(stars)).join(", "))}{" "}
            <button type="button" className="text-button" onClick={onShowAll}>
              {reviews.showAll}
            </button>
          </p>
        ) : (
          <span />
        )}
        <label className="sort-select">
          <span className="sort-select__label">{reviews.sortBy}</span>
          <select
            className="field__control field__control--select sort-select__control"
            value={sort}
            onChange={(event) => setSort(reviewSorts.find((known) => known === event.target.value) ?? sort)}
          >
            {reviewSorts.map((known) => (
              <option key={known} value={known}>
                {reviews.sorts[known]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {list.data === undefined ? (
        <Skeleton height={reviewListHeight(product.rating.count)} />
      ) : items.length === 0 && ownId === null ? (
        <p className="reviews__none">{reviews.noneOfThese}</p>
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list when its bullets are gone
        <ul role="list" className={joined("reviews__list", list.isPlaceholderData && "reviews__list--old")}>
          {items.map((review) => (
            <li key={review.id}>
              <ReviewItem review={review} />
            </li>
          ))}
        </ul>
      )}
      {list.isFetchNextPageError && <Failure error={list.error} />}
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {reviews.more}
        </Button>
      )}
    </>
  );
}
