import type { Messages } from "../locales.ts";

export const home: Messages["home"] = {
  title: "Geschenke und Schönes für zu Hause",
  intro: "Tausende kleine Dinge, die einen Tisch, ein Regal oder jemandes Tag schöner machen.",
  browse: "Beliebtes ansehen",
  popular: "Gerade beliebt",
  all: "Alle ansehen",
  seeAll: (name) => `Alles in ${name} ansehen`,
  shopByCategory: "Nach Kategorie stöbern",
  recentlyViewed: "Zuletzt angesehen",
  promises: [
    { title: "Preise, wie sie sind", text: "Mit Steuer, wo Ihr Land es so hält, und in Ihrer Währung." },
    { title: "Echter Bestand", text: "Was bestellt werden kann, liegt im Regal und wird laufend gezählt." },
    { title: "Sicher bezahlen", text: "Nichts wird doppelt abgebucht und nichts ohne Bestellung." },
  ],
};
