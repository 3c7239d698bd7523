import { areColour, coloursOf } from "./colours.ts";
import { wordsOf } from "./descriptions.ts";

/** A stock code with its main description and how often it was ordered. */
export interface NamedSku {
  readonly sku: string;
  readonly description: string;
  readonly orderLines: number;
}

export type OptionName = "colour" | "size" | "design";

export interface VariantGroup {
  /** Words of the product's name, upper case. */
  readonly nameWords: readonly string[];
  /** Undefined for a product with one variant. */
  readonly option: OptionName | undefined;
  /** Sorted by SKU; `valueWords` is empty for a product with one variant. */
  readonly members: readonly { readonly named: NamedSku; readonly valueWords: readonly string[] }[];
}

/** At least this many shared words that carry meaning, and this share of the longest description's: else the likeness is chance. */
const MIN_SHARED_WORDS = 2;
const MIN_SHARED_SHARE = 0.5;
/** "SET OF 4 … PLACEMATS" shares one meaningful word only, but nearly all the words. */
const MIN_SHARED_SHARE_OF_ALL_WORDS = 0.6;
/** A group may not be longer than the alphabet: suffixes are letters, and `LETTER "A" BLING KEY RING` has 24. */
const MAX_VARIANTS = 26;

const NO_CONTENT: ReadonlySet<string> = new Set(
  "A AN AND & IN OF ON THE TO FOR FROM WITH SET PACK BOX DESIGN COLOUR STYLE SHAPE ASSORTED LARGE SMALL MEDIUM MINI".split(" "),
);
const SIZE = /^(LARGE|SMALL|MEDIUM|MINI|GIANT|BIG|\d[\d.]*(CM|MM|G|KG|ML)?(X\d+(CM|MM)?)*)$/;
/** Words at the edge of a difference that belong to the grammar around it and not to the option. */
const EDGE_WORDS: ReadonlySet<string> = new Set("& IN OF ON WITH OR FOR".split(" "));
/** A shared "DESIGN" or "COLOUR" at the edge of a name only introduced the difference: STRIPES DESIGN TEDDY. */
const NAME_EDGE_WORDS: ReadonlySet<string> = new Set([...EDGE_WORDS, "DESIGN", "COLOUR"]);

interface Cluster {
  readonly common: readonly string[];
  readonly members: readonly { readonly named: NamedSku; readonly words: readonly string[] }[];
}

/** Whether a name made of the shared words is the same kind of thing as one of the descriptions it stands for. */
export type SameKind = (shared: readonly string[], words: readonly string[]) => boolean;

/**
 * Groups the stock codes of one stem (84519A, 84519B, …) into products.
 *
 * Codes belong together when their descriptions share at least two meaningful words in the same order, at least half of the longest
 * one's, and each still says something of its own, or all say the very same. The shared words name the product, the rest is the option.
 * `sameKind` keeps ENGLISH ROSE SPIRIT LEVEL and ENGLISH ROSE GARDEN SECATEURS apart.
 */
export function groupVariants(skus: readonly NamedSku[], sameKind: SameKind): readonly VariantGroup[] {
  const clusters: Cluster[] = [];
  for (const named of [...skus].sort((a, b) => (a.sku < b.sku ? -1 : 1))) {
    const words = wordsOf(named.description);
    const at = clusters.findIndex((cluster) => fits(cluster, words, sameKind));
    if (at === -1) clusters.push({ common: words, members: [{ named, words }] });
    else {
      const cluster = clusters[at]!;
      clusters[at] = { common: sharedWords(cluster.common, words), members: [...cluster.members, { named, words }] };
    }
  }
  return clusters.map(toGroup);
}

function fits(cluster: Cluster, words: readonly string[], sameKind: SameKind): boolean {
  if (cluster.members.length >= MAX_VARIANTS) return false;
  const common = sharedWords(cluster.common, words);
  const all = [...cluster.members.map((member) => member.words), words];
  const content = contentWords(common);
  const mostContent = content >= MIN_SHARED_WORDS && all.every((each) => content >= MIN_SHARED_SHARE * contentWords(each));
  const mostWords = content >= 1 && all.every((each) => common.length >= MIN_SHARED_SHARE_OF_ALL_WORDS * each.length);
  if (!mostContent && !mostWords) return false;
  if (!all.every((each) => sameKind(common, each))) return false;
  const identical = all.every((each) => each.length === common.length);
  return identical || all.every((each) => differenceOf(each, common).length > 0);
}

