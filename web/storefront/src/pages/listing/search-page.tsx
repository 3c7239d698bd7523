import { useCallback, useMemo } from "react";
import { Link, useSearchParams } from "wouter";
import type { SearchPage as Results } from "../../api/search.ts";
import type { SearchFilters } from "../../api/search-filters.ts";
import { usePageTitle } from "../../app/page-title.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { filtersOf, paramsOf, queryOf } from "./filters.ts";
import { Listing } from "./listing.tsx";

export default function SearchPage() {
  const { listing } = useMessages();
  const [params, setParams] = useSearchParams();
  const hasQuery = queryOf(params) !== "";
  const usualSort = hasQuery ? "relevance" : "popular";
  const filters = useMemo(() => filtersOf(params, usualSort), [params, usualSort]);
  const change = useCallback((next: SearchFilters) => setParams(paramsOf(next, usualSort)), [setParams, usualSort]);
  usePageTitle(hasQuery ? listing.resultsFor(filters.query) : listing.everything);
  return (
    <Listing
      filters={filters}
      onChange={change}
      head={(page) => (
        <header className="listing-head">
          <h1>{hasQuery ? listing.resultsFor(page?.correctedQuery ?? filters.query) : listing.everything}</h1>
          {page && <Correction page={page} />}
        </header>
      )}
    />
  );
}

/** What was searched for instead of words that occur nowhere. */
function Correction({ page }: { readonly page: Results }) {
  const { listing } = useMessages();
  if (page.correctedQuery === null) return null;
  return (
    <p className="listing-head__correction">
      {listing.correctedInstead(page.query)} {listing.corrected}{" "}
      <Link href={paths.search(page.correctedQuery)}>{page.correctedQuery}</Link>.
    </p>
  );
}
