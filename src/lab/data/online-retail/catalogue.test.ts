import assert from "node:assert/strict";
import { test } from "node:test";
import { attributesOf } from "./attributes.ts";
import { createCatalogueBuilder } from "./catalogue.ts";
import { categoryOf } from "./categories.ts";
import { isRemark, mainDescription, slugOf, titleCase, wordsOf } from "./descriptions.ts";
import { rowOf } from "./fixture.ts";
import { countPrice, type PriceHistogram, priceListOf } from "./prices.ts";
import type { Row } from "./row.ts";
import { groupVariants } from "./variants.ts";

const named = (description: string): string => titleCase(wordsOf(description));

test("names are in title case with abbreviations written out", () => {
  const names: Readonly<Record<string, string>> = {
    "WHITE HANGING HEART T-LIGHT HOLDER": "White Hanging Heart T-Light Holder",
    "SET/10 BLUE POLKADOT CANDLES": "Set of 10 Blue Polkadot Candles",
    "S/4 CACTI CANDLES": "Set of 4 Cacti Candles",
    "SET 7 BABUSHKA NESTING BOXES": "Set of 7 Babushka Nesting Boxes",
    "FOLK ART GREETING CARD,pack/12": "Folk Art Greeting Card, Pack of 12",
    "FEATHER PEN,HOT PINK": "Feather Pen, Hot Pink",
    "PINK SCOTTIE DOG W FLOWER PATTERN": "Pink Scottie Dog with Flower Pattern",
    "RED WOOLLY HOTTIE WHITE HEART.": "Red Woolly Hottie White Heart",
    "THE KING GIFT BAG 25x24x12cm": "The King Gift Bag 25x24x12cm",
    "CHARLIE+LOLA RED HOT WATER BOTTLE": "Charlie & Lola Red Hot Water Bottle",
    'PEARL & SHELL 42"NECKL. GREEN': 'Pearl & Shell 42" Necklace Green',
    "CD WALL TIDY BLUE OFFICE": "CD Wall Tidy Blue Office",
    "EAU DE NILE JEWELLED PHOTOFRAME": "Eau de Nil Jewelled Photoframe",
  };
  for (const [description, name] of Object.entries(names)) assert.equal(named(description), name);
  assert.equal(slugOf("Pearl & Shell 42\" Necklace, Poppy's"), "pearl-and-shell-42-necklace-poppys");
});

test("notes of the warehouse are passed over, and used only when there is nothing else", () => {
  for (const note of ["damaged", "?", "wrongly coded 20713", "Found", "CHECK", "Unsaleable, destroyed.", ""])
    assert.ok(isRemark(note), note);
  for (const name of ["BAG 125g SWIRLY MARBLES", "POLYESTER FILLER PAD 40x40cm"]) assert.ok(!isRemark(name), name);
  assert.equal(
    mainDescription(
      new Map([
        ["damaged", 9],
        ["RED MUG", 1],
        ["BLUE MUG", 1],
      ]),
    ),
    "BLUE MUG",
  );
  assert.equal(mainDescription(new Map([["Dr. Jam's Arouzer Stress Ball", 1]])), "Dr. Jam's Arouzer Stress Ball");
});

function grouped(...descriptions: readonly string[]): readonly string[] {
  const skus = descriptions.map((description, index) => ({
    sku: `8451${0}${"ABCDEFGH"[index]}`,
    description,
    orderLines: index,
  }));
  const sameKind = (a: readonly string[], b: readonly string[]) => categoryOf(a).path[1] === categoryOf(b).path[1];
  return groupVariants(skus, sameKind).map(({ nameWords, option, members }) =>
    option === undefined
      ? titleCase(nameWords)
      : `${titleCase(nameWords)} [${option}: ${members.map((m) => titleCase(m.valueWords)).join(", ")}]`,
  );
}

