import { invalid } from "../../platform/http/problems.ts";
import { MAX_AMOUNT_MINOR } from "../pricing/limits.ts";
import type { PriceEntry } from "../pricing/reference.ts";
import {
  type AttributeValue,
  MAX_ATTRIBUTES,
  MAX_CATEGORIES_PER_PRODUCT,
  MAX_MEDIA,
  MAX_OPTIONS,
  MAX_PRICES_PER_VARIANT,
  MAX_VARIANTS,
  type Media,
  nextVariantNumber,
  type Product,
  type Variant,
} from "./product.ts";
import type { AttributeDefinition, CatalogStructure } from "./structure.ts";

/** Throws `validation-failed` with the place in the request when the product does not fit its shop or itself. */
export function validateProduct(product: Product, structure: CatalogStructure): void {
  const { categoryIds, brandId, attributes, optionNames, media, variants } = product;
  limit("/body/categoryIds", categoryIds.length, MAX_CATEGORIES_PER_PRODUCT);
  limit("/body/optionNames", optionNames.length, MAX_OPTIONS);
  limit("/body/media", media.length, MAX_MEDIA);
  if (nextVariantNumber(variants) > MAX_VARIANTS + 1) throw invalid("/body/variants", `must not be more than ${MAX_VARIANTS}`);
  unique("/body/categoryIds", categoryIds);
  unique("/body/optionNames", optionNames);
  for (const id of categoryIds) if (!structure.parents.has(id)) throw invalid("/body/categoryIds", `there is no category ${id}`);
  if (brandId !== null && !structure.brandIds.has(brandId)) throw invalid("/body/brandId", `there is no brand ${brandId}`);
  validateAttributes(attributes, structure.attributes);
  validateVariants(optionNames, variants);
  validateMedia(optionNames, media);
  for (const [index, { prices }] of variants.entries()) {
    validatePrices(`/body/variants/${index}/prices`, prices, structure.priceListCurrencies);
  }
}

function validateAttributes(
  attributes: Readonly<Record<string, AttributeValue>>,
  definitions: ReadonlyMap<string, AttributeDefinition>,
): void {
  const entries = Object.entries(attributes);
  limit("/body/attributes", entries.length, MAX_ATTRIBUTES);
  for (const [name, value] of entries) {
    const definition = definitions.get(name);
    if (definition === undefined) throw invalid("/body/attributes", `there is no attribute "${name}"`);
    const fault = faultOf(definition, value);
    if (fault !== null) throw invalid(`/body/attributes/${name}`, fault);
  }
}

function faultOf({ type, options }: AttributeDefinition, value: AttributeValue): string | null {
  switch (type) {
    case "text":
      return typeof value === "string" ? null : "must be a text";
    case "number":
      return typeof value === "number" ? null : "must be a number";
    case "boolean":
      return typeof value === "boolean" ? null : "must be true or false";
    case "option":
      return typeof value === "string" && options!.includes(value) ? null : `must be one of: ${options!.join(", ")}`;
  }
}

function validateVariants(optionNames: readonly string[], variants: readonly Variant[]): void {
  const skus = new Set<string>();
  const combinations = new Set<string>();
  for (const [index, { sku, options, status }] of variants.entries()) {
    if (skus.has(sku)) throw invalid(`/body/variants/${index}/sku`, `the product has two variants with the SKU ${sku}`);
    skus.add(sku);
    if (Object.keys(options).length !== optionNames.length || !optionNames.every((name) => Object.hasOwn(options, name))) {
      const wanted =
        optionNames.length === 0 ? "must be empty: the product has no options" : `must name: ${optionNames.join(", ")}`;
      throw invalid(`/body/variants/${index}/options`, wanted);
    }
    if (status === "archived") continue;
    const combination = JSON.stringify(optionNames.map((name) => options[name]));
    if (combinations.has(combination)) throw invalid(`/body/variants/${index}/options`, "another variant has the same options");
    combinations.add(combination);
  }
}

/** Whether a variant has such values is not asked: pictures may come before the variants that they show. */
function validateMedia(optionNames: readonly string[], media: readonly Media[]): void {
  for (const [index, { options }] of media.entries()) {
    const unknown = Object.keys(options).find((name) => !optionNames.includes(name));
    if (unknown !== undefined) throw invalid(`/body/media/${index}/options`, `the product has no option "${unknown}"`);
  }
}

/** Throws `validation-failed` below `path` when a price names no list, another currency than its list, or one tier twice. */
export function validatePrices(path: string, prices: readonly PriceEntry[], currencies: ReadonlyMap<number, string>): void {
  limit(path, prices.length, MAX_PRICES_PER_VARIANT);
  const tiers = new Set<string>();
  for (const [index, { priceListId, currency, minQuantity, amountMinor }] of prices.entries()) {
    const listCurrency = currencies.get(priceListId);
    if (listCurrency === undefined) throw invalid(`${path}/${index}/priceListId`, `there is no price list ${priceListId}`);
    if (listCurrency !== currency) throw invalid(`${path}/${index}/currency`, `must be ${listCurrency}, as its price list`);
    if (amountMinor > MAX_AMOUNT_MINOR) throw invalid(`${path}/${index}/amountMinor`, `must be <= ${MAX_AMOUNT_MINOR}`);
    const tier = `${priceListId}/${minQuantity}`;
    if (tiers.has(tier)) throw invalid(`${path}/${index}`, "the list has this quantity twice");
    tiers.add(tier);
  }
}

function limit(path: string, length: number, most: number): void {
  if (length > most) throw invalid(path, `must not have more than ${most} items`);
}

function unique(path: string, values: readonly unknown[]): void {
  if (new Set(values).size !== values.length) throw invalid(path, "must not contain the same item twice");
}
