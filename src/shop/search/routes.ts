import { hash } from "node:crypto";
import Type from "typebox";
import type { ByteCache } from "../../platform/cache/byte-cache.ts";
import type { Database } from "../../platform/database/database.ts";
import type { AdminRole } from "../../platform/http/auth.ts";
import { keyOf, sendCached } from "../../platform/http/cached-answers.ts";
import { createOnce } from "../../platform/http/create-once.ts";
import { createCursor } from "../../platform/http/cursor.ts";
import { invalid } from "../../platform/http/problems.ts";
import { DEFAULT_PAGE_SIZE, UuidId } from "../../platform/http/schemas.ts";
import type { App } from "../../platform/http/server.ts";
import { JSON_TYPE, listAnswer } from "../catalog/list-answer.ts";
import { MAX_SEARCH_DEPTH } from "./engine.ts";
import { DEFAULT_SUGGESTIONS, SearchOut, SearchQuery, SuggestOut, SuggestQuery, SynonymsBody, SynonymsOut } from "./schemas.ts";
import type { ProductQuery, ProductSearch } from "./search-products.ts";
import type { createSuggestions } from "./suggestions.ts";
import { changeSynonyms, createSynonyms, listSynonyms, removeSynonyms, type SynonymGroup } from "./synonyms.ts";
import { wordsOf } from "./words.ts";

export type SearchRoutes = {
  readonly search: ProductSearch;
  readonly suggest: ReturnType<typeof createSuggestions>;
  /** Null: each request is searched for. */
  readonly answers?: ByteCache | null;
  /** How old an answer may be, in ms: the index follows the products by itself, and tells nobody. What it shows of products is newer. */
  readonly maxAgeMs?: number | undefined;
};

/** Half of it is the usual age of what is asked for again and again. */
export const DEFAULT_SEARCH_AGE_MS = 10_000;
const SEARCH = "/v1/search";
const SUGGEST = "/v1/search/suggest";
const notModified = { 304: Type.Null({ description: "What the client has still holds." }) } as const;

/** What shoppers find products with. */
export function searchRoutes(
  app: App,
  { search, suggest, answers = null, maxAgeMs = DEFAULT_SEARCH_AGE_MS }: SearchRoutes,
): void {
  app.get(
    SEARCH,
    {
      config: { auth: "none", problems: ["not-found", "currency-unsupported"] },
      schema: {
        operationId: "searchProducts",
        summary: "Search products by words and filters, with facets",
        description:
          "Typing errors are corrected when a word occurs nowhere. Each facet is counted with the filters of the other facets. Without `q` everything that the filters let through is listed.",
        tags: ["search"],
        querystring: SearchQuery,
        response: { 200: SearchOut, ...notModified },
      },
    },
    async (request, reply) => {
      const { cursor: position, limit, q = "", ...rest } = request.query;
      const cursor = createCursor(`search:${hash("sha1", JSON.stringify([q, rest]), "base64url")}`, ["integer"]);
      const offset = cursor.decode(position)?.[0] ?? 0;
      if (offset < 0 || offset + limit > MAX_SEARCH_DEPTH)
        throw invalid("/query/cursor", "is beyond the results that can be shown");
      const load = async () => {
        const found = await search.find({ ...queryOf(rest), text: q, offset, limit });
        const { correctedQuery, total, items, facets, fallback, nextOffset } = found;
        const nextCursor = nextOffset === null ? null : cursor.encode([nextOffset]);
        const others = JSON.stringify({ query: q, correctedQuery, total, facets, fallback, nextCursor });
        const json = `{"items":[${items.map((item) => item.json).join()}],${others.slice(1)}`;
        return listAnswer({ route: SEARCH, json, products: items, surrogateKey: "search", listing: false, maxAgeMs });
      };
      const key = keyOf(
        SEARCH,
        { ...request.query, q },
        { limit: DEFAULT_PAGE_SIZE, q: "", sort: "relevance", available: false },
      );
      return sendCached(answers, request, reply, load, { key });
    },
  );

  app.get(
    SUGGEST,
    {
      config: { auth: "none" },
      schema: {
        operationId: "suggestSearches",
        summary: "What a text may become while it is typed",
        tags: ["search"],
        querystring: SuggestQuery,
        response: { 200: SuggestOut, ...notModified },
      },
    },
    (request, reply) => {
      const { q, limit } = request.query;
      const load = async () => {
        const items = await suggest(q, limit);
        const productIds = items.flatMap(({ productId }) => (productId === null ? [] : [productId]));
        return {
          body: Buffer.from(JSON.stringify({ items })),
          mediaType: JSON_TYPE,
          route: SUGGEST,
          productIds,
          listing: false,
          surrogateKeys: ["suggestions", ...productIds.map((id) => `product-${id}`)],
          validUntilMs: Number.POSITIVE_INFINITY,
          maxAgeMs,
        };
      };
      return sendCached(answers, request, reply, load, { key: keyOf(SUGGEST, { q, limit }, { limit: DEFAULT_SUGGESTIONS }) });
    },
  );
}

