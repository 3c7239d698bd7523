import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { regions } from "../api/markets.ts";
import { usePreferences } from "../app/preferences.tsx";

export type Country = { readonly code: string; readonly name: string; readonly currency: string };

/** The countries that the shop sells to, by their names in the shopper's language, each with its usual currency. */
export function useCountries(): readonly Country[] {
  const { locale } = usePreferences();
  const { data } = useQuery(regions);
  return useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: "region" });
    const countries = (data?.items ?? []).flatMap(({ currency, countries }) =>
      countries.map(({ code, name }) => ({ code, name: names.of(code) ?? name, currency })),
    );
    return countries.toSorted((one, other) => one.name.localeCompare(other.name, locale));
  }, [data, locale]);
}
