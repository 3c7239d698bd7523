import { wordsOf } from "../../../shop/search/words.ts";
import { createRandomStream } from "./randomness.ts";

/** Departments with their categories and what is in them. `fit`: its sizes are those of clothes. All words are ASCII without quotes. */
const DEPARTMENTS = `
Women: Dresses=dress gown sundress pinafore; Tops=blouse shirt tunic camisole; Knitwear=jumper cardigan sweater pullover; Skirts=skirt kilt; Coats=coat parka raincoat trench; Nightwear=pyjamas nightdress robe
Men: Shirts=shirt polo flannel; Trousers=trousers chinos jeans cords; Jackets=jacket blazer gilet anorak; Jumpers=jumper hoodie fleece; Underwear=boxers vest briefs; Suits=suit waistcoat
Shoes: Trainers=trainer sneaker runner; Boots=boot wellington; Sandals=sandal slider flipflop; Formal Shoes=brogue loafer oxford; Slippers=slipper moccasin
Children: Baby Clothes=romper bodysuit bib; School Wear=blazer pinafore skirt; Outerwear=snowsuit raincoat; Costumes=costume cape mask
Accessories: Bags=bag tote satchel rucksack; Hats=hat beanie cap beret; Scarves=scarf shawl snood; Belts=belt braces; Jewellery=necklace bracelet earring ring; Watches=watch chronograph
Kitchen: Cookware=pan saucepan casserole skillet; Bakeware=tin tray mould; Tableware=plate bowl mug dish; Glassware=tumbler goblet carafe; Cutlery=knife fork spoon ladle; Appliances=kettle toaster blender grinder
Home: Lighting=lamp lantern shade; Bedding=duvet pillow sheet blanket; Curtains=curtain blind; Rugs=rug mat runner; Storage=basket box crate shelf; Mirrors=mirror frame; Clocks=clock timer; Candles=candle diffuser
Garden: Planters=planter pot trough; Tools=spade trowel rake shears; Furniture=bench chair table parasol; Birds=feeder birdhouse; Outdoor Lights=lantern torch
Toys: Puzzles=puzzle jigsaw; Games=game dominoes chess; Soft Toys=bear rabbit elephant; Models=train boat aeroplane; Craft Kits=kit loom easel
Stationery: Notebooks=notebook journal planner; Pens=pen pencil marker; Paper=envelope card wrap; Desk=organiser stapler tray
Sport: Fitness=dumbbell kettlebell rope; Cycling=helmet glove pump; Camping=tent stove hammock; Swimming=goggles towel float; Racquets=racquet shuttlecock
Office: Audio=headphones speaker microphone; Computing=keyboard mouse monitor stand; Cables=cable charger adapter; Cases=case sleeve pouch`;
const FIT_DEPARTMENTS = new Set(["Women", "Men", "Shoes", "Children"]);

export const COLOURS =
  "Black White Navy Grey Blue Red Green Pink Beige Brown Yellow Purple Orange Cream Teal Burgundy Olive Silver Gold Lilac Mint Coral Rust Ivory".split(
    " ",
  );
export const SIZES = "XXS XS S M L XL XXL 3XL 4XL 5XL 6XL 7XL".split(" ");
/** Where sizes begin to be dealt out from, so that a product with few has the middle ones. */
export const MIDDLE_SIZE = 3;
const MATERIALS =
  "cotton linen wool silk leather denim canvas velvet oak walnut bamboo ceramic glass steel copper brass marble stoneware enamel rubber cork jute felt fleece".split(
    " ",
  );
const MANNERS =
  "classic everyday vintage modern relaxed compact handmade rustic slim sturdy lightweight quilted striped floral checked plain embroidered patterned woven brushed".split(
    " ",
  );
const ORIGINS = "England Scotland Wales Portugal Italy France Germany Denmark India Turkey Japan Vietnam".split(" ");
const CARE = ["machine washable", "hand wash only", "wipe clean", "dishwasher safe", "dry clean only"];
const SEASONS = ["spring", "summer", "autumn", "winter", "all year"];

/** The attributes that products may have, in the order in which they are dealt out. */
export const ATTRIBUTES = [
  { name: "material", label: "Material", values: MATERIALS },
  { name: "manner", label: "Style", values: MANNERS },
  { name: "origin", label: "Made in", values: ORIGINS },
  { name: "care", label: "Care", values: CARE },
  { name: "season", label: "Season", values: SEASONS },
] as const;

