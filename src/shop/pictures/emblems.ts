import type { Colour } from "./colour.ts";
import { around, box, disc, heartPath, line, oval, path, place, starPath } from "./shapes.ts";

/** Small figures of about 20 units around the origin, for patterns and for the middle of a thing. */
export type Emblem = (main: Colour, second: Colour) => string;

const leaf: Emblem = (main, second) => path("M0 10C-8 3-7-6 0-10 7-6 8 3 0 10z", main) + line("M0 8V-6", second, 1);

export const emblems = {
  heart: (main) => path(heartPath(0, 0, 18), main),
  star: (main) => path(starPath(0, 0, 10), main),
  flower: (main, second) =>
    around(5, (angle) => disc(5.4 * Math.sin(angle), -5.4 * Math.cos(angle), 4.4, main)) + disc(0, 0, 3, second),
  rose: (main, second) =>
    path("M-11 5C-14-1-8-3-5 2zM11 5C14-1 8-3 5 2z", "#7f9f74") +
    disc(0, 0, 7.5, main) +
    line("M-4.500 0A4.500 4.500 0 1 1 1 4.400M-1.500 0.500A2 2 0 1 1 1.500 1.500", second, 1.5),
  leaf,
  bird: (main, second) =>
    path("M-10 1C-6-6 1-7 4-3 6-6 9-5 9-2L12-1 9 0C8 6 1 9-5 6L-11 9-9 4z", main) +
    path("M-6 1C-3-2 2-2 3 1 1 5-3 5-6 1z", second) +
    disc(6.5, -2, 0.9, second),
  butterfly: (main, second) =>
    path(
      "M0 0C-4-11-13-9-11-2-10 1-5 2 0 0zM0 0C4-11 13-9 11-2 10 1 5 2 0 0zM0 0C-7 0-10 5-7 9-3 10 0 5 0 0zM0 0C7 0 10 5 7 9 3 10 0 5 0 0z",
      main,
    ) + line("M0-5V7", second, 1.8),
  skull: (main, second) =>
    path("M0-10C-7-10-9-5-9-1-9 3-6 4-5 5V9H5V5C6 4 9 3 9-1 9-5 7-10 0-10z", main) +
    disc(-3.6, -1, 2.3, second) +
    disc(3.6, -1, 2.3, second) +
    line("M-2 6V9M2 6V9", second, 0.9),
  mushroom: (main, second) =>
    path("M-3 0H3L4 9H-4z", second) +
    path("M-10 1C-9-11 9-11 10 1z", main) +
    disc(-4, -3, 1.7, second) +
    disc(3, -5, 1.7, second) +
    disc(5.5, -1.5, 1.2, second),
  strawberry: (main, second) =>
    path("M0 10C-9 4-9-4-4-5H4C9-4 9 4 0 10z", main) +
    path("M-6-5L0-8 6-5 2-4 0-1-2-4z", "#6d9a5f") +
    disc(-3, 0, 0.8, second) +
    disc(3, 0, 0.8, second) +
    disc(0, 4, 0.8, second),
  cherry: (main) => line("M-4 3Q-2-6 3-9M5 2Q5-5 3-9", "#6d9a5f", 1.4) + disc(-4, 5, 4, main) + disc(5, 4, 4, main),
  apple: (main) => path("M0-4C-10-9-11 8-3 9.500L0 9 3 9.500C11 8 10-9 0-4z", main) + path("M0-5Q1-11 7-10 6-5 0-5z", "#6d9a5f"),
  snowflake: (main) => line("M0-10V10M-8.700-5L8.700 5M-8.700 5L8.700-5M-3-8L0-5 3-8M-3 8L0 5 3 8", main, 1.5),
  crown: (main, second) => path("M-10-5L-5 1 0-8 5 1 10-5 8 7H-8z", main) + box(-8, 5, 16, 3, 1, second),
  rabbit: (main, second) =>
    oval(-3, -8, 2.2, 6, main) +
    oval(3, -8, 2.2, 6, main) +
    disc(0, 2, 7, main) +
    disc(-2.5, 1, 0.9, second) +
    disc(2.5, 1, 0.9, second) +
    path("M-1.200 3.500H1.200L0 5z", second),
  cat: (main, second) =>
    path("M-8-9L-3-6H3L8-9 8 0A8 8 0 1 1-8 0z", main) +
    disc(-3, 0, 1, second) +
    disc(3, 0, 1, second) +
    line("M-2 4Q0 6 2 4", second, 1),
  dog: (main, second) =>
    disc(0, 1, 7.5, main) +
    oval(-7.5, 0, 2.8, 6, second) +
    oval(7.5, 0, 2.8, 6, second) +
    disc(-2.6, -0.5, 1, second) +
    disc(2.6, -0.5, 1, second) +
    oval(0, 3.5, 2, 1.4, second),
  owl: (main, second) =>
    path("M-8-9L-3-7H3L8-9V2A8 8 0 0 1-8 2z", main) +
    disc(-3.3, -2, 3, second) +
    disc(3.3, -2, 3, second) +
    disc(-3.3, -2, 1.2, main) +
    disc(3.3, -2, 1.2, main) +
    path("M-1.200 1H1.200L0 3.500z", second),
  tree: (main, second) => box(-1.5, 6, 3, 4, 0, second) + path("M0-11L6-3H3L8 3H4L9 8H-9L-4 3H-8L-3-3H-6z", main),
  rocket: (main, second) =>
    path("M0-11C6-6 6 2 4 6H-4C-6 2-6-6 0-11zM-4 2L-8 8-4 7zM4 2L8 8 4 7z", main) +
    disc(0, -3, 2.2, second) +
    path("M-2.500 7H2.500L0 11z", second),
  anchor: (main) => line("M0-7V9M-4-4H4M-8 3C-7 8-3 9 0 9 3 9 7 8 8 3", main, 1.8) + disc(0, -9, 2, main),
  house: (main, second) => path("M-10 0L0-10 10 0H7V9H-7V0z", main) + box(-2, 3, 4, 6, 0, second),
  paisley: (main, second) =>
    path("M-2 10C-11 8-9-2-2-3 3-4 4-8 2-11 10-7 9 8-2 10z", main) +
    path("M-2 7C-6 5-4 0 0 0 4 0 3 6-2 7z", second) +
    disc(-1, 3.5, 1.2, main),
  cake: (main, second) =>
    path("M-6 1H6L4 9H-4z", second) + path("M-8 1C-9-4-4-5-3-6-2-9 2-9 3-6 4-5 9-4 8 1z", main) + disc(0, -9, 1.8, "#c9403f"),
  teapot: (main, second) =>
    path("M-6-3H6C8 1 8 7 4 8H-4C-8 7-8 1-6-3z", main) +
    line("M7 2L11-2M-7 0C-12-1-11 6-6 5", main, 1.8) +
    disc(0, -5, 1.6, second),
  sprig: (main, second) =>
    line("M0 10Q-1 0 0-10", main, 1.3) +
    place(leaf(main, second), { x: -5, y: 2, scale: 0.45, turn: -50 }) +
    place(leaf(main, second), { x: 5, y: -2, scale: 0.45, turn: 50 }) +
    place(leaf(main, second), { x: 0, y: -9, scale: 0.45 }),
} satisfies Record<string, Emblem>;

export type EmblemName = keyof typeof emblems;
