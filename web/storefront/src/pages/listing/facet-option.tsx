import type { ReactNode } from "react";
import type { Facet, FacetValue } from "../../api/search.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";

type Props = {
  readonly facet: Facet;
  readonly value: FacetValue;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
};

/** One value of a facet to tick, with how many products have it. */
export function FacetOption({ facet, value, isChosen, onChoose, children }: Props) {
  const { listing } = useMessages();
  const format = useFormat();
  const count = format.number(value.count);
  return (
    <label className="facet__value">
      <input type="checkbox" className="facet__box" checked={isChosen} onChange={onChoose} />
      <span className="facet__label">{children}</span>
      <span className="facet__count">{facet.isEstimate ? listing.about(count) : count}</span>
    </label>
  );
}
