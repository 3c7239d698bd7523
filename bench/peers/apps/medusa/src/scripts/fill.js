// Run by `medusa exec`: brings the catalogue in through Medusa's own workflows, and writes down the ids that the jobs need.
const { readFileSync, writeFileSync } = require("node:fs");
const { Modules } = require("@medusajs/framework/utils");
const flows = require("@medusajs/medusa/core-flows");

const PRODUCTS_PER_RUN = 50;

exports.default = async function fill({ container, args }) {
  const [catalogueFile, idsFile] = args;
  const catalogue = JSON.parse(readFileSync(catalogueFile, "utf8"));
  const run = async (workflow, input) => (await workflow(container).run({ input })).result;
  const link = container.resolve("link");

  const [channel] = await run(flows.createSalesChannelsWorkflow, { salesChannelsData: [{ name: "Shop" }] });
  const [region] = await run(flows.createRegionsWorkflow, {
    regions: [
      {
        name: "United Kingdom",
        currency_code: "gbp",
        countries: ["gb"],
        payment_providers: ["pp_system_default"],
        is_tax_inclusive: true,
      },
    ],
  });
  await run(flows.createPricePreferencesWorkflow, [{ attribute: "currency_code", value: "gbp", is_tax_inclusive: true }]).catch(
    // A store may have the preference of its own; then it is told.
    () =>
      run(flows.updatePricePreferencesWorkflow, {
        selector: { attribute: "currency_code", value: "gbp" },
        update: { is_tax_inclusive: true },
      }),
  );
  await run(flows.createTaxRegionsWorkflow, [
    { country_code: "gb", provider_id: "tp_system", default_tax_rate: { rate: 20, name: "VAT", code: "VAT" } },
  ]);
  const [location] = await run(flows.createStockLocationsWorkflow, {
    locations: [{ name: "London", address: { city: "London", country_code: "GB", address_1: "1 Way" } }],
  });
  await run(flows.linkSalesChannelsToStockLocationWorkflow, { id: location.id, add: [channel.id] });
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
  });
  const [profile] = await run(flows.createShippingProfilesWorkflow, { data: [{ name: "Default", type: "default" }] });
  const set = await container.resolve(Modules.FULFILLMENT).createFulfillmentSets({
    name: "Delivery",
    type: "shipping",
    service_zones: [{ name: "United Kingdom", geo_zones: [{ country_code: "gb", type: "country" }] }],
  });
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  });
  const [shipping] = await run(flows.createShippingOptionsWorkflow, [
    {
      name: "Standard",
      price_type: "flat",
      provider_id: "manual_manual",
      service_zone_id: set.service_zones[0].id,
      shipping_profile_id: profile.id,
      type: { label: "Standard", description: "Standard delivery", code: "standard" },
      prices: [{ currency_code: "gbp", amount: catalogue.shippingMinor / 100 }],
      rules: [
        { attribute: "enabled_in_store", value: "true", operator: "eq" },
        { attribute: "is_return", value: "false", operator: "eq" },
      ],
    },
  ]);
  const [key] = await run(flows.createApiKeysWorkflow, {
    api_keys: [{ title: "Shop", type: "publishable", created_by: "" }],
  });
  await run(flows.linkSalesChannelsToApiKeyWorkflow, { id: key.id, add: [channel.id] });
  const categories = await run(flows.createProductCategoriesWorkflow, {
    product_categories: catalogue.categories.map((name) => ({ name, is_active: true })),
  });

  const categoryIds = catalogue.categories.map((name) => categories.find((category) => category.name === name).id);
  const productIds = [];
  const variantIds = {};
  for (let start = 0; start < catalogue.products.length; start += PRODUCTS_PER_RUN) {
    const some = catalogue.products.slice(start, start + PRODUCTS_PER_RUN);
    const made = await run(flows.createProductsWorkflow, {
      products: some.map((product) => ({
        title: product.name,
        handle: product.slug,
        description: product.description,
        status: "published",
        category_ids: [categoryIds[product.category]],
        shipping_profile_id: profile.id,
        sales_channels: [{ id: channel.id }],
        options: [{ title: "size", values: product.variants.map((variant) => variant.size) }],
        variants: product.variants.map((variant) => ({
          title: variant.size,
          sku: variant.sku,
          options: { size: variant.size },
          manage_inventory: true,
          prices: [{ currency_code: "gbp", amount: variant.priceMinor / 100 }],
        })),
      })),
    });
    const idOfHandle = new Map(made.map((product) => [product.handle, product.id]));
    for (const product of some) productIds.push(idOfHandle.get(product.slug));
    for (const variant of made.flatMap((product) => product.variants)) variantIds[variant.sku] = variant.id;
    const stockOfSku = new Map(some.flatMap((product) => product.variants.map((variant) => [variant.sku, variant.stock])));
    const items = await container
      .resolve(Modules.INVENTORY)
      .listInventoryItems({ sku: [...stockOfSku.keys()] }, { take: null, select: ["id", "sku"] });
    await run(flows.createInventoryLevelsWorkflow, {
      inventory_levels: items.map((item) => ({
        location_id: location.id,
        inventory_item_id: item.id,
        stocked_quantity: stockOfSku.get(item.sku),
      })),
    });
    process.stdout.write(`filled ${start + some.length} of ${catalogue.products.length}\n`);
  }
  process.stdout.write("making the search index\n");
  await container.resolve(Modules.SEARCH).reindex();
  const ids = { key: key.token, regionId: region.id, shippingOptionId: shipping.id, categoryIds, productIds, variantIds };
  writeFileSync(idsFile, JSON.stringify(ids));
};
