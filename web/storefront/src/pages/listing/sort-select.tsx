import { type Sort, sorts } from "../../api/search-filters.ts";
import { useMessages } from "../../i18n/messages.tsx";

type Props = {
  readonly value: Sort;
  readonly onChange: (sort: Sort) => void;
  /** Without words to match there is no best match. */
  readonly hasQuery: boolean;
};

export function SortSelect({ value, onChange, hasQuery }: Props) {
  const { listing } = useMessages();
  const offered = sorts.filter((sort) => hasQuery || sort !== "relevance" || value === "relevance");
  return (
    <label className="sort-select">
      <span className="sort-select__label">{listing.sortBy}</span>
      <select
        className="field__control field__control--select sort-select__control"
        value={value}
        onChange={(event) => onChange(offered.find((sort) => sort === event.target.value) ?? value)}
      >
        {offered.map((sort) => (
          <option key={sort} value={sort}>
            {listing.sorts[sort]}
          </option>
        ))}
      </select>
    </label>
  );
}
