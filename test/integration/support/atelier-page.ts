import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A page of another origin that shows a product as the clients of the Atelier contract do: with fetch, and text that is never HTML. */
export async function servePage(api: string, token: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const page = html(api, token);
  const server: Server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function html(api: string, token: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A front</title>
<link rel="icon" href="data:,">
<h1 id="name"></h1>
<p id="slogan"></p>
<p id="price"></p>
<p id="stars"></p>
<ul id="features"></ul>
<div id="photos"></div>
<select id="sizes"></select>
<button id="add">Add to bag</button>
<p id="bag"></p>
<ul id="reviews"></ul>
<button id="helpful">Helpful</button>
<button id="write">Write a review</button>
<ul id="questions"></ul>
<div id="related"></div>
<p id="state"></p>
<script>
const api = ${JSON.stringify(api)};
const headers = { Authorization: ${JSON.stringify(token)} };
const at = (id) => document.getElementById(id);
const get = async (path) => (await fetch(api + path, { headers })).json();
const send = async (method, path, type, body) =>
  (await fetch(api + path, { method, headers: { ...headers, "Content-Type": type }, body })).text();
const post = (path, body) => send("POST", path, "application/json", JSON.stringify(body));
const put = (path) => send("PUT", path, "application/x-www-form-urlencoded");
const list = (id, texts) => at(id).replaceChildren(...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
const image = (url) => Object.assign(new Image(), { src: url, width: 100, alt: "" });
const loaded = (images) => Promise.all(images.map((each) => each.decode()));
let id, reviews;

async function showReviews() {
  ({ results: reviews } = await get("/reviews?product_id=" + id + "&sort=newest&count=1000"));
  list("reviews", reviews.map((review) => review.summary + ": " + review.body + " (" + review.helpfulness + ")"));
  const { ratings } = await get("/reviews/meta?product_id=" + id);
  at("stars").textContent = Object.values(ratings).reduce((sum, count) => sum + Number(count), 0) + " reviews";
}

async function showBag() {
  const bag = await get("/cart");
  at("bag").textContent = bag.map(({ sku_id, count }) => count + " x " + sku_id).join(", ") || "empty";
}

async function show() {
  id = new URLSearchParams(location.search).get("product") ?? (await get("/products?count=1"))[0].id;
  const [product, { results: styles }, related, questions] = await Promise.all([
    get("/products/" + id), get("/products/" + id + "/styles"), get("/products/" + id + "/related"), get("/qa/questions/?product_id=" + id),
  ]);
  const style = styles.find((each) => each["default?"]);
  at("name").textContent = product.name;
  at("slogan").textContent = product.slogan;
  at("price").textContent = style.sale_price ?? style.original_price;
  list("features", product.features.map(({ feature, value }) => feature + ": " + (value ?? "yes")));
  list("questions", questions.results.map(({ question_body }) => question_body));
  for (const [sku, { size, quantity }] of Object.entries(style.skus))
    if (quantity > 0) at("sizes").append(new Option(size, sku));
  at("photos").replaceChildren(...style.photos.map(({ url }) => image(url)));
  const cards = await Promise.all(related.map(async (other) => (await get("/products/" + other + "/styles")).results.find((each) => each["default?"])));
  at("related").replaceChildren(...cards.map((card) => image(card.photos[0].thumbnail_url)));
  await loaded([...document.images]);
  await Promise.all([showReviews(), showBag()]);
}

const acting = (act) => async () => {
  at("state").textContent = "busy";
  await act();
  at("state").textContent = "ready";
};
at("add").onclick = acting(async () => {
  await post("/cart", { sku_id: Number(at("sizes").value) });
  await post("/interactions", { element: "button#add", widget: "Overview", time: new Date().toISOString() });
  await showBag();
});
at("helpful").onclick = acting(async () => {
  await put("/reviews/" + reviews[0].review_id + "/helpful");
  await showReviews();
});
at("write").onclick = acting(async () => {
  await post("/reviews", {
    product_id: Number(id), rating: 5, summary: "<img src=x onerror=alert(1)>", body: "Written in a browser, \\u{1F600}.", recommend: true,
    name: "reader", email: "reader@example.com", photos: [], characteristics: {},
  });
  await showReviews();
});
acting(show)();
</script>`;
}
