import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Order } from "./checkout.ts";
import { asShopper } from "./client.ts";
import { nextPollMs } from "./polling.ts";

const PAGE = 10;

export const orderQuery = (orderId: string) =>
  queryOptions({
    queryKey: ["order", orderId],
    queryFn: ({ signal }) => asShopper((client) => client.GET("/v1/orders/{orderId}", { params: { path: { orderId } }, signal })),
    refetchInterval: ({ state }) => nextPollMs(state.data, state.dataUpdateCount),
  });

export const ordersQuery = infiniteQueryOptions({
  queryKey: ["orders"],
  initialPageParam: null as string | null,
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) };
    return asShopper((client) => client.GET("/v1/orders", { params: { query }, signal }));
  },
  getNextPageParam: (page) => page.nextCursor,
});

/** While the payment is not known the wish is kept; the order that comes back says so. */
export const cancelOrder = (orderId: string): Promise<Order> =>
  asShopper((client) => client.POST("/v1/orders/{orderId}/cancel", { params: { path: { orderId } } }));
