// The mixes of `tenfold load run` for those who use k6, with the same steps, shares and objectives:
//
//   k6 run -e URL=http://127.0.0.1:8080 -e MIX=shopping -e RATE=200 -e SECONDS=60 deploy/k6/shop.js
//
// RATE is in visits per second (k6 starts iterations, not requests); a visit of the shopping mix has 20 requests on average. What the
// generator of the lab does beyond: an exact rate of requests, the whole catalogue, a history for the audit, samples of the parts.
import { check, group, sleep } from "k6";
import exec from "k6/execution";
import http from "k6/http";
import { Counter } from "k6/metrics";

const URL = (__ENV.URL || "http://127.0.0.1:8080").replace(/\/$/, "");
const MIX = __ENV.MIX || "shopping";
const RATE = Number(__ENV.RATE || 5);
const SECONDS = Number(__ENV.SECONDS || 60);
const THINK_SECONDS = Number(__ENV.THINK_SECONDS || 1);
const PROFILE = __ENV.PROFILE || "steady";
/** Visitors that may be under way; an arrival beyond is dropped, and counts against the thresholds. */
const MAX_VISITORS = Number(__ENV.MAX_VISITORS || 2000);
const SURVEYED_PAGES = 10;

/** The lab's own mixes and the real shoppers' habits; `browses` is the mean of looks in a visit. */
const { mixes: MIXES, addedLines, units, popularity } = JSON.parse(open("./mixes.json"));

const PROFILES = {
  steady: [[1, 100]],
  ramp: [
    [2, 100],
    [1, 100],
  ],
  "black-friday": [
    [20, 20],
    [15, 35],
    [3, 100],
    [22, 100],
    [20, 55],
    [20, 45],
    [10, 80],
    [10, 40],
  ],
};

if (!MIXES[MIX]) throw new Error(`There is no mix "${MIX}"; there are: ${Object.keys(MIXES).join(", ")}.`);
if (!PROFILES[PROFILE]) throw new Error(`There is no profile "${PROFILE}"; there are: ${Object.keys(PROFILES).join(", ")}.`);

const orders = new Counter("orders");
const length = PROFILES[PROFILE].reduce((sum, [seconds]) => sum + seconds, 0);

export const options = {
  scenarios: {
    visits: {
      executor: "ramping-arrival-rate",
      startRate: Math.max(1, Math.round((RATE * 60 * PROFILES[PROFILE][0][1]) / 100)),
      timeUnit: "60s",
      preAllocatedVUs: Math.min(MAX_VISITORS, Math.max(10, Math.ceil(RATE * 20 * THINK_SECONDS))),
      maxVUs: MAX_VISITORS,
      stages: PROFILES[PROFILE].map(([seconds, percent]) => ({
        duration: `${Math.max(1, Math.round((seconds / length) * SECONDS))}s`,
        target: Math.max(1, Math.round((RATE * 60 * percent) / 100)),
      })),
    },
  },
  thresholds: {
    http_req_duration: ["p(99)<200"],
    http_req_failed: ["rate<0.001"],
    dropped_iterations: ["count<1"],
  },
};

// A declined card and a sold-out article are what a shop rightly refuses.
http.setResponseCallback(http.expectedStatuses({ min: 200, max: 399 }, 402, 409));

/** What the shop sells, the most popular first. */
export function setup() {
  const products = [];
  let cursor = "";
  for (let page = 0; page < SURVEYED_PAGES; page += 1) {
    const answer = http.get(`${URL}/v1/products?limit=100${cursor}`);
    if (answer.status !== 200) exec.test.abort(`${URL} answered ${answer.status} to a list of products: is a shop there?`);
    const { items, nextCursor } = answer.json();
    for (const { id, name, variants } of items) {
      const variant = variants.find(({ price, availability }) => price && availability.available > 0);
      products.push({ id, variantId: variant ? variant.id : 0, query: name.toLowerCase().split(/\s+/).slice(-2).join(" ") });
    }
    if (nextCursor === null) break;
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
  }
  if (!products.some(({ variantId }) => variantId)) exec.test.abort("The shop has nothing that can be bought.");
  const categories = http
    .get(`${URL}/v1/categories`)
    .json("items")
    .map(({ slug }) => slug);
  return { products, categories };
}

export default function visit(shop) {
  const mix = MIXES[MIX];
  const fills = Math.random() < mix.cartShare;
  const browses = geometric(mix.browses);
  const before = fills ? Math.ceil(browses * 0.3) : browses;
  group("look", () => repeat(before, () => look(shop, mix)));
  if (fills) group("order", () => order(shop, mix, browses - before));
}