test("codes of one stem are variants when their descriptions share their main words", () => {
  assert.deepEqual(grouped("SET/10 BLUE POLKADOT CANDLES", "SET/10 PINK POLKADOT CANDLES"), [
    "Set of 10 Polkadot Candles [colour: Blue, Pink]",
  ]);
  assert.deepEqual(grouped("SET OF 4 ENGLISH ROSE COASTERS", "SET OF 4 POLKADOT COASTERS"), [
    "Set of 4 Coasters [design: English Rose, Polkadot]",
  ]);
  assert.deepEqual(grouped("LARGE TAHITI BEACH BAG", "SMALL TAHITI BEACH BAG"), ["Tahiti Beach Bag [size: Large, Small]"]);
  assert.deepEqual(grouped("JUMBO BAG RED RETROSPOT", "JUMBO  BAG BAROQUE BLACK WHITE"), [
    "Jumbo Bag [design: Red Retrospot, Baroque Black White]",
  ]);
  assert.deepEqual(grouped("METAL SIGN,CUPCAKE SINGLE HOOK", "METAL SIGN CUPCAKE SINGLE HOOK"), [
    "Metal Sign Cupcake Single Hook [design: A, B]",
  ]);
  assert.deepEqual(grouped("3 ROSE MORRIS BOXED CANDLE", "3 GARDENIA MORRIS BOXED CANDLES"), [
    "3 Morris Boxed Candles [design: Rose, Gardenia]",
  ]);
});

test("codes of one stem stay apart when their descriptions do not", () => {
  assert.equal(grouped("RED WOOLLY HOTTIE WHITE HEART.", "KNITTED UNION FLAG HOT WATER BOTTLE").length, 2);
  assert.equal(grouped("ENGLISH ROSE SPIRIT LEVEL", "ENGLISH ROSE GARDEN SECATEURS").length, 2);
  assert.equal(grouped("PARTY BUNTING", "TEA TIME PARTY BUNTING").length, 2);
  assert.equal(grouped("WRAP ENGLISH ROSE", "WRAP PINK FLOCK").length, 2);
});

test("the thing decides the category, not its motif", () => {
  const leaf = (description: string): string => categoryOf(wordsOf(description)).path[1];
  assert.equal(leaf("GINGHAM BABUSHKA DOORSTOP"), "Doormats & Doorstops");
  assert.equal(leaf("LUNCH BAG DOLLY GIRL DESIGN"), "Lunch Bags & Boxes");
  assert.equal(leaf("TRAVEL CARD WALLET SKULLS"), "Purses & Wallets");
  assert.equal(leaf("JUMBO BAG VINTAGE DOILY"), "Shopping & Jumbo Bags");
  assert.equal(leaf("60 TEATIME FAIRY CAKE CASES"), "Cases & Moulds");
  assert.equal(leaf("VICTORIAN GLASS HANGING T-LIGHT"), "Candles");
  assert.equal(leaf("FROSTED WHITE BASE"), "Everything Else");
});

test("attributes are typed and state only what the words state", () => {
  const of = (description: string) => attributesOf(wordsOf(description));
  assert.deepEqual(of("SET OF 6 RED/WHITE POLKADOT CERAMIC MUGS"), {
    colour: "Red / White",
    material: "Ceramic",
    pattern: "Polka dot",
    packSize: 6,
  });
  assert.deepEqual(of("WHITE CHRISTMAS TREE 60CM"), { colour: "White", lengthCm: 60, occasion: "Christmas" });
  assert.deepEqual(of("ASSORTED COLOUR BIRD ORNAMENT"), { assorted: true });
  assert.deepEqual(of("60 TEATIME FAIRY CAKE CASES"), { packSize: 60 });
  assert.deepEqual(of("3 TIER CAKE TIN"), {});
  assert.deepEqual(of("5 HOOK HANGER MAGIC"), {});
});

function pricesOf(...lines: readonly (readonly [count: number, quantity: number, unitPriceMinor: number])[]): PriceHistogram {
  const histogram: PriceHistogram = new Map();
  for (const [count, quantity, price] of lines) for (let i = 0; i < count; i += 1) countPrice(histogram, price, quantity);
  return histogram;
}

