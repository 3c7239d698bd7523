// What the search module keeps of a product: the texts that are searched, what a list of hits shows, with its prices, and what narrows it.
const { defineSearchIndex, graphConsume, graphSeed, search } = require("@medusajs/framework/utils");

const prices = (variant) =>
  (variant.prices ?? []).filter((price) => price.currency_code === "gbp").map((price) => Number(price.amount));

const source = {
  fields: [
    ...["id", "title", "description", "handle", "status", "sales_channels.id", "categories.name"],
    ...["variants.id", "variants.title", "variants.sku", "variants.prices.amount", "variants.prices.currency_code"],
  ],
  transform: (products) =>
    products.map(({ id, title, description, handle, status, sales_channels: channels, categories, variants }) => ({
      id,
      title,
      description,
      handle,
      status,
      sales_channel_ids: (channels ?? []).map((channel) => channel.id),
      category: categories?.[0]?.name,
      sizes: variants.map((variant) => variant.title),
      price: Math.min(...variants.flatMap(prices)),
      variants: variants.map((variant) => ({
        id: variant.id,
        title: variant.title,
        sku: variant.sku,
        price: prices(variant)[0],
      })),
    })),
};

exports.default = defineSearchIndex({
  name: "product",
  entity: "product",
  fields: search.define({
    id: search.keyword().filterable(),
    title: search.text().searchable({ weight: 3 }),
    description: search.text().searchable(),
    handle: search.keyword().filterable(),
    status: search.keyword().filterable(),
    sales_channel_ids: search.keyword().array().filterable(),
    category: search.keyword().searchable().facetable(),
    sizes: search.keyword().array().facetable(),
    price: search.float().facetable().sortable(),
    variants: search
      .object({ id: search.keyword(), title: search.keyword(), sku: search.keyword().searchable(), price: search.float() })
      .array(),
  }),
  events: ["product.created", "product.updated", "product.deleted"],
  consume: graphConsume(source),
  seed: graphSeed(source),
});
