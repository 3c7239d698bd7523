import { type ComponentType, type LazyExoticComponent, lazy } from "react";

type Page = { readonly path: string; readonly component: LazyExoticComponent<ComponentType> };

/** Every page is a file of its own that is loaded when it is first visited. The first path that fits wins. */
export const pages: readonly Page[] = [
  { path: "/", component: lazy(() => import("../pages/home/home-page.tsx")) },
  { path: "/c/:slug", component: lazy(() => import("../pages/listing/category-page.tsx")) },
  { path: "/search", component: lazy(() => import("../pages/listing/search-page.tsx")) },
  { path: "/p/:slug", component: lazy(() => import("../pages/product/product-page.tsx")) },
  { path: "/cart", component: lazy(() => import("../pages/cart/cart-page.tsx")) },
  { path: "/checkout", component: lazy(() => import("../pages/checkout/checkout-page.tsx")) },
  { path: "/orders", component: lazy(() => import("../pages/orders/orders-page.tsx")) },
  { path: "/orders/:orderId", component: lazy(() => import("../pages/order/order-page.tsx")) },
  { path: "/account/activity", component: lazy(() => import("../pages/activity/activity-page.tsx")) },
  { path: "/account", component: lazy(() => import("../pages/account/account-page.tsx")) },
];

export const NotFoundPage = lazy(() => import("../pages/not-found/not-found-page.tsx"));