const SLOGANS = [
  "Made to be used every day",
  "A small change that makes a room",
  "Simple things made properly",
  "Good for years and better with age",
  "The one you will reach for first",
  "Ready for whatever the week brings",
  "A gift that will not gather dust",
  "Comfort without compromise",
];
const SENTENCES = [
  "Cut generously and finished by hand",
  "Made in small batches by people who care about detail",
  "Designed to last and easy to look after",
  "A firm favourite with customers who come back for a second one",
  "Soft to the touch yet strong enough for daily use",
  "The colours stay bright after many washes",
  "Comes in a sturdy box that makes wrapping easy",
  "Every piece differs slightly because nothing here comes off a long line",
  "Works as well in a small flat as in a large house",
  "Weighs very little and folds away when the day is over",
  "Tested by families with children and dogs and found to survive",
  "Pairs well with the other pieces of the collection",
  "Neat seams and reinforced corners keep it in shape",
  "Quiet design that does not shout for attention",
  "Replaceable parts mean that it need not be thrown away",
  "Sized a little larger than usual so choose accordingly",
];
/** What a made-up word of a series is put into. */
const SERIES_SENTENCES = ["Part of the @ collection", "Inspired by the coast near @", "Named after the village of @"];

export const REVIEW_SUMMARIES: Readonly<Record<number, readonly string[]>> = {
  5: ["Love it", "Exactly what I wanted", "Better than expected", "Would buy again", "Perfect gift"],
  4: ["Very good", "Happy with it", "Nice quality", "Nearly perfect", "Good value"],
  3: ["It is all right", "Fine for the price", "Not bad", "As described but plain"],
  2: ["Disappointed", "Looked better in the picture", "Thinner than expected"],
  1: ["Broke within a week", "Sent it back", "Not as described"],
};
export const REVIEW_SENTENCES = [
  "It arrived two days earlier than promised and was packed well",
  "The colour is a little darker than on the screen but I like it",
  "I have used it every day since and it still looks new",
  "My sister saw it and ordered one for herself",
  "The material feels heavier than the price suggests",
  "Sizes run small so order one up",
  "After the third wash it has kept its shape",
  "There was a loose thread on one side but nothing serious",
  "For this money I would not complain",
  "The seller answered my question within an hour",
  "I compared four of these before and this was the best",
  "It does what it should and nothing more",
  "The box was dented yet the contents were fine",
  "We bought it for the new flat and it fits right in",
  "I wish it came in more colours",
  "The instructions could be clearer",
  "It is smaller than I thought from the pictures",
  "A year later it is still the one that we use",
];
export const QUESTIONS = [
  "Does it shrink in the wash",
  "Is the colour closer to what the first or the second picture shows",
  "How long does delivery to the islands take",
  "Would this be a good present for a teenager",
  "Can the parts be bought separately",
  "What does it weigh with the packaging",
  "Is it suitable for outdoor use",
  "How does the sizing compare with other makers",
  "Has anybody used it for more than a year",
  "Does it come with a guarantee",
];
export const ANSWERS = [
  "Mine did not and I have washed it a dozen times",
  "Closer to the second one in daylight",
  "It took four days for us",
  "Yes I gave one to my nephew and he uses it",
  "We can send any part for the cost of the postage",
  "A little under a kilo",
  "I leave it outside all summer without trouble",
  "I would go one size up",
  "Two years now and no complaints",
  "Two years from the day of purchase",
];
export const FIRST_NAMES =
  "Margaret Susan Linda Karen Julie Sarah Emma Claire Helen Rachel Laura Hannah Sophie Lucy Chloe Olivia Priya Aisha Fatima Niamh Aoife Morag Fiona Megan Sian Joan David John Peter Paul Mark Andrew Ian Graham Colin Keith Roger Gareth Rhys Owen Callum Rory Liam Conor James Thomas Harry George Jack Imran Raj Mateusz Ben Sam Kofi Chidi".split(
    " ",
  );
export const LAST_NAMES =
  "Barker Hughes Patel Campbell Fletcher Okafor Lloyd Murray Thornton Bell Wright Green Hall Wood Clarke Ahmed Kelly Ward Price Evans Stewart Morris Cook Rogers Reid Shaw Fox Grant Singh Nowak".split(
    " ",
  );
