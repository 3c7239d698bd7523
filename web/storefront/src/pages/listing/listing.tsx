import { useInfiniteQuery } from "@tanstack/react-query";
import { PackageSearch, SlidersHorizontal } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type SearchPage, searchResults } from "../../api/search.ts";
import type { SearchFilters } from "../../api/search-filters.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { joined } from "../../ui/joined.ts";
import { Failure, Notice } from "../../ui/notice.tsx";
import { CardSkeletons } from "../../ui/skeleton.tsx";
import { useMediaQuery } from "../../ui/use-media-query.ts";
import { ActiveFilters } from "./active-filters.tsx";
import { Facets } from "./facets.tsx";
import { clearedOf } from "./filters.ts";
import { ResultGrid } from "./result-grid.tsx";
import { SortSelect } from "./sort-select.tsx";
import "./listing.css";

const SKELETONS = 12;

type Props = {
  readonly filters: SearchFilters;
  readonly onChange: (filters: SearchFilters) => void;
  /** Whether the category is given by the page and no filter to be taken away. */
  readonly hasFixedCategory?: boolean;
  /** Above the list, once it is known. */
  readonly head: (page: SearchPage | null) => ReactNode;
};

/** Products that fit some filters, with the facets to narrow them: the body of search and category pages. */
export function Listing({ filters, onChange, hasFixedCategory = false, head }: Props) {
  const { display } = usePreferences();
  const results = useInfiniteQuery(searchResults(filters, display));
  const isWide = useMediaQuery("(min-width: 60rem)");
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const { listing, common } = useMessages();
  const pages = results.data?.pages ?? [];
  const first = pages[0] ?? null;
  useClearedPrices(filters, onChange);
  useAnnouncedCount(results.isPlaceholderData ? null : first);
  const format = useFormat();
  const hasFacets = first === null || first.facets.length > 0;

  const facets = first && (
    <Facets facets={first.facets} filters={filters} onChange={onChange} hasFixedCategory={hasFixedCategory} />
  );
  return (
    <>
      {head(first)}
      <div className={joined("listing", isWide && "listing--wide")}>
        {isWide && hasFacets && (
          <aside className="listing__facets" aria-label={listing.filters}>
            {facets}
          </aside>
        )}
        <div className="listing__main" aria-busy={results.isPlaceholderData}>
          <div className="listing__bar">
            <p className="listing__count">{first && <Count page={first} />}</p>
            {!isWide && (
              <Button size="small" onClick={() => setDrawerOpen(true)}>
                <SlidersHorizontal size={18} aria-hidden="true" />
                {listing.filters}
              </Button>
            )}
            <SortSelect
              value={filters.sort}
              onChange={(sort) => onChange({ ...filters, sort })}
              hasQuery={filters.query !== ""}
            />
          </div>
          <ActiveFilters facets={first?.facets ?? []} filters={filters} onChange={onChange} hasFixedCategory={hasFixedCategory} />
          {results.error && first === null ? (
            <Failure error={results.error} onRetry={() => void results.refetch()} />
          ) : first === null ? (
            <CardSkeletons count={SKELETONS} />
          ) : (
            <>
              {(first.items.length === 0 || first.fallback !== null) && (
                <Nothing
                  filters={filters}
                  onClear={() => onChange(clearedOf(filters, hasFixedCategory))}
                  hasOthers={first.items.length > 0}
                />
              )}
              <h2 className="visually-hidden">{listing.results}</h2>
              <ResultGrid pages={pages} isOld={results.isPlaceholderData} />
              {results.isFetchNextPageError && <Failure error={results.error} />}
              {results.hasNextPage && (
                <div className="listing__more">
                  <Button isBusy={results.isFetchingNextPage} onClick={() => void results.fetchNextPage()}>
                    {listing.loadMore}
                  </Button>
                </div>
              )}
            </>
          )}
        </div>
      </div>
      {!isWide && (
        <Dialog
          isOpen={isDrawerOpen}
          onClose={() => setDrawerOpen(false)}
          title={listing.filters}
          place="end"
          className="listing__drawer"
        >
          {facets}
          <div className="listing__drawer-foot">
            <Button kind="primary" isWide onClick={() => setDrawerOpen(false)}>
              {first ? listing.showResults(format.number(first.total.count)) : common.close}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Count({ page }: { readonly page: SearchPage }) {
  const { listing } = useMessages();
  const format = useFormat();
  const { count, isEstimate } = page.total;
  const shown = format.number(count);
  if (page.fallback !== null) return null;
  return isEstimate ? listing.countAbout(shown) : listing.count(count, shown);
}

type NothingProps = { readonly filters: SearchFilters; readonly onClear: () => void; readonly hasOthers: boolean };

function Nothing({ filters, onClear, hasOthers }: NothingProps) {
  const { listing } = useMessages();
  const { query, brands, priceMin, priceMax, attributes, rating, available } = filters;
  const isFiltered =
    brands.length > 0 || priceMin !== null || priceMax !== null || attributes.length > 0 || rating !== null || available;
  const icon = <PackageSearch size={48} strokeWidth={1.25} />;
  if (isFiltered || query === "") {
    return (
      <Notice title={listing.nothingFiltered} icon={icon}>
        <p>{listing.nothingFilteredHint}</p>
        <Button onClick={onClear}>{listing.clearFilters}</Button>
      </Notice>
    );
  }
  return (
    <Notice title={listing.nothing(query)} icon={icon}>
      {hasOthers && <p>{listing.nothingHint}</p>}
    </Notice>
  );
}

/** A price of one currency means nothing in another. */
function useClearedPrices(filters: SearchFilters, onChange: (filters: SearchFilters) => void): void {
  const { display } = usePreferences();
  const last = useRef(display);
  useEffect(() => {
    if (last.current === display) return;
    last.current = display;
    if (filters.priceMin !== null || filters.priceMax !== null) onChange({ ...filters, priceMin: null, priceMax: null });
  }, [display, filters, onChange]);
}

/** Says how many there are when that changes, but not when the page is opened: its title says enough. */
function useAnnouncedCount(page: SearchPage | null): void {
  const { listing } = useMessages();
  const format = useFormat();
  const announce = useAnnounce();
  const last = useRef<SearchPage | null>(null);
  useEffect(() => {
    if (page === null || last.current === page) return;
    if (last.current !== null) announce(listing.count(page.total.count, format.number(page.total.count)));
    last.current = page;
  }, [page, announce, listing, format]);
}
