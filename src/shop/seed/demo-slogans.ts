import { seedOf } from "../../platform/random.ts";
import type { CatalogueProduct } from "../catalog/demo-catalogue.ts";

/** Lines that are true of anything in their part of the shop. */
const slogansOf: Readonly<Record<string, readonly string[]>> = {
  "Toys & Children": ["Small hands, big afternoons.", "For rainy days and sunny ones.", "Ready to play, batteries not required."],
  "Stationery & Cards": ["For words that deserve paper.", "Write it down, send it off.", "A reason to pick up a pen."],
  "Jewellery & Accessories": ["The last touch before the door.", "Small, and noticed.", "For every day, and for the day."],
  Garden: ["Made for mud and sunshine.", "For those who live outdoors until it rains.", "A little more green."],
  "Bags & Purses": ["Carries more than it shows.", "Out of the door in one move.", "Room for the essentials and a book."],
  "Candles & Lights": ["For the hour when the big light goes off.", "Warm light, long evenings.", "Evenings, improved."],
  "Home Decoration": ["A wall, a shelf, a corner: better.", "Makes a room yours.", "Looks as if it had always been there."],
  "Everything Else": ["Hard to file, easy to like.", "You will find a place for it.", "Because it is there."],
  Christmas: [
    "Comes out of the box every December.",
    "For the tree, the table and the door.",
    "One more reason to look forward.",
  ],
  "Kitchen & Dining": [
    "For the table that everybody comes to.",
    "Good mornings start in the kitchen.",
    "Used daily, washed gladly.",
  ],
  Party: ["Put it up and they will come.", "Half the party is the table.", "For cake, candles and neighbours."],
  "Lunch & Picnic": ["Lunch tastes better outside.", "Pack it, carry it, share it.", "For benches, meadows and desks."],
  "Sewing & Craft": ["For an evening that makes something.", "Thread, patience, pride.", "Made by you, from here on."],
  Baking: ["The kitchen smells better already.", "Flour everywhere, and worth it.", "For cakes that get asked about."],
  Bathroom: ["The first and the last minutes of the day.", "A quiet room, made kinder.", "Soap, steam, silence."],
  Easter: ["Hide it well.", "Spring, in a basket.", "For the hunt and the breakfast after."],
};

const DEFAULT_SLOGANS = ["Chosen with care.", "Simple, and good at it.", "Nice to have, nicer to give."];

/** A line for a demo product: the same on every machine. */
export function demoSlogan({ slug, categoryPath }: Pick<CatalogueProduct, "slug" | "categoryPath">): string {
  const lines = slogansOf[categoryPath[0] ?? ""] ?? DEFAULT_SLOGANS;
  return lines[seedOf(slug) % lines.length]!;
}
