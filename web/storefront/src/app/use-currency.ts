import { useQuery } from "@tanstack/react-query";
import { regions } from "../api/markets.ts";
import { usePreferences } from "./preferences.tsx";

/** The currency that prices are shown in: the chosen one, or that of the country. Null: not known yet. */
export function useCurrency(): string | null {
  const { country, currency } = usePreferences();
  const { data } = useQuery({ ...regions, enabled: currency === null });
  if (currency !== null) return currency;
  return data?.items.find((region) => region.countries.some(({ code }) => code === country))?.currency ?? null;
}
