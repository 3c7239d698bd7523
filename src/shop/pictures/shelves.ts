import { figureRules, lastNamed, thingRules } from "./motif-words.ts";
import type { MotifName } from "./motifs/all.ts";

/**
 * Matched with the words of a category's name, the first that fits: what is in it unless the name says otherwise, and what else is usual
 * there, which a name's other words do not outdo. `figures`: a mere heart or bird is a thing of its own there.
 */
type Shelf = {
  readonly words: RegExp;
  readonly motif: MotifName;
  readonly usual?: readonly MotifName[];
  readonly figures?: true;
};

const shelves: readonly Shelf[] = [
  { words: /\b(?:children's bags)/, motif: "backpack", usual: ["umbrella", "tote", "purse", "raincoat"] },
  { words: /\b(?:handbag)/, motif: "handbag", usual: ["tote", "backpack", "suitcase", "purse"] },
  { words: /\b(?:purse|wallet)/, motif: "purse", usual: ["wallet", "passport", "keyring"] },
  { words: /\b(?:shopping|jumbo)/, motif: "tote", usual: ["backpack", "handbag"] },
  { words: /\b(?:wash ?bag|cosmetic bag)/, motif: "washbag", usual: ["box", "purse"] },
  {
    words: /\b(?:travel|luggage)/,
    motif: "suitcase",
    usual: ["luggagetag", "passport", "wallet", "hotwaterbottle", "tote", "mug", "alarmclock"],
  },
  { words: /\b(?:cake stand)/, motif: "cakestand", usual: ["caketin", "tin"] },
  { words: /\b(?:cases|mould|baking)/, motif: "bakingcases", usual: ["rollingpin", "bowl", "spoon", "box"] },
  { words: /\b(?:first aid)/, motif: "firstaid", usual: ["plasters"] },
  { words: /\b(?:soap)/, motif: "soap", usual: ["bottle", "bowl", "towels"] },
  { words: /\b(?:tissue)/, motif: "tissuebox", usual: ["bin"] },
  { words: /\b(?:towel)/, motif: "towels" },
  { words: /\b(?:candle holder)/, motif: "tlight", usual: ["hangingtlight", "candlestick", "lantern", "candle", "jarcandle"] },
  { words: /\b(?:candle)/, motif: "candle", usual: ["dinnercandles", "jarcandle", "tlight"] },
  { words: /\b(?:incense)/, motif: "incense" },
  {
    words: /\b(?:lamp|lantern|light)/,
    motif: "lantern",
    usual: ["lamp", "lampshade", "stringlights", "chandelier", "nightlight", "disco"],
  },
  { words: /\b(?:christmas card)/, motif: "card", usual: ["giftwrap", "gifttag", "ribbon", "tote", "gift", "stickers"] },
  {
    words: /\b(?:christmas)/,
    motif: "bauble",
    usual: ["xmastree", "stocking", "wreath", "garland", "stringlights"],
    figures: true,
  },
  { words: /\b(?:easter)/, motif: "egg", usual: ["rabbit", "chick", "hen", "wreath", "garland", "basket"], figures: true },
  { words: /\b(?:garden tool)/, motif: "gardentools", usual: ["kneeler", "gloves", "box", "wateringcan"] },
  { words: /\b(?:planter|pots)/, motif: "plantpot", usual: ["herbs", "wateringcan", "bucket"] },
  {
    words: /\b(?:garden)/,
    motif: "birdhouse",
    usual: ["wateringcan", "windmill", "windchime", "parasol", "herbs", "gnome"],
    figures: true,
  },
  { words: /\b(?:box(?:es)? (?:&|and) basket)/, motif: "box", usual: ["basket", "cabinet", "tin"] },
  { words: /\b(?:clock)/, motif: "clock", usual: ["alarmclock"] },
  { words: /\b(?:cushion|textile.*home|home.*textile)/, motif: "cushion", usual: ["throw"] },
  { words: /\b(?:doormat|doorstop)/, motif: "doormat", usual: ["doorstop"] },
  { words: /\b(?:furniture)/, motif: "cabinet", usual: ["chair", "table", "shelf", "box", "mirror"] },
  { words: /\b(?:gadget)/, motif: "radio" },
  {
    words: /\b(?:hanging decoration)/,
    motif: "hangingfigure",
    usual: ["garland", "windchime", "wreath", "mobile", "bunting"],
    figures: true,
  },
  { words: /\b(?:hook|knob)/, motif: "hook", usual: ["hanger", "knob", "keysafe"] },
  { words: /\b(?:hot water|warmer)/, motif: "hotwaterbottle" },
  { words: /\b(?:magnet)/, motif: "magnet", usual: ["chalkboard"] },
  { words: /\b(?:mirrors (?:&|and) cosmetic)/, motif: "compact", usual: ["mirror", "cosmetics"] },
  { words: /\b(?:mirror)/, motif: "mirror" },
  { words: /\b(?:ornament|curio)/, motif: "ornament", usual: ["paperweight"], figures: true },
  { words: /\b(?:pets?)/, motif: "pets" },
  { words: /\b(?:frame)/, motif: "frame", usual: ["album"] },
  { words: /\b(?:sign|letter)/, motif: "sign", usual: ["letter", "chalkboard"] },
  { words: /\b(?:vase|artificial)/, motif: "vase", usual: ["flower", "wreath"], figures: true },
  { words: /\b(?:wall art|poster)/, motif: "picture", usual: ["stickers", "frame", "sign"] },
  { words: /\b(?:bracelet)/, motif: "bracelet" },
  { words: /\b(?:charm|key ring)/, motif: "keyring" },
  { words: /\b(?:earring)/, motif: "earrings" },
  { words: /\b(?:hair)/, motif: "hairclip" },
  { words: /\b(?:necklace)/, motif: "necklace" },
  { words: /\b(?:ring|brooch)/, motif: "brooch", usual: ["ring"] },
  { words: /\b(?:scarve|glove)/, motif: "scarf", usual: ["gloves", "glasses", "hat", "fan"] },
  { words: /\b(?:umbrella|rainwear)/, motif: "umbrella", usual: ["raincoat", "parasol", "tote", "backpack"] },
  { words: /\b(?:cutlery)/, motif: "cutlery", usual: ["spoon"] },
  { words: /\b(?:glasses|jug)/, motif: "jug", usual: ["glass", "bottle"] },
  { words: /\b(?:jar|tin|storage)/, motif: "tin", usual: ["jar", "box", "caketin", "bottle", "basket", "jug"] },
  { words: /\b(?:kitchen textile)/, motif: "teatowel", usual: ["apron", "ovenglove", "cosy"] },
  { words: /\b(?:mug|cup)/, motif: "mug", usual: ["teacup", "papercups", "cosy"] },
  { words: /\b(?:pan|kitchen tool)/, motif: "pan", usual: ["scales", "spoon", "board", "rollingpin", "thermometer"] },
  { words: /\b(?:plate|bowl)/, motif: "plate", usual: ["bowl", "tray"] },
  { words: /\b(?:tea|coffee)/, motif: "teapot", usual: ["teacup", "tin", "jug"] },
  { words: /\b(?:tray|coaster)/, motif: "tray", usual: ["coaster", "plate"] },
  { words: /\b(?:flask)/, motif: "flask" },
  { words: /\b(?:lunch)/, motif: "lunchbox", usual: ["tote", "flask"] },
  { words: /\b(?:picnic)/, motif: "basket", usual: ["tote", "throw", "lunchbox"] },
  { words: /\b(?:bunting|garland)/, motif: "bunting", usual: ["garland"] },
  {
    words: /\b(?:party)/,
    motif: "balloons",
    usual: ["napkins", "papercups", "straws", "partyhat", "confetti", "plate", "card", "dinnercandles"],
  },
  { words: /\b(?:craft)/, motif: "craftkit", usual: ["knitting", "sewing"] },
  { words: /\b(?:sewing|knit)/, motif: "sewing", usual: ["knitting", "patches", "box"] },
  { words: /\b(?:wrap|tag)/, motif: "giftwrap", usual: ["gifttag", "tote", "ribbon", "gift", "tape"] },
  { words: /\b(?:card)/, motif: "card" },
  { words: /\b(?:notebook|album)/, motif: "notebook", usual: ["album", "calendar", "passport"] },
  { words: /\b(?:pen)/, motif: "pencils", usual: ["pen", "rubber", "washbag", "desk"] },
  { words: /\b(?:ribbon)/, motif: "ribbon" },
  { words: /\b(?:sticker|tape|desk)/, motif: "stickers", usual: ["tape", "desk", "stamp", "card", "rubber"] },
  { words: /\b(?:drawing|colouring)/, motif: "pencils", usual: ["chalkboard", "notebook", "pen", "stamp"] },
  { words: /\b(?:game|puzzle)/, motif: "jigsaw", usual: ["cards", "dominoes", "skittles", "ball", "balloontoy", "windup"] },
  { words: /\b(?:money box)/, motif: "moneybox" },
  { words: /\b(?:nursery|children's room)/, motif: "blocks", usual: ["mobile", "letter", "nightlight"], figures: true },
  { words: /\b(?:soft toy|doll)/, motif: "bear", usual: ["doll", "matryoshka", "rabbit"], figures: true },
  { words: /\b(?:toy|child)/, motif: "blocks", figures: true },
  { words: /\b(?:shoe|boot|trainer)/, motif: "trainers", usual: ["boots", "wellies", "slippers"] },
  { words: /\b(?:dress)/, motif: "dress", usual: ["skirt"] },
  {
    words: /\b(?:cloth|tops|knitwear|fashion|wear)/,
    motif: "tshirt",
    usual: ["shirt", "jumper", "dress", "skirt", "trousers", "coat", "hat", "socks"],
  },
  { words: /\b(?:bag)/, motif: "tote" },
  { words: /\b(?:bath)/, motif: "soap" },
  { words: /\b(?:kitchen|dining)/, motif: "teapot" },
  { words: /\b(?:jewel)/, motif: "necklace" },
  { words: /\b(?:textile)/, motif: "cushion" },
  { words: /\b(?:home|decoration)/, motif: "vase", figures: true },
  { words: /\b(?:stationery|book)/, motif: "notebook" },
  { words: /\b(?:everything)/, motif: "gift", figures: true },
];

const wrapped: Shelf = { words: /^/, motif: "gift", figures: true };

/** The shelf of the category itself, else of the nearest one above it that has one. */
function shelfOf(categoryPath: readonly string[]): Shelf {
  for (const name of categoryPath.toReversed()) {
    const shelf = shelves.find(({ words }) => words.test(name.toLowerCase()));
    if (shelf !== undefined) return shelf;
  }
  return wrapped;
}

/** "Mug with hearts in a box" is a mug: the thing is named before what comes with it. */
export function motifOf(words: string, categoryPath: readonly string[]): MotifName {
  const [head] = words
    .replace(/^(?:set|pack|box|pair|bag|tube|roll|case)s? ?(?:of|\/)? ?\d* /, "")
    .split(/ (?:with|in|on|for|from) |,/);
  const shelf = shelfOf(categoryPath);
  const usual = new Set([shelf.motif, ...(shelf.usual ?? [])]);
  const usualThings = [...thingRules, ...figureRules].filter(({ found }) => usual.has(found));
  return (
    lastNamed(usualThings, head!) ??
    lastNamed(thingRules, head!) ??
    (shelf.figures === undefined ? null : (lastNamed(figureRules, head!) ?? lastNamed(figureRules, words))) ??
    lastNamed(usualThings, words) ??
    shelf.motif
  );
}

/** What stands for a category. */
export function categoryMotifs(path: readonly string[]): readonly MotifName[] {
  const { motif, usual = [] } = shelfOf(path);
  return [motif, ...usual];
}