test("a lower price that large lines pay and small ones do not is a tier", () => {
  assert.deepEqual(priceListOf(pricesOf([50, 6, 295], [20, 32, 255], [10, 64, 255])), {
    priceMinor: 295,
    tiers: [{ minQuantity: 32, amountMinor: 255 }],
  });
  assert.deepEqual(
    priceListOf(pricesOf([50, 6, 295], [10, 16, 295], [1, 18, 255], [1, 18, 295], [20, 32, 255])).tiers,
    [{ minQuantity: 32, amountMinor: 255 }],
    "one early exception does not move the break",
  );
  assert.deepEqual(priceListOf(pricesOf([10, 6, 295], [40, 32, 255])).priceMinor, 295, "though most lines pay the tier's price");
});

test("an offer, a clearance, or too few lines make no tier", () => {
  assert.deepEqual(priceListOf(pricesOf([50, 6, 295], [30, 6, 255], [20, 32, 255])).tiers, [], "small lines pay it too");
  assert.deepEqual(priceListOf(pricesOf([50, 6, 295], [20, 32, 39])).tiers, [], "far below the list price");
  assert.deepEqual(priceListOf(pricesOf([50, 6, 295], [5, 32, 255])).tiers, [], "five lines");
  assert.deepEqual(priceListOf(pricesOf([50, 6, 295], [20, 32, 255], [20, 48, 295])).tiers, [], "half of the large lines");
});

function catalogueOf(rows: readonly Partial<Row>[]) {
  const builder = createCatalogueBuilder();
  for (const row of rows) builder.add(rowOf(row));
  return builder.build();
}

const SALES: readonly Partial<Row>[] = [
  { stockCode: "84531B", description: "BLUE KNITTED EGG COSY", unitPriceMills: 1650, placedAtMs: Date.UTC(2011, 5, 1) },
  { stockCode: "84531A", description: "PINK KNITTED EGG COSY", unitPriceMills: 1650, quantity: 2 },
  { stockCode: "84531a", description: "PINK KNITTED EGG COSY", unitPriceMills: 1250, quantity: 1 },
  { stockCode: "84531A", description: "PINK KNITTED EGG COSY", unitPriceMills: 3990, quantity: 1, customerId: null },
  { stockCode: "84531A", description: "PINK KNITTED EGG COSY", unitPriceMills: 3990, quantity: 1, customerId: null },
  { invoiceNo: "C1", stockCode: "84531B", description: "BLUE KNITTED EGG COSY", quantity: -1 },
  { stockCode: "POST", description: "POSTAGE" },
  { stockCode: "22423", description: "damaged", unitPriceMills: 0 },
];

test("a product has its variants, what they sold and what came back; services and stock notes are not in it", () => {
  const products = catalogueOf(SALES);
  assert.equal(products.length, 1);
  const [product] = products;
  assert.equal(product?.externalId, "84531");
  assert.equal(product?.name, "Knitted Egg Cosy");
  assert.equal(product?.slug, "knitted-egg-cosy");
  assert.deepEqual(product?.categoryPath, ["Kitchen & Dining", "Mugs & Cups"]);
  assert.equal(
    product?.description,
    "Knitted Egg Cosy, from Mugs & Cups (Kitchen & Dining). Material: knit. Comes in 2 colours.",
  );
  const [pink, blue] = product!.variants;
  assert.deepEqual(
    { ...blue, weightGrams: 0 },
    {
      sku: "84531B",
      options: { colour: "Blue" },
      priceMinor: 165,
      tiers: [],
      weightGrams: 0,
      orderLines: 1,
      unitsSold: 6,
      unitsReturned: 1,
      firstSoldOn: "2011-06-01",
      lastSoldOn: "2011-06-01",
    },
  );
  assert.equal(pink?.orderLines, 4);
  assert.equal(pink?.priceMinor, 125, "of two equally frequent prices the lower, and never the guests' when customers bought it");
});

test("the order of the rows does not change the catalogue", () => {
  assert.deepEqual(catalogueOf(SALES.toReversed()), catalogueOf(SALES));
});

test("products of one name have slugs of their own", () => {
  const products = catalogueOf([{ stockCode: "10001" }, { stockCode: "10002" }]);
  assert.deepEqual(
    products.map((product) => product.slug),
    ["white-hanging-heart-t-light-holder", "white-hanging-heart-t-light-holder-10002"],
  );
});
