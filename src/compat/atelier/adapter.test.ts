import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { importQuestions } from "../../shop/questions/import-questions.ts";
import { importReviews } from "../../shop/reviews/import-reviews.ts";
import { type AtelierTestShop, createAtelierShop, fillShop, MUG } from "./atelier.fixture.ts";

let shop: AtelierTestShop;
let reviewId: number;
before(async () => {
  shop = await createAtelierShop({ server: { trustProxy: ["127.0.0.1"] } });
  await fillShop(shop);
  await shop.call("POST", "/reviews", {
    body: {
      product_id: MUG,
      rating: 5,
      summary: "",
      body: "Good.",
      recommend: true,
      name: "reader",
      email: "reader@example.com",
    },
  });
  reviewId = (await shop.call("GET", `/reviews?product_id=${MUG}`)).body.results[0].review_id;
});
after(() => shop.close());

const ORIGIN = "https://front.example.com";

test("pages of any origin may call, after a preflight that allows what they send", async () => {
  const headers = {
    origin: ORIGIN,
    "access-control-request-method": "PUT",
    "access-control-request-headers": "authorization,content-type",
  };
  for (const path of ["/products", "/reviews/1/helpful", "/qa/questions?product_id=1", "/cart/", "/interactions"]) {
    const preflight = await shop.call("OPTIONS", path, { headers });
    assert.equal(preflight.status, 204, path);
    assert.equal(preflight.headers["access-control-allow-origin"], "*");
    assert.deepEqual(
      new Set(String(preflight.headers["access-control-allow-headers"]).split(", ")),
      new Set(["authorization", "content-type"]),
    );
    for (const method of ["GET", "POST", "PUT"])
      assert.match(String(preflight.headers["access-control-allow-methods"]), new RegExp(method));
  }
  const answers = await Promise.all([
    shop.call("GET", "/products", { headers: { origin: ORIGIN } }),
    shop.call("GET", "/products/77777", { headers: { origin: ORIGIN } }),
    shop.call("POST", "/cart", { headers: { origin: ORIGIN }, body: { sku_id: "x" } }),
  ]);
  for (const { headers: answered } of answers) assert.equal(answered["access-control-allow-origin"], "*");
});

test("with origins of the server's own, those and no others may call", async () => {
  const strict = await createAtelierShop({ server: { cors: { origins: [ORIGIN] } }, anyOrigin: false });
  const asked = (origin: string) => ({
    headers: { origin, "access-control-request-method": "PUT", "access-control-request-headers": "authorization, content-type" },
  });
  const preflight = await strict.call("OPTIONS", "/reviews/1/helpful", asked(ORIGIN));
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers["access-control-allow-origin"], ORIGIN);
  assert.match(String(preflight.headers["access-control-allow-methods"]), /PUT/);
  const stranger = await strict.call("GET", "/products", asked("https://stranger.example.com"));
  assert.notEqual(stranger.headers["access-control-allow-origin"], "*");
  assert.notEqual(stranger.headers["access-control-allow-origin"], "https://stranger.example.com");
  await strict.close();
});

test("whatever a PUT has for a body is ignored", async () => {
  const path = `/reviews/${reviewId}/helpful`;
  const bodies = [
    {},
    { type: "application/json" },
    { type: "application/json", body: "{}" },
    { type: "application/json", body: "{not json" },
    { type: "application/x-www-form-urlencoded", body: "" },
    { type: "application/x-www-form-urlencoded" },
    { type: "application/x-www-form-urlencoded", body: "a=b" },
    { type: "text/plain;charset=UTF-8", body: "helpful" },
    { type: "multipart/form-data; boundary=x", body: "--x--" },
    { type: "nonsense", body: "x" },
    { headers: { "content-length": "0" } },
  ];
  for (const request of bodies) {
    const { status } = await shop.call("PUT", path, request);
    assert.equal(status, 204, JSON.stringify(request));
  }
  const { body } = await shop.call("GET", `/reviews?product_id=${MUG}`);
  assert.equal(body.results[0].helpfulness, bodies.length);
});

test("a body of POST is JSON under any type of text, and a form is refused", async () => {
  const body = JSON.stringify({ sku_id: MUG * 10_000 + 1 });
  for (const type of ["application/json", "text/plain;charset=UTF-8", "application/json; charset=utf-8"]) {
    assert.equal((await shop.call("POST", "/cart", { token: "types", body, type })).status, 201, type);
  }
  const form = await shop.call("POST", "/cart", { body: "sku_id=20001", type: "application/x-www-form-urlencoded" });
  assert.deepEqual([form.status, form.body.code], [415, "unsupported-media-type"]);
  for (const [broken, code] of [
    ["{", "malformed-json"],
    ['{"sku_id": "\\u0000"}', "validation-failed"],
    ["[]", "validation-failed"],
    ["", "validation-failed"],
    ["x".repeat(300_000), "request-too-large"],
  ] as const) {
    assert.equal(
      (await shop.call("POST", "/cart", { body: broken, type: "application/json" })).body.code,
      code,
      broken.slice(0, 20),
    );
  }
});

