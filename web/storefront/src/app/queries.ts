import { QueryClient } from "@tanstack/react-query";

/** The client behind the calls tries again by itself what may pass; trying again here would only make the shopper wait. */
export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: 10_000, gcTime: 10 * 60_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
