import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../../platform/random.ts";
import { readDemoCatalogue } from "../catalog/demo-catalogue.ts";
import { pictureViews } from "./addresses.ts";
import { drawPicture } from "./draw-picture.ts";
import { motifs } from "./motifs/all.ts";
import { type Described, subjectOf } from "./subject.ts";

const described = (name: string, changes: Partial<Described> = {}): Described => ({
  id: 7,
  name,
  categoryPath: ["Home Decoration"],
  attributes: {},
  options: {},
  ...changes,
});
const subject = (name: string, changes: Partial<Described> = {}) => subjectOf(described(name, changes), seededRandom(7));
const draw = (name: string, changes: Partial<Described> = {}) => {
  const random = seededRandom(7);
  return drawPicture(subjectOf(described(name, changes), random), "front", random);
};

test("a thing is known by the last word that names it, and by what is usual in its category", () => {
  const seen = (name: string, ...categoryPath: string[]) => subject(name, { categoryPath }).motif;
  assert.equal(seen("White Hanging Heart T-Light Holder", "Candles & Lights", "Candle Holders"), "hangingtlight");
  assert.equal(seen("Set of 3 Cake Tins Pantry Design", "Baking", "Cake Stands & Tins"), "caketin");
  assert.equal(seen("Lunch Bag Spaceboy Design", "Lunch & Picnic", "Lunch Bags & Boxes"), "tote");
  assert.equal(seen("Jam Jar with Pink Lid", "Kitchen & Dining", "Jars, Tins & Storage"), "jar");
  assert.equal(seen("Canvas Trainers", "Clothing & Shoes", "Shoes"), "trainers");
  assert.equal(seen("Happy Days", "Stationery & Cards", "Greeting Cards"), "card");
  assert.equal(seen("Something Else Entirely", "Everything Else"), "gift");
});

test("colour words colour it, an option of the variant goes before them, and a set shows several", () => {
  assert.equal(subject("Red Mug").palette.base, "#c9403f");
  assert.equal(subject("Red Mug", { options: { colour: "Blue" } }).palette.base, "#5c8fbf");
  assert.equal(subject("Vase", { attributes: { colour: "Green" } }).palette.base, "#74a578");
  assert.equal(subject("Set of 6 Mugs").pieces, 3);
  assert.equal(subject("Red Retrospot Mug").pattern, "dots");
});

test("the same words draw the same picture, and another product draws another", () => {
  assert.equal(draw("Blue Floral Teapot"), draw("Blue Floral Teapot"));
  assert.notEqual(draw("Blue Floral Teapot"), draw("Green Floral Teapot"));
});

test("hostile names draw harmlessly", () => {
  for (const name of ['"><script>alert(1)</script>', "</svg>&<![CDATA[", "\u0000\ud800\u202e😀", "letter <", ""]) {
    const svg = draw(name);
    for (const part of ["script", "CDATA", "\u0000", "\ud800"]) assert.ok(!svg.includes(part), name);
    assert.match(svg, /^<svg [^<]*>.*<\/svg>$/s);
  }
});

test("every product of the demo shop is drawn small, with every reference defined", async () => {
  const { products } = await readDemoCatalogue();
  const sizes: number[] = [];
  for (const [index, { name, categoryPath, attributes, variants }] of products.entries()) {
    const random = seededRandom(index);
    const options = variants[0]!.options;
    const svg = drawPicture(
      subjectOf({ id: index, name, categoryPath, attributes, options }, random),
      pictureViews[index % 3]!,
      random,
    );
    sizes.push(svg.length);
    assert.ok(!/NaN|undefined|null/.test(svg), name);
    for (const [, id] of svg.matchAll(/url\(#(\w+)\)/g)) assert.ok(svg.includes(`id="${id}"`), `${name}: ${id}`);
  }
  sizes.sort((a, b) => a - b);
  assert.ok(sizes[Math.floor(sizes.length * 0.95)]! < 7_000, "most pictures have a few kilobytes");
  assert.ok(Object.keys(motifs).length >= 100);
});
