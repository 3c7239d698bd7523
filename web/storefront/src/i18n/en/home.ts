export const home = {
  title: "Gifts and things for the home",
  intro: "Thousands of small things that make a table, a shelf or somebody's day nicer.",
  browse: "Look at what is popular",
  popular: "Popular now",
  seeAll: (name: string) => `See all of ${name}`,
  all: "See all",
  shopByCategory: "Shop by category",
  recentlyViewed: "You looked at",
  promises: [
    { title: "Prices as they are", text: "Tax included where your country does so, in your currency." },
    { title: "Stock that is real", text: "What can be ordered is on the shelf, counted live." },
    { title: "Pay safely", text: "Nothing is charged twice, and nothing without an order." },
  ],
};
