/** Addresses of the pages. */
export const paths = {
  home: "/",
  cart: "/cart",
  checkout: "/checkout",
  orders: "/orders",
  account: "/account",
  activity: "/account/activity",
  category: (slug: string) => `/c/${encodeURIComponent(slug)}`,
  product: (slug: string) => `/p/${encodeURIComponent(slug)}`,
  brand: (slug: string) => `/search?brand=${encodeURIComponent(slug)}`,
  search: (query: string) => (query === "" ? "/search" : `/search?q=${encodeURIComponent(query)}`),
  order: (orderId: string) => `/orders/${encodeURIComponent(orderId)}`,
} as const;
