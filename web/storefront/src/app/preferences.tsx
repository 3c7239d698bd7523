import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { Display } from "../api/catalog.ts";
import { regions } from "../api/markets.ts";
import { readStored, writeStored } from "../api/storage.ts";
import { type Locale, loadMessages, locales, type Messages, preferredLocale } from "../i18n/locales.ts";
import { MessagesProvider } from "../i18n/messages.tsx";

export type Theme = "light" | "dark" | "system";

export type Preferences = Display & { readonly locale: Locale; readonly theme: Theme };

type Value = Preferences & {
  /** For whom prices are shown, as the API's calls want it; the same object until it changes. */
  readonly display: Display;
  readonly change: (changes: Partial<Preferences>) => void;
};

/** `public/theme.js` reads it before the first paint. */
const KEY = "tenfold.preferences";
const PreferencesContext = createContext<Value | null>(null);

/** What the shopper chose before, completed by what the browser says. */
export function startingPreferences(): Preferences {
  const stored = readStored<Partial<Preferences>>(KEY) ?? {};
  const { locale, country } = preferredLocale(navigator.languages);
  const known = stored.locale !== undefined && Object.hasOwn(locales, stored.locale) ? stored.locale : locale;
  return {
    locale: known,
    country: stored.country ?? country,
    currency: stored.currency ?? null,
    theme: stored.theme ?? "system",
  };
}

type Props = { readonly start: Preferences; readonly messages: Messages; readonly children: ReactNode };

export function PreferencesProvider({ start, messages: first, children }: Props) {
  const [preferences, setPreferences] = useState(start);
  const [messages, setMessages] = useState(first);
  const { locale, country, currency, theme } = preferences;

  const change = useCallback((changes: Partial<Preferences>) => {
    setPreferences((before) => {
      const after = { ...before, ...changes };
      writeStored(KEY, after);
      return after;
    });
  }, []);

  useEffect(() => {
    document.documentElement.lang = locale;
    let isWanted = true;
    // Until the other language is there, the page stays as it is.
    void loadMessages(locale).then((loaded) => isWanted && setMessages(loaded));
    return () => {
      isWanted = false;
    };
  }, [locale]);

  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);

  useKnownCountry(country, locale, change);
  const display = useMemo(() => ({ country, currency }), [country, currency]);
  const value = useMemo(() => ({ ...preferences, display, change }), [preferences, display, change]);
  return (
    <PreferencesContext value={value}>
      <MessagesProvider messages={messages}>{children}</MessagesProvider>
    </PreferencesContext>
  );
}

/** The browser may name a country that the shop does not sell to: then it is the one of the language. */
function useKnownCountry(country: string, locale: Locale, change: Value["change"]): void {
  const { data } = useQuery(regions);
  useEffect(() => {
    const countries = data?.items.flatMap((region) => region.countries) ?? [];
    if (countries.length === 0 || countries.some(({ code }) => code === country)) return;
    const fallback = countries.find(({ code }) => code === locales[locale].country) ?? countries[0];
    if (fallback !== undefined) change({ country: fallback.code });
  }, [data, country, locale, change]);
}

export function usePreferences(): Value {
  const value = useContext(PreferencesContext);
  if (value === null) throw new Error("usePreferences needs a PreferencesProvider above it");
  return value;
}
