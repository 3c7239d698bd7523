import type { Client } from "@opensearch-project/opensearch";
import type { OpenSearchAddress } from "../../platform/topology/environment.ts";
import { createOpenSearchClient, statusOf } from "../../shop/search/opensearch/connection.ts";
import { aliasOf } from "../../shop/search/opensearch/indices.ts";
import { type Finding, foundProblem, messageOf, notice, ok } from "./finding.ts";

const ANSWER_TIMEOUT_MS = 3_000;
const OLDEST_VERSION = 2;
const NOT_FOUND = 404;
const check = "search";

/** Which engine searches, and whether it is there and has an index. Changes nothing. */
export async function checkSearch(address: OpenSearchAddress | null): Promise<Finding[]> {
  if (address === null) return [ok(check, "in the shop's database")];
  const client = createOpenSearchClient(address.url);
  const where = address.url.split(",").map(hostOf).join(", ");
  try {
    const { body } = await client.info({}, { requestTimeout: ANSWER_TIMEOUT_MS });
    const { number, distribution } = body.version as { readonly number: string; readonly distribution?: string };
    const what = `${distribution === "opensearch" ? "OpenSearch" : (distribution ?? "another engine")} ${number} at ${where}`;
    if (distribution !== "opensearch") return [notice(check, what, "only OpenSearch is tried and supported")];
    if (Number.parseInt(number, 10) < OLDEST_VERSION)
      return [foundProblem(check, what, `use OpenSearch ${OLDEST_VERSION} or newer`)];
    return [ok(check, what), await checkIndex(client, aliasOf(address.indexPrefix))];
  } catch (error) {
    const advice = "check TENFOLD_OPENSEARCH_URL, and that the cluster runs; the database searches until then";
    return [notice(check, `${where} does not answer: ${messageOf(error)}`, advice)];
  } finally {
    await client.close();
  }
}

async function checkIndex(client: Client, alias: string): Promise<Finding> {
  try {
    const { body } = await client.count({ index: alias }, { requestTimeout: ANSWER_TIMEOUT_MS });
    return ok("search index", `${alias} has ${body.count.toLocaleString("en")} products`);
  } catch (error) {
    if (statusOf(error) !== NOT_FOUND)
      return notice("search index", `${alias}: ${messageOf(error)}`, "look at the cluster's health");
    return notice("search index", `there is no ${alias} yet`, "a worker makes it within seconds, or tenfold reindex");
  }
}

/** Without user and password. */
function hostOf(url: string): string {
  return URL.parse(url)?.host ?? "TENFOLD_OPENSEARCH_URL";
}
