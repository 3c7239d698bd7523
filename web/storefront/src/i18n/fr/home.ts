import type { Messages } from "../locales.ts";

export const home: Messages["home"] = {
  title: "Cadeaux et belles choses pour la maison",
  intro: "Des milliers de petites choses qui embellissent une table, une étagère ou une journée.",
  browse: "Voir ce qui plaît",
  popular: "Populaire en ce moment",
  all: "Tout voir",
  seeAll: (name) => `Tout voir dans ${name}`,
  shopByCategory: "Parcourir par catégorie",
  recentlyViewed: "Vus récemment",
  promises: [
    { title: "Des prix justes", text: "Taxes comprises là où c’est l’usage, dans votre devise." },
    { title: "Un stock réel", text: "Ce qui peut être commandé est en rayon, compté en direct." },
    { title: "Un paiement sûr", text: "Rien n’est débité deux fois, et rien sans commande." },
  ],
};
