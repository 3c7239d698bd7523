/**
 * A client of the Atelier contract as many people have written it: a product page that asks for everything at once, a carousel that asks
 * three times for each related product, lists that page until nothing comes, votes without a body. It knows the contract and nothing of
 * this shop, and throws where such a page would show an error or the word "undefined".
 */

// biome-ignore-start lint/suspicious/noExplicitAny: such clients take what comes.
type Any = any;

/** As a page would: one product with everything on it. */
export type ProductPage = {
  readonly product: Any;
  readonly styles: readonly Any[];
  readonly defaultStyle: Any;
  readonly related: readonly { readonly product: Any; readonly photo: string; readonly stars: number }[];
  readonly stars: number;
  readonly reviews: readonly Any[];
  readonly questions: readonly Any[];
  readonly breakdowns: readonly { readonly name: string; readonly value: number }[];
};

/** What some clients send when they want all: the largest whole number of their language. */
const EVERYTHING = Number.MAX_SAFE_INTEGER;
/** A client that pages forever has a fault, or its server. */
const MAX_PAGES = 1_000;

export function createClient(baseUrl: string, token: string, patienceMs?: number) {
  let requests = 0;

  async function send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    requests += 1;
    const signal = patienceMs === undefined ? {} : { signal: AbortSignal.timeout(patienceMs) };
    return fetch(`${baseUrl}${path}`, { ...init, ...signal, method, headers: { authorization: token, ...init.headers } });
  }

  async function get(path: string): Promise<Any> {
    const response = await send("GET", path);
    if (response.status !== 200) throw new Error(`GET ${path}: ${response.status}`);
    return response.json();
  }

  async function post(path: string, body: object): Promise<void> {
    const headers = { "content-type": "application/json" };
    const response = await send("POST", path, { headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (response.status !== 201 || text !== "Created") throw new Error(`POST ${path}: ${response.status} ${text}`);
  }

  /** As axios puts nothing: a form without fields. */
  async function put(path: string): Promise<void> {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const response = await send("PUT", path, { headers, body: "" });
    if (response.status !== 204) throw new Error(`PUT ${path}: ${response.status}`);
  }

  /** Until a page is empty, as "load more" would be pressed. */
  async function pages(path: string, count: number): Promise<Any[]> {
    const found: Any[] = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const { results } = await get(`${path}${path.includes("?") ? "&" : "?"}page=${page}&count=${count}`);
      if (results.length === 0) return found;
      found.push(...results);
    }
    throw new Error(`${path} has no end`);
  }

  async function relatedCard(id: number): Promise<ProductPage["related"][number]> {
    const [product, styles, meta] = await Promise.all([
      get(`/products/${id}`),
      get(`/products/${id}/styles`),
      get(`/reviews/meta?product_id=${id}`),
    ]);
    const style = defaultOf(styles.results);
    return { product, photo: shown(style.photos[0].thumbnail_url), stars: averageOf(meta.ratings) };
  }

  async function productPage(id: number, sort = "relevant"): Promise<ProductPage> {
    const [product, { results: styles }, relatedIds, meta, reviews, questions] = await Promise.all([
      get(`/products/${id}`),
      get(`/products/${id}/styles`),
      get(`/products/${id}/related`),
      get(`/reviews/meta/?product_id=${id}`),
      pages(`/reviews/?product_id=${id}&sort=${sort}`, EVERYTHING),
      pages(`/qa/questions?product_id=${id}&sort=helpful`, 4),
    ]);
    const related = await Promise.all([...new Set<number>(relatedIds)].map(relatedCard));
    return {
      product,
      styles,
      defaultStyle: defaultOf(styles),
      related,
      stars: averageOf(meta.ratings),
      reviews,
      questions,
      breakdowns: Object.entries<Any>(meta.characteristics).map(([name, { value }]) => ({ name, value: Number(value) })),
    };
  }

  return {
    get,
    post,
    put,
    pages,
    productPage,
    /** A stray parameter, as of a component whose property was not set yet. */
    answers: (questionId: number) => pages(`/qa/questions/${questionId}/answers?product_id=undefined`, EVERYTHING),
    meta: (id: number) => get(`/reviews/meta?product_id=${id}`),
    cart: () => get("/cart"),
    requests: () => requests,
  };
}

export type Client = ReturnType<typeof createClient>;

function defaultOf(styles: readonly Any[]): Any {
  const defaults = styles.filter((style) => style["default?"]);
  if (defaults.length !== 1) throw new Error(`${defaults.length} of ${styles.length} styles are the default one`);
  return defaults[0];
}

export function averageOf(ratings: Readonly<Record<string, string>>): number {
  const entries = Object.entries(ratings).map(([stars, count]) => [Number(stars), Number(count)] as const);
  const count = entries.reduce((sum, [, each]) => sum + each, 0);
  const sum = entries.reduce((total, [stars, each]) => total + stars * each, 0);
  return count === 0 ? 0 : sum / count;
}

/** What would be written onto the page. */
export function shown(text: unknown): string {
  if (typeof text !== "string" || text === "") throw new Error(`${JSON.stringify(text)} would be shown`);
  return text;
}
// biome-ignore-end lint/suspicious/noExplicitAny: such clients take what comes.
