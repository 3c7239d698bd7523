import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { currencies } from "../api/markets.ts";
import { usePreferences } from "../app/preferences.tsx";
import { formatDate, formatDateTime, formatMoney, formatNumber, formatPercent, formatRating, usualExponent } from "./format.ts";

/** Money, numbers and dates as the shopper's language writes them. */
export function useFormat() {
  const { locale: language, country } = usePreferences();
  // The same language writes dates and prices in one way here and in another there.
  const locale = `${language}-${country}`;
  const { data } = useQuery(currencies);
  return useMemo(() => {
    const exponents = new Map(data?.items.map(({ code, exponent }) => [code, exponent]));
    return {
      money: (amountMinor: number, currency: string) =>
        formatMoney(locale, amountMinor, currency, exponents.get(currency) ?? usualExponent(currency)),
      /** 10^-exponent is the smallest unit of the currency. */
      exponentOf: (currency: string) => exponents.get(currency) ?? usualExponent(currency),
      number: (value: number, fractionDigits?: number) => formatNumber(locale, value, fractionDigits),
      /** `share` from 0 to 1. */
      percent: (share: number) => formatPercent(locale, share),
      rating: (average: number) => formatRating(locale, average),
      date: (iso: string) => formatDate(locale, iso),
      dateTime: (iso: string) => formatDateTime(locale, iso),
    };
  }, [locale, data]);
}
