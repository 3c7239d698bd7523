import { useQuery } from "@tanstack/react-query";
import { type AttributeDefinition, attributes } from "../api/catalog.ts";
import { useMessages } from "../i18n/messages.tsx";

/** What attributes and options are called in the shopper's language, or else as the shop calls them. */
export function useAttributeLabels(): (name: string) => string {
  const { product } = useMessages();
  const { data } = useQuery(attributes);
  const translated: Readonly<Record<string, string>> = product.attributeNames;
  return (name) => translated[name] ?? data?.items.find((attribute) => attribute.name === name)?.label ?? name;
}

/** Type and unit of an attribute; undefined while they are not known. */
export function useAttribute(): (name: string) => AttributeDefinition | undefined {
  const { data } = useQuery(attributes);
  return (name) => data?.items.find((attribute) => attribute.name === name);
}
