import type { ProductToImport } from "../catalog/import-products.ts";

type Garment = Pick<ProductToImport, "slug" | "name" | "slogan" | "description" | "popularity"> & {
  readonly shelf: readonly [string, string];
  readonly attributes: Readonly<Record<string, string>>;
  readonly colours: readonly string[];
  readonly sizes: readonly string[];
  /** Pence. */
  readonly priceMinor: number;
  /** Pence, while the sale goes on. */
  readonly saleMinor?: number;
  readonly weightGrams: number;
};

const letters = ["XS", "S", "M", "L", "XL"];
const numbers = ["8", "10", "12", "14", "16"];
const womens = ["UK 4", "UK 5", "UK 6", "UK 7", "UK 8"];
const everyone = ["UK 4", "UK 5", "UK 6", "UK 7", "UK 8", "UK 9", "UK 10", "UK 11"];

const TOPS = ["Clothing & Shoes", "Tops & Shirts"] as const;
const KNITWEAR = ["Clothing & Shoes", "Knitwear"] as const;
const DRESSES = ["Clothing & Shoes", "Dresses & Skirts"] as const;
const OUTER = ["Clothing & Shoes", "Coats & Jackets"] as const;
const SHOES = ["Clothing & Shoes", "Shoes & Boots"] as const;