type Filters = Omit<Type.Static<typeof SearchQuery>, "cursor" | "limit" | "q">;

function queryOf(filters: Filters): Omit<ProductQuery, "text" | "offset" | "limit"> {
  const { category, brand, priceMin, priceMax, attribute, rating, available, sort, currency, country } = filters;
  return {
    category: category ?? null,
    brands: brand ?? [],
    priceMinMinor: priceMin ?? null,
    priceMaxMinor: priceMax ?? null,
    attributes: (attribute ?? []).map((text) => {
      const colon = text.indexOf(":");
      return { name: text.slice(0, colon), value: text.slice(colon + 1) };
    }),
    minRating: rating ?? null,
    available: available === true ? true : null,
    sort,
    display: { currency: currency ?? null, country: country ?? null },
  };
}

const tags = ["search-admin"];
const roles: readonly AdminRole[] = ["catalog"];
const params = Type.Object({ synonymsId: UuidId() });

/** The seller's synonyms. */
export function adminSynonymRoutes(app: App, { db }: { readonly db: Database }): void {
  app.get(
    "/v1/admin/search/synonyms",
    {
      config: { auth: "admin" },
      schema: {
        operationId: "listSynonyms",
        summary: "List all groups of synonyms",
        tags,
        response: { 200: Type.Object({ items: Type.Array(SynonymsOut) }) },
      },
    },
    async () => ({ items: (await listSynonyms(db)).map(shown) }),
  );

  app.post(
    "/v1/admin/search/synonyms",
    {
      config: { auth: "admin", roles, problems: ["conflict"], idempotencyKey: "optional" },
      schema: {
        operationId: "createSynonyms",
        summary: "Add a group of synonyms",
        description: "Searches follow within a second.",
        tags,
        body: SynonymsBody,
        response: { 201: SynonymsOut },
      },
    },
    (request, reply) =>
      createOnce(db, request, reply, "search.create-synonyms", async (tx) =>
        shown(await createSynonyms(tx, checked(request.body))),
      ),
  );

  app.put(
    "/v1/admin/search/synonyms/:synonymsId",
    {
      config: { auth: "admin", roles, problems: ["not-found"] },
      schema: {
        operationId: "putSynonyms",
        summary: "Change a group of synonyms",
        tags,
        params,
        body: SynonymsBody,
        response: { 200: SynonymsOut },
      },
    },
    (request) =>
      db.transaction(async (tx) => shown(await changeSynonyms(tx, { id: request.params.synonymsId, ...checked(request.body) }))),
  );

  app.delete(
    "/v1/admin/search/synonyms/:synonymsId",
    {
      config: { auth: "admin", roles, problems: ["not-found"] },
      schema: {
        operationId: "deleteSynonyms",
        summary: "Remove a group of synonyms",
        tags,
        params,
        response: { 204: Type.Null({ description: "Done." }) },
      },
    },
    async (request, reply) => {
      await db.transaction((tx) => removeSynonyms(tx, request.params.synonymsId));
      reply.code(204);
      return null;
    },
  );
}

function checked(group: Omit<SynonymGroup, "id">): Omit<SynonymGroup, "id"> {
  const empty = group.terms.findIndex((term) => wordsOf(term).length === 0);
  if (empty !== -1) throw invalid(`/body/terms/${empty}`, "has no word in it");
  return group;
}

function shown({ id, terms, oneWay }: SynonymGroup) {
  return { id, terms: [...terms], oneWay };
}
