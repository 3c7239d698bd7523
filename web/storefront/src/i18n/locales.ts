import type { Messages } from "./en/index.ts";

export type { Messages };

/** Languages of the storefront, with their own names and the country assumed when the browser names none. */
export const locales = {
  en: { name: "English", country: "GB" },
  de: { name: "Deutsch", country: "DE" },
  fr: { name: "Français", country: "FR" },
} as const;

export type Locale = keyof typeof locales;

const isLocale = (text: string): text is Locale => Object.hasOwn(locales, text);

/** The first language of the list that the storefront speaks, and the first country that it names. */
export function preferredLocale(languages: readonly string[]): { readonly locale: Locale; readonly country: string } {
  const tags = languages.map((tag) => tag.split("-"));
  const locale = tags.map(([language = ""]) => language.toLowerCase()).find(isLocale) ?? "en";
  const country = tags.flatMap((parts) => parts.slice(1)).find((part) => /^[A-Za-z]{2}$/.test(part));
  return { locale, country: country?.toUpperCase() ?? locales[locale].country };
}

const loaders: Readonly<Record<Locale, () => Promise<{ readonly messages: Messages }>>> = {
  en: () => import("./en/index.ts"),
  de: () => import("./de/index.ts"),
  fr: () => import("./fr/index.ts"),
};

/** One language is one small file, and only the one needed is loaded. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const { messages } = await loaders[locale]();
  return messages;
}