test("behind a proxy that the shop trusts, addresses are those that the client sees", async () => {
  const headers = { host: "10.0.0.7:8080", "x-forwarded-host": "shop.example.com", "x-forwarded-proto": "https" };
  const { body } = await shop.call("GET", `/products/${MUG}/styles`, { headers });
  assert.match(body.results[0].photos[0].url, /^https:\/\/shop\.example\.com\/pictures\/2\//);
});

test("what a visitor or a moderator makes is kept by no cache, and the calls are in no document of the API", async () => {
  for (const path of ["/cart", `/reviews?product_id=${MUG}`, `/qa/questions?product_id=${MUG}`]) {
    const { headers } = await shop.call("GET", path);
    assert.equal(headers["cache-control"], "no-store", path);
  }
  const { headers } = await shop.call("GET", "/products");
  assert.equal(headers["cache-control"], "public, no-cache");
  const document = await (await fetch(new URL("/openapi.json", shop.url))).text();
  assert.ok(!document.includes("/atelier"));
});

test("odd values anywhere are answered with less than 500", async () => {
  const odd = [
    "%00",
    "%F0%9F%98%80",
    "%ED%A0%80",
    "'--",
    "-1",
    "0",
    "1e309",
    "NaN",
    "null",
    "99999999999999999999",
    "%E2%80%AE",
    "a".repeat(190),
  ];
  const paths = [
    (value: string) => `/products/${value}`,
    (value: string) => `/products/${value}/styles`,
    (value: string) => `/products/${value}/related`,
    (value: string) => `/products?page=${value}&count=${value}`,
    (value: string) => `/reviews?product_id=${value}&sort=${value}&page=${value}`,
    (value: string) => `/reviews?product_id=1&sort=${value}&${value}=${value}`,
    (value: string) => `/reviews/meta?product_id=${value}`,
    (value: string) => `/qa/questions?product_id=${value}&count=${value}`,
    (value: string) => `/qa/questions/${value}/answers?page=${value}`,
    (value: string) => `/qa/questions/1000001/answers?count=${value}&page=${value}`,
  ];
  for (const path of paths) {
    for (const value of odd) {
      const { status } = await shop.call("GET", path(value));
      assert.ok(status < 500, `${status} ${path(value)}`);
    }
  }
  const bodies = [
    null,
    1,
    "text",
    [],
    { product_id: {} },
    { product_id: 1e300 },
    { sku_id: [1] },
    { body: "\ud800" },
    { element: {}, widget: [], time: {} },
  ];
  for (const path of ["/reviews", "/qa/questions", "/qa/questions/1000001/answers", "/cart", "/interactions"]) {
    for (const body of bodies) {
      const { status } = await shop.call("POST", path, { body: JSON.stringify(body), type: "application/json" });
      assert.ok(status < 500, `${status} ${path} ${JSON.stringify(body)}`);
    }
  }
  for (const value of odd) {
    for (const path of [`/reviews/${value}/helpful`, `/qa/answers/${value}/report`, `/qa/questions/${value}/helpful`]) {
      assert.ok((await shop.call("PUT", path)).status < 500, path);
    }
  }
});

test("photos on this host are as absolute as those of products", async () => {
  const photos = ["/pictures/2/scene.svg", "https://images.example.com/a.jpg"];
  const written = { productId: MUG, name: "demo", email: null, createdAt: new Date(), helpfulCount: 50, generated: true };
  await importReviews(shop.db, [
    {
      ...written,
      rating: 5,
      summary: "With photos",
      body: "See.",
      recommend: true,
      photos,
      characteristics: {},
      verifiedPurchase: false,
      response: null,
    },
  ]);
  const answers = [{ body: "So.", name: "demo", email: null, photos, bySeller: false, createdAt: new Date(), helpfulCount: 0 }];
  await importQuestions(shop.db, [{ ...written, body: "How?", answers }]);
  const headers = { host: "shop.example.com" };
  const absolute = [`http://shop.example.com${photos[0]}`, photos[1]];
  const urls = (found: readonly { url: string }[]) => found.map(({ url }) => url);
  const reviews = (await shop.call("GET", `/reviews?product_id=${MUG}&sort=helpful`, { headers })).body.results;
  assert.deepEqual(urls(reviews[0].photos), absolute);
  const [question] = (await shop.call("GET", `/qa/questions?product_id=${MUG}`, { headers })).body.results;
  assert.deepEqual(Object.values<{ photos: string[] }>(question.answers)[0]!.photos, absolute);
  const list = (await shop.call("GET", `/qa/questions/${question.question_id}/answers`, { headers })).body.results;
  assert.deepEqual(urls(list[0].photos), absolute);
});