function contentWords(words: readonly string[]): number {
  return words.filter((word) => !NO_CONTENT.has(word) && coloursOf(word).length === 0 && !SIZE.test(word)).length;
}

function toGroup(cluster: Cluster): VariantGroup {
  const [first] = cluster.members;
  if (cluster.members.length === 1) {
    return { nameWords: first!.words, option: undefined, members: [{ named: first!.named, valueWords: [] }] };
  }
  // The most ordered variant spells the shared words, so that "CANDLES" wins over a cut-off "CANDLE".
  const spelling = cluster.members.reduce((best, member) => (member.named.orderLines > best.named.orderLines ? member : best));
  const nameWords = trimEdges(pickShared(spelling.words, cluster.common), NAME_EDGE_WORDS);
  const differences = cluster.members.map((member) => differenceOf(member.words, cluster.common));
  const values = differences.map((words, index) => {
    const repeated = differences.filter((other) => other.join(" ") === words.join(" ")).length > 1;
    return repeated ? [...words, ...suffixWord(cluster.members[index]!.named.sku, words.length > 0)] : words;
  });
  return {
    nameWords,
    option: optionName(differences),
    members: cluster.members.map(({ named }, index) => ({ named, valueWords: values[index]! })),
  };
}

/** Codes that the file describes in the same words differ only by their suffix; the option says so: "B", or "FAIRY CAKE (B)". */
function suffixWord(sku: string, inBrackets: boolean): readonly string[] {
  const suffix = sku.slice(5) || sku;
  return [inBrackets ? `(${suffix})` : suffix];
}

function optionName(differences: readonly (readonly string[])[]): OptionName {
  if (differences.every((words) => words.length > 0 && areColour(words))) return "colour";
  return differences.every((words) => words.length > 0 && words.every((word) => SIZE.test(word))) ? "size" : "design";
}

function trimEdges(words: readonly string[], edgeWords = EDGE_WORDS): readonly string[] {
  const kept = words.map((word) => word.replace(/[,;]$/, ""));
  while (kept.length > 0 && edgeWords.has(kept[0]!)) kept.shift();
  while (kept.length > 0 && edgeWords.has(kept.at(-1)!)) kept.pop();
  return kept;
}

function differenceOf(words: readonly string[], common: readonly string[]): readonly string[] {
  const shared = new Set(sharedAt(words, common));
  return trimEdges(words.filter((_, index) => !shared.has(index)));
}

function pickShared(words: readonly string[], common: readonly string[]): readonly string[] {
  return sharedAt(words, common).map((index) => words[index]!);
}

function sharedWords(a: readonly string[], b: readonly string[]): readonly string[] {
  return pickShared(a, b);
}

/** Indices in `a` of a longest common subsequence with `b`. Descriptions have at most 35 letters, so the table is tiny. */
function sharedAt(a: readonly string[], b: readonly string[]): readonly number[] {
  const width = b.length + 1;
  const lengths = new Uint8Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = sameWord(a[i]!, b[j]!)
        ? lengths[(i + 1) * width + j + 1]! + 1
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const indices: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (sameWord(a[i]!, b[j]!)) {
      indices.push(i);
      i += 1;
      j += 1;
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i += 1;
    else j += 1;
  }
  return indices;
}

/** Equal but for a plural, or for letters that the 35-letter column cut off: CANDLE, CANDLES; BRACELE, BRACELET. */
function sameWord(a: string, b: string): boolean {
  const [left, right] = [a.replace(/[,.]$/, ""), b.replace(/[,.]$/, "")];
  if (left === right) return true;
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short.length >= 4 && long.length - short.length <= 2 && long.startsWith(short) && /^[A-Z-]+$/.test(long);
}
