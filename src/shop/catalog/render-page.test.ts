import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closeSchema, compileCheck } from "../../platform/http/validation.ts";
import { openStock } from "../inventory/opening-stock.ts";
import { createReferenceStore } from "../pricing/reference-store.ts";
import { createTestShop, mugToImport, type TestShop } from "./catalog.fixture.ts";
import { importProducts } from "./import-products.ts";
import { createProductPages } from "./product-pages.ts";
import { createProductReads } from "./product-reads.ts";
import { ProductOut } from "./product-schemas.ts";
import { displayContext, viewProduct } from "./product-view.ts";
import { createPageRenderer } from "./render-page.ts";

let shop: TestShop;
let ids: readonly number[];
const NOW = new Date("2026-03-15T12:00:00Z");
before(async () => {
  shop = await createTestShop(() => undefined);
  const odd = 'Łódź "mug" \u2028 \\ <b>\u0007</b> 🫖';
  const tiers = [
    { minQuantity: 5, amountMinor: 700 },
    { minQuantity: 50, amountMinor: 600 },
  ];
  const many = Array.from({ length: 40 }, (_, n) => ({
    sku: `MANY-${n}`,
    options: { colour: n % 2 === 0 ? "Pink" : odd, Size: `${n}` },
    priceMinor: 1_000 + (n % 3),
    tiers: n % 5 === 0 ? tiers : [],
    weightGrams: 1,
  }));
  const { variantIdOfSku } = await importProducts(shop.db, [
    mugToImport(1),
    mugToImport(2, { name: odd, description: odd.repeat(40), attributes: { packSize: 6, colour: "Pink" } }),
    mugToImport(3, { variants: many }),
    mugToImport(4, { kind: "service", categoryPath: ["Services"] }),
  ]);
  const stock = ["MUG-1", "MANY-0", "MANY-1", "MANY-2"].flatMap((sku, n) =>
    ["LON1", ...(n % 2 === 0 ? [] : ["RTM1"])].map((warehouse) => ({
      variantId: variantIdOfSku.get(sku)!,
      warehouse,
      onHand: n * 3,
      backorderLimit: n,
      reorderLevel: null,
    })),
  );
  await openStock(shop.db, stock);
  ids = ["MUG-1", "MUG-2", "MANY-0", "MUG-4"].map((sku) => Math.floor(variantIdOfSku.get(sku)! / 10_000));
});
after(() => shop.close());

const displays = [
  { currency: null, country: null },
  { currency: "EUR", country: null },
  { currency: "USD", country: "US" },
  { currency: "JPY", country: "DE" },
];

test("a page put together from its text is the view of its document, field by field and in its order, and keeps to the schema", async () => {
  const reference = createReferenceStore(shop.db);
  const reads = createProductReads(shop.db, reference);
  const pages = createProductPages(shop.db, reference);
  const renderer = createPageRenderer();
  const complain = compileCheck(closeSchema(ProductOut), "page");
  const compare = async () => {
    for (const id of ids) {
      const [live, page] = [(await reads.byId(id))!, (await pages.byId(id))!];
      for (const display of displays) {
        const view = JSON.stringify(viewProduct(live, displayContext(live.reference, display, NOW)));
        const { json } = renderer.render(page, display, NOW);
        assert.deepEqual(JSON.parse(json), JSON.parse(view));
        assert.equal(complain(JSON.parse(json)), null);
      }
    }
  };
  await compare();
  // A document that nobody has made a text of yet, and one in a format of another time.
  await shop.testDatabase.query("update product_documents set page = null where product_id % 2 = 0");
  await shop.testDatabase.query("update product_documents set page = '0' || page where page is not null");
  await compare();
});
