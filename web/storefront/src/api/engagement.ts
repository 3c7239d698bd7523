import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { operations } from "../../../../client/src/schema.ts";
import { asShopper, dataOf, shop } from "./client.ts";
import { knownSession } from "./session.ts";

export type Engagement = operations["getEngagement"]["responses"][200]["content"]["application/json"];
type CommentPage = operations["listComments"]["responses"][200]["content"]["application/json"];
export type Comment = CommentPage["items"][number];
export type NewComment = operations["createComment"]["requestBody"]["content"]["application/json"];
type FeedPage = operations["listFeed"]["responses"][200]["content"]["application/json"];
export type FeedEntry = FeedPage["items"][number];

const PAGE_SIZE = 5;
const FEED_PAGE_SIZE = 20;

/** Who has not done anything yet likes nothing, and need not become a guest to be told so. */
export const engagementOf = (productId: number) =>
  queryOptions({
    queryKey: ["engagement", productId],
    queryFn: ({ signal }) => {
      const call = { params: { path: { productId } }, signal };
      if (knownSession() === null) return dataOf(shop.GET("/v1/products/{productId}/engagement", call));
      return asShopper((client) => client.GET("/v1/products/{productId}/engagement", call));
    },
  });

/** `true` likes it, `false` takes that back. Shown at once: the shop's own counter follows within a second. */
export function useLike(productId: number) {
  const queries = useQueryClient();
  const { queryKey } = engagementOf(productId);
  return useMutation({
    mutationFn: async (wanted: boolean): Promise<void> => {
      const call = { params: { path: { productId } } };
      const path = "/v1/products/{productId}/like";
      await asShopper((client) => (wanted ? client.PUT(path, call) : client.DELETE(path, call)));
    },
    onMutate: async (wanted) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData(queryKey);
      if (before !== undefined) {
        const step = wanted === (before.liked === true) ? 0 : wanted ? 1 : -1;
        queries.setQueryData(queryKey, { ...before, liked: wanted, likes: Math.max(0, before.likes + step) });
      }
      return before;
    },
    onError: (_error, _wanted, before) => queries.setQueryData(queryKey, before),
  });
}

/** Newest first. In the name of the shopper, when there is one: the own ones can be deleted. */
export const commentList = (productId: number) =>
  infiniteQueryOptions({
    queryKey: ["comments", productId],
    initialPageParam: null as string | null,
    getNextPageParam: (page: CommentPage) => page.nextCursor,
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) };
      const call = { params: { path: { productId }, query }, signal };
      if (knownSession() === null) return dataOf(shop.GET("/v1/products/{productId}/comments", call));
      return asShopper((client) => client.GET("/v1/products/{productId}/comments", call));
    },
  });

export function useComment(productId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewComment) =>
      asShopper((client) => client.POST("/v1/products/{productId}/comments", { params: { path: { productId } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["comments", productId] }),
  });
}

export function useDeleteComment(productId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (commentId: number): Promise<void> => {
      await asShopper((client) => client.DELETE("/v1/comments/{commentId}", { params: { path: { commentId } } }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["comments", productId] }),
  });
}

export const useReportComment = () =>
  useMutation({
    mutationFn: (commentId: number) =>
      asShopper((client) => client.POST("/v1/comments/{commentId}/report", { params: { path: { commentId } }, body: {} })),
  });

/** What the shopper did and what came of it, newest first. */
export const feedQuery = infiniteQueryOptions({
  queryKey: ["feed"],
  initialPageParam: null as string | null,
  getNextPageParam: (page: FeedPage) => page.nextCursor,
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: FEED_PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) };
    return asShopper((client) => client.GET("/v1/feed", { params: { query }, signal }));
  },
});
