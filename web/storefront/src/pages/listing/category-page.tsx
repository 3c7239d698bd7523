import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { Link, useParams, useSearchParams } from "wouter";
import { categories } from "../../api/catalog.ts";
import type { SearchFilters } from "../../api/search-filters.ts";
import { type Place, placeOf } from "../../app/header/category-tree.ts";
import { usePageTitle } from "../../app/page-title.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { Breadcrumbs } from "../../ui/breadcrumbs.tsx";
import { Failure } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import NotFoundPage from "../not-found/not-found-page.tsx";
import { filtersOf, paramsOf } from "./filters.ts";
import { Listing } from "./listing.tsx";

export default function CategoryPage() {
  const { slug } = useParams<{ slug: string }>();
  const { data, error, refetch } = useQuery(categories);
  const place = useMemo(() => data && placeOf(data.items, slug), [data, slug]);
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => ({ ...filtersOf(params, "popular"), category: slug }), [params, slug]);
  const change = useCallback((next: SearchFilters) => setParams(paramsOf({ ...next, category: null }, "popular")), [setParams]);
  usePageTitle(place?.category.name ?? null);
  if (place === null) return <NotFoundPage />;
  if (error && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  return <Listing filters={filters} onChange={change} hasFixedCategory head={() => <Head place={place} />} />;
}

/** Undefined: not known yet; the places of name and links are kept. */
function Head({ place }: { readonly place: Place | undefined }) {
  const { common } = useMessages();
  const name = place?.category.name;
  return (
    <>
      <Breadcrumbs path={place?.above ?? []} />
      <header className="listing-head">
        <h1>{name ?? <Skeleton width="12ch" />}</h1>
      </header>
      {place === undefined ? (
        <div className="listing-head__children">
          <Skeleton width="30rem" height="2.5rem" />
        </div>
      ) : (
        place.below.length > 0 && (
          <nav aria-label={`${common.categories}: ${name}`} className="listing-head__children">
            {place.below.map((child) => (
              <Link key={child.id} href={paths.category(child.slug)} className="listing-head__child">
                {child.name}
              </Link>
            ))}
          </nav>
        )
      )}
    </>
  );
}
