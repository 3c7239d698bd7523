import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { operations } from "../../../../client/src/schema.ts";
import { asShopper, dataOf, shop } from "./client.ts";

type ReviewPage = operations["listReviews"]["responses"][200]["content"]["application/json"];
export type Review = ReviewPage["items"][number];
export type ReviewSummary = operations["getReviewSummary"]["responses"][200]["content"]["application/json"];
export type NewReview = operations["createReview"]["requestBody"]["content"]["application/json"];
export type CharacteristicName = ReviewSummary["characteristics"][number]["name"];

export const reviewSorts = ["relevant", "newest", "helpful"] as const;
export type ReviewSort = (typeof reviewSorts)[number];

/** From 1 to 5. */
export type Stars = 1 | 2 | 3 | 4 | 5;
export const starRows = [5, 4, 3, 2, 1] as const;

const PAGE_SIZE = 6;

export const reviewSummary = (productId: number) =>
  queryOptions({
    queryKey: ["reviews", productId, "summary"],
    queryFn: ({ signal }) =>
      dataOf(shop.GET("/v1/products/{productId}/reviews/summary", { params: { path: { productId } }, signal })),
  });

/** `ratings`: only reviews with these stars; none: all. */
export const reviewList = (productId: number, sort: ReviewSort, ratings: readonly Stars[]) =>
  infiniteQueryOptions({
    queryKey: ["reviews", productId, "list", sort, ratings],
    initialPageParam: null as string | null,
    getNextPageParam: (page: ReviewPage) => page.nextCursor,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => {
      const query = {
        sort,
        limit: PAGE_SIZE,
        ...(ratings.length > 0 && { rating: [...ratings] }),
        ...(pageParam !== null && { cursor: pageParam }),
      };
      return dataOf(shop.GET("/v1/products/{productId}/reviews", { params: { path: { productId }, query }, signal }));
    },
  });

export function usePostReview(productId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewReview) =>
      asShopper((client) => client.POST("/v1/products/{productId}/reviews", { params: { path: { productId } }, body })),
    onSuccess: () => readAgain(queries, productId),
  });
}

/** Lists, sums, and the stars that are shown with the product. */
function readAgain(queries: QueryClient, productId: number): Promise<unknown> {
  return Promise.all([
    queries.invalidateQueries({ queryKey: ["reviews", productId] }),
    queries.invalidateQueries({ queryKey: ["product"] }),
  ]);
}

/** One vote per shopper; a second one changes nothing. */
export const useVoteReview = () =>
  useMutation({
    mutationFn: (reviewId: number) =>
      asShopper((client) => client.POST("/v1/reviews/{reviewId}/helpful", { params: { path: { reviewId } } })),
  });

export const useReportReview = () =>
  useMutation({
    mutationFn: (reviewId: number) =>
      asShopper((client) => client.POST("/v1/reviews/{reviewId}/report", { params: { path: { reviewId } }, body: {} })),
  });
