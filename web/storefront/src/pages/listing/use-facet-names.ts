import type { Facet } from "../../api/search.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useAttributeLabels } from "../../ui/use-attribute-labels.ts";

/** What a facet is called: attributes have labels of their own. */
export function useFacetNames(): (facet: Pick<Facet, "kind" | "name">) => string {
  const { listing } = useMessages();
  const label = useAttributeLabels();
  return ({ kind, name }) => (kind === "attribute" ? label(name) : listing.facets[kind]);
}
