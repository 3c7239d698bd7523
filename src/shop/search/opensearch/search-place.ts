import type { Client } from "@opensearch-project/opensearch";

/** Where searches go, and how long one request may take. */
export type SearchPlace = { readonly client: Client; readonly index: string; readonly timeoutMs: number };

/** The cluster gives up a little before whoever asked, so that nothing is searched for nobody. */
export function clusterTimeout(timeoutMs: number): string {
  return `${Math.ceil(timeoutMs * 0.9)}ms`;
}