export const TOWNS =
  "Leeds York Bristol Bath Norwich Whitby Cardiff Swansea Edinburgh Glasgow Aberdeen Belfast Truro Exeter Plymouth Brighton Derby Nottingham Lincoln Sheffield Hull Durham Carlisle Chester Liverpool Oxford Reading Winchester".split(
    " ",
  );
export const STREETS = "High Street;Mill Lane;Station Road;Church Lane;Park Avenue;Queens Road;Victoria Street;The Green".split(
  ";",
);

/** Where products are put; a department is the parent of its categories. */
export type Category = {
  readonly id: number;
  readonly parentId: number | null;
  readonly slug: string;
  readonly name: string;
  readonly nouns: readonly string[];
  readonly fit: boolean;
};
export type Brand = { readonly id: number; readonly slug: string; readonly name: string };

export type Vocabulary = {
  readonly departments: readonly Category[];
  /** What products are put in. */
  readonly categories: readonly Category[];
  readonly brands: readonly Brand[];
  /** Made-up words for names of series. */
  readonly series: readonly string[];
  readonly slogans: readonly string[];
  readonly sentences: readonly string[];
  /** With an @ where the word of the series goes. */
  readonly seriesSentences: readonly string[];
};

const SYLLABLES =
  "ba be bi bo bra da de di do dra fa fe fi fo ga go gra ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo za".split(
    " ",
  );
const PRODUCTS_PER_BRAND = 500;
const FEWEST_BRANDS = 20;
/** Every process keeps all of them. */
const MOST_BRANDS = 1_000;
const PRODUCTS_PER_SERIES = 20;
const FEWEST_SERIES = 200;
const MOST_SERIES = 20_000;

/** All words of a shop of this size; the same wherever it is made. */
export function createVocabulary(seed: number, products: number): Vocabulary {
  const random = createRandomStream(seed);
  random.start("series", 0);
  const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, Math.round(value)));
  const brandCount = within(products / PRODUCTS_PER_BRAND, FEWEST_BRANDS, MOST_BRANDS);
  const seriesCount = within(products / PRODUCTS_PER_SERIES, FEWEST_SERIES, MOST_SERIES);
  const made = new Set<string>();
  while (made.size < brandCount + seriesCount) {
    const syllables = 3 + random.below(2);
    made.add(Array.from({ length: syllables }, () => random.pick(SYLLABLES)).join(""));
  }
  const words = [...made];
  const { departments, categories } = parseDepartments();
  return {
    departments,
    categories,
    brands: words.slice(0, brandCount).map((word, index) => ({ id: index + 1, slug: word, name: capital(word) })),
    series: words.slice(brandCount),
    slogans: SLOGANS,
    sentences: SENTENCES,
    seriesSentences: SERIES_SENTENCES,
  };
}

function parseDepartments(): { departments: Category[]; categories: Category[] } {
  const departments: Category[] = [];
  const categories: Category[] = [];
  let id = 0;
  for (const line of DEPARTMENTS.trim().split("\n")) {
    const [department, rest] = line.split(": ") as [string, string];
    const fit = FIT_DEPARTMENTS.has(department);
    const parent = { id: ++id, parentId: null, slug: slugOfName(department), name: department, nouns: [], fit };
    departments.push(parent);
    for (const entry of rest.split("; ")) {
      const [name, nouns] = entry.split("=") as [string, string];
      categories.push({
        id: ++id,
        parentId: parent.id,
        slug: `${parent.slug}-${slugOfName(name)}`,
        name,
        nouns: nouns.split(" "),
        fit,
      });
    }
  }
  return { departments, categories };
}

const slugOfName = (name: string) => name.toLowerCase().replaceAll(" ", "-");
export const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Every word that search may meet, for their stems to be asked for at once. True: it stands in a name, a brand, a category or an attribute. */
export function searchWords(vocabulary: Vocabulary): Map<string, boolean> {
  const words = new Map<string, boolean>();
  const note = (texts: readonly string[], named: boolean) => {
    for (const text of texts) for (const word of wordsOf(text)) words.set(word, named || words.get(word) === true);
  };
  note([...vocabulary.slogans, ...vocabulary.sentences, ...vocabulary.seriesSentences], false);
  note(vocabulary.series, true);
  note(
    vocabulary.brands.map(({ name }) => name),
    true,
  );
  for (const { name, nouns } of [...vocabulary.departments, ...vocabulary.categories]) note([name, ...nouns], true);
  note([...COLOURS, ...SIZES, ...ATTRIBUTES.flatMap(({ values }) => values)], true);
  return words;
}