/** Invented: the data that the rest of the demo comes from has no clothing, and clothing shows what styles and sizes are for. */
const garments: readonly Garment[] = [
  {
    slug: "everyday-cotton-t-shirt",
    name: "Everyday Cotton T-Shirt",
    slogan: "The one you reach for first",
    description:
      "A mid-weight T-shirt of combed cotton with a ribbed neck that keeps its shape. Cut straight, neither tight nor boxy, and washed once so that it does not shrink.",
    shelf: TOPS,
    attributes: { material: "Cotton", fit: "Regular", neckline: "Crew", care: "Machine wash at 40 °C" },
    colours: ["White", "Navy", "Sage", "Coral"],
    sizes: letters,
    priceMinor: 1_600,
    weightGrams: 180,
    popularity: 640,
  },
  {
    slug: "breton-stripe-t-shirt",
    name: "Breton Stripe T-Shirt",
    slogan: "Sea air, wherever you are",
    description:
      "Long-wearing cotton jersey with the stripes of a fisherman's shirt. The shoulder seams are taped, and the hem has side vents.",
    shelf: TOPS,
    attributes: { material: "Cotton", fit: "Relaxed", neckline: "Boat", pattern: "Stripes", care: "Machine wash at 30 °C" },
    colours: ["Navy", "Red", "Mustard"],
    sizes: letters,
    priceMinor: 2_400,
    weightGrams: 210,
    popularity: 520,
  },
  {
    slug: "linen-garden-shirt",
    name: "Linen Garden Shirt",
    slogan: "Cool through the hottest Sunday",
    description:
      "A loose linen shirt with a soft collar, horn-look buttons and a pocket large enough for seed packets. Better with every wash.",
    shelf: TOPS,
    attributes: { material: "Linen", fit: "Loose", sleeve: "Long", care: "Machine wash at 30 °C" },
    colours: ["White", "Sky Blue", "Olive"],
    sizes: letters,
    priceMinor: 4_200,
    weightGrams: 260,
    popularity: 210,
  },
  {
    slug: "fishermans-cable-jumper",
    name: "Fisherman's Cable Jumper",
    slogan: "Built for the harbour, worn by the fire",
    description: "A heavy cable knit of British wool with ribbed cuffs and a high crew neck. Warm when damp, and easy to mend.",
    shelf: KNITWEAR,
    attributes: { material: "Wool", fit: "Regular", neckline: "Crew", care: "Hand wash" },
    colours: ["Cream", "Navy", "Forest Green"],
    sizes: letters,
    priceMinor: 6_800,
    saleMinor: 5_200,
    weightGrams: 720,
    popularity: 430,
  },
  {
    slug: "fair-isle-jumper",
    name: "Fair Isle Jumper",
    slogan: "A little pattern against the grey",
    description:
      "A soft lambswool jumper with a patterned yoke in the old island style. Fine enough for a shirt beneath and a coat above.",
    shelf: KNITWEAR,
    attributes: { material: "Lambswool", fit: "Slim", neckline: "Crew", pattern: "Fair Isle", care: "Hand wash" },
    colours: ["Teal", "Burgundy"],
    sizes: letters,
    priceMinor: 5_900,
    weightGrams: 520,
    popularity: 260,
  },
  {
    slug: "floral-tea-dress",
    name: "Floral Tea Dress",
    slogan: "For lawns, cake and dancing",
    description:
      "A printed viscose dress with a tie at the waist, short sleeves and a skirt that moves. Lined to the knee, with pockets in the seams.",
    shelf: DRESSES,
    attributes: { material: "Viscose", fit: "Fitted waist", length: "Midi", pattern: "Floral", care: "Machine wash at 30 °C" },
    colours: ["Blue", "Red", "Green"],
    sizes: numbers,
    priceMinor: 5_400,
    weightGrams: 340,
    popularity: 580,
  },
  {
    slug: "needlecord-pinafore-dress",
    name: "Needlecord Pinafore Dress",
    slogan: "Grown-up dungarees, in a way",
    description:
      "A needlecord pinafore with adjustable straps and two deep pockets, to be worn over a T-shirt in spring and a jumper in winter.",
    shelf: DRESSES,
    attributes: { material: "Cotton corduroy", fit: "Relaxed", length: "Knee", care: "Machine wash at 30 °C" },
    colours: ["Mustard", "Teal", "Burgundy"],
    sizes: numbers,
    priceMinor: 4_800,
    saleMinor: 3_600,
    weightGrams: 480,
    popularity: 300,
  },
  {
    slug: "waxed-country-jacket",
    name: "Waxed Country Jacket",
    slogan: "Let it rain",
    description:
      "A waxed cotton jacket with a corduroy collar, a two-way zip and a tartan lining. It can be waxed anew each autumn.",
    shelf: OUTER,
    attributes: { material: "Waxed cotton", fit: "Regular", lining: "Cotton tartan", care: "Sponge clean only" },
    colours: ["Olive", "Navy"],
    sizes: letters,
    priceMinor: 12_900,
    weightGrams: 1_350,
    popularity: 190,
  },
  {
    slug: "canvas-plimsoll-trainers",
    name: "Canvas Plimsoll Trainers",
    slogan: "School sports day, minus the egg",
    description:
      "Cotton canvas trainers on a natural rubber sole, with a cushioned insole that lifts out. Cool in summer and easy to wash.",
    shelf: SHOES,
    attributes: { material: "Cotton canvas", fit: "Standard", sole: "Natural rubber", care: "Cool wash by hand" },
    colours: ["White", "Red", "Navy"],
    sizes: everyone,
    priceMinor: 3_200,
    weightGrams: 640,
    popularity: 610,
  },
  {
    slug: "suede-running-trainers",
    name: "Suede Running Trainers",
    slogan: "Fast looking, even in a queue",
    description: "Suede and mesh trainers in the style of the seventies, with a light foam midsole and reflective piping.",
    shelf: SHOES,
    attributes: { material: "Suede and mesh", fit: "Roomy", sole: "Foam and rubber", care: "Brush clean" },
    colours: ["Grey", "Teal", "Orange"],
    sizes: everyone,
    priceMinor: 6_500,
    weightGrams: 720,
    popularity: 350,
  },
  {
    slug: "leather-lace-up-boots",
    name: "Leather Lace-Up Boots",
    slogan: "Ten winters and counting",
    description:
      "Full-grain leather boots with a stitched welt, so that they can be soled again, and a warm lining. They soften in the first week and last for years.",
    shelf: SHOES,
    attributes: { material: "Leather", fit: "Standard", sole: "Commando rubber", care: "Polish now and then" },
    colours: ["Brown", "Black", "Burgundy"],
    sizes: everyone,
    priceMinor: 9_800,
    weightGrams: 1_400,
    popularity: 400,
  },
  {
    slug: "puddle-wellies",
    name: "Puddle Wellies",
    slogan: "Deep enough for the good ones",
    description:
      "Natural rubber wellington boots with a cotton lining, a reinforced heel and a pull strap. Matt outside, quick to rinse.",
    shelf: SHOES,
    attributes: { material: "Natural rubber", fit: "Roomy", sole: "Natural rubber", care: "Rinse with water" },
    colours: ["Green", "Yellow", "Navy"],
    sizes: womens,
    priceMinor: 3_900,
    weightGrams: 1_600,
    popularity: 280,
  },
];

export const demoClothing: readonly ProductToImport[] = garments.map((garment) =>
  toImport(garment, ({ priceMinor }) => priceMinor),
);

/** Those on sale, with the prices of the sale. */
export const demoSale: readonly ProductToImport[] = garments
  .filter(({ saleMinor }) => saleMinor !== undefined)
  .map((garment) => toImport(garment, ({ saleMinor }) => saleMinor!));

function toImport(garment: Garment, priceOf: (garment: Garment) => number): ProductToImport {
  const { slug, name, slogan, description, popularity, shelf, attributes, colours, sizes, weightGrams } = garment;
  return {
    slug,
    name,
    ...(slogan === undefined ? {} : { slogan }),
    description,
    ...(popularity === undefined ? {} : { popularity }),
    attributes,
    categoryPath: shelf,
    variants: colours.flatMap((colour) =>
      sizes.map((size) => ({
        sku: `${slug}-${colour}-${size}`.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "-"),
        options: { colour, size },
        priceMinor: priceOf(garment),
        tiers: [],
        weightGrams,
      })),
    ),
  };
}