function order(shop, mix, looks) {
  const post = (path, body, token, key) =>
    http.post(`${URL}${path}`, body === null ? null : JSON.stringify(body), {
      tags: { name: path.replace(/[0-9a-f-]{36}/g, "{id}") },
      headers: Object.assign(
        body === null ? {} : { "content-type": "application/json" },
        token ? { authorization: `Bearer ${token}` } : {},
        key ? { "idempotency-key": key } : {},
      ),
    });
  const get = (path, token) =>
    http.get(`${URL}${path}`, {
      tags: { name: path.replace(/[0-9a-f-]{36}/g, "{id}") },
      headers: { authorization: `Bearer ${token}` },
    });

  const session = post("/v1/sessions", null);
  if (!check(session, { "a session begins": ({ status }) => status === 201 })) return;
  const { token } = session.json();
  think();
  const cart = post("/v1/carts", { country: "GB", lines: [line(shop, mix)] }, token);
  if (!check(cart, { "a cart is there": ({ status }) => status === 201 })) return;
  const { id } = cart.json();
  const added = mix.hotProducts ? 0 : oneOf(addedLines);
  for (let index = 0; index < added; index += 1) {
    think();
    repeat(looks / added, () => look(shop, mix));
    check(post(`/v1/carts/${id}/lines`, line(shop, mix), token), { "a line is added": ({ status }) => status < 300 });
  }
  think();
  const basket = get(`/v1/carts/${id}`, token);
  if (Math.random() >= mix.checkoutShare) return;
  think();
  const body = {
    email: "k6@example.com",
    shippingAddress: { name: "Lab Shopper", line1: "1 Test Street", city: "London", postalCode: "N1 9GU", country: "GB" },
    payment: { provider: "sandbox", token: "ok" },
  };
  if (basket.status === 200 && basket.json("shippingIssue") !== null) body.shippingMethod = "pickup";
  const bought = post(`/v1/carts/${id}/checkout`, body, token, `k6-${id}`);
  if (
    !check(bought, { "it is bought, or rightly refused": ({ status }) => [201, 202, 402, 409].includes(status) }) ||
    bought.status > 202
  )
    return;
  orders.add(1);
  think();
  check(get(`/v1/orders/${bought.json("id")}`, token), { "the order is found": ({ status }) => status === 200 });
}

function look({ products, categories }, mix) {
  const product = wanted(products, mix);
  const paths = {
    home: ["/v1/products?limit=20", "home"],
    category: [`/v1/products?limit=20&category=${encodeURIComponent(oneOf(categories))}`, "category"],
    product: [`/v1/products/${product.id}`, "product"],
    search: [`/v1/search?limit=20&q=${encodeURIComponent(product.query)}`, "search"],
    suggest: [`/v1/search/suggest?q=${encodeURIComponent(product.query.slice(0, 3))}`, "suggest"],
    reviews: [`/v1/products/${product.id}/reviews?limit=10`, "reviews"],
    recommendations: [`/v1/products/${product.id}/recommendations`, "recommendations"],
  };
  const [path, name] = paths[weighted(mix.browse)];
  check(http.get(`${URL}${path}`, { tags: { name } }), { "a page is shown": ({ status }) => status === 200 });
  think();
}

function line({ products }, mix) {
  let product = wanted(products, mix);
  while (!product.variantId) product = oneOf(products);
  return { variantId: product.variantId, quantity: mix.hotProducts ? 1 : oneOf(units) };
}

/** As unevenly as in the real orders: the most popular fifth of the products gets 64 % of the wishes. */
function wanted(products, mix) {
  if (mix.hotProducts) return products[Math.floor(Math.random() * Math.min(mix.hotProducts, products.length))];
  const share = Math.random();
  const index = Math.max(
    1,
    popularity.findIndex(([, reached]) => reached >= share),
  );
  const [[fromPart, fromShare], [toPart, toShare]] = [popularity[index - 1], popularity[index]];
  const part = fromPart * (toPart / fromPart) ** (Math.log(share / fromShare) / Math.log(toShare / fromShare));
  return products[Math.min(products.length - 1, Math.floor(part * products.length))];
}

function weighted(weights) {
  let rest = Math.random() * Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  for (const [name, weight] of Object.entries(weights)) {
    rest -= weight;
    if (rest < 0) return name;
  }
  return "product";
}

function geometric(mean) {
  return mean === 0 ? 0 : Math.min(mean * 50, Math.floor(Math.log(1 - Math.random()) / Math.log(mean / (1 + mean))));
}

function repeat(times, work) {
  for (let index = 0; index < Math.floor(times); index += 1) work();
}

function oneOf(values) {
  return values[Math.floor(Math.random() * values.length)];
}

function think() {
  sleep(Math.min(10 * THINK_SECONDS, -Math.log(1 - Math.random()) * THINK_SECONDS));
}
