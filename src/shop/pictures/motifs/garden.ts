import { fills, type Kit } from "../kit.ts";
import { around, box, boxPath, disc, group, line, oval, path, place, round } from "../shapes.ts";
import { hanging, lying, standing } from "./motif.ts";

const GREEN = "#7f9f74";
const DARK_GREEN = "#5d7f5c";

const leaf = (x: number, y: number, scale: number, turn: number, fill = GREEN) =>
  place(path("M0 0C-14-16-12-38 0-54 12-38 14-16 0 0z", fill) + line("M0-4V-44", "#4e6c50", 1.6, 0.5), { x, y, scale, turn });
const bloom = (kit: Kit, x: number, y: number, radius: number, main = kit.c.base, middle = "#f0c75e") =>
  place(
    around(
      6,
      (angle) =>
        `<ellipse rx="${round(radius * 0.36)}" ry="${round(radius * 0.54)}" cy="${round(-radius * 0.5)}" fill="${main}" transform="rotate(${Math.round((angle * 180) / Math.PI)})"/>`,
    ) + disc(0, 0, radius * 0.28, middle),
    { x, y },
  );

/** Flowers, pots, tools, and what lives in a garden. */
export const gardenMotifs = {
  flower: standing(
    (kit) =>
      line("M200 312C196 250 206 200 200 150M200 260C170 220 150 200 132 186M200 240C232 210 250 190 268 166", DARK_GREEN, 6) +
      leaf(198, 282, 1, -62) +
      leaf(202, 268, 1, 58) +
      leaf(166, 218, 0.7, -80) +
      bloom(kit, 200, 128, 70) +
      bloom(kit, 126, 178, 46, kit.c.accent, kit.c.base) +
      bloom(kit, 276, 156, 50, kit.c.light),
  ),
  vase: standing(
    (kit) =>
      line("M200 220C196 170 190 130 176 100M204 220C216 170 236 140 256 124M196 220C180 180 150 160 130 150", DARK_GREEN, 5) +
      leaf(190, 180, 0.8, -50) +
      leaf(216, 178, 0.8, 46) +
      leaf(150, 168, 0.6, -86) +
      bloom(kit, 176, 92, 46, kit.c.accent, kit.c.base) +
      bloom(kit, 262, 116, 40, "#f2e3dc", "#e0b15e") +
      bloom(kit, 122, 146, 34, kit.c.light) +
      kit.body(
        "M168 200H232C224 222 262 240 262 276 262 300 246 312 230 312H170C154 312 138 300 138 276 138 240 176 222 168 200z",
      ) +
      oval(200, 200, 32, 6, kit.c.deep),
  ),
  plantpot: standing(
    ({ c, body, figure, pattern }) =>
      [
        [-62, 1.5],
        [-36, 1.9],
        [-12, 2.1],
        [14, 2.1],
        [40, 1.8],
        [64, 1.5],
      ]
        .map(([turn, scale], index) => leaf(200, 214, scale!, turn!, index % 2 === 0 ? GREEN : "#92b086"))
        .join("") +
      body("M122 222L140 304Q142 312 154 312H246Q258 312 260 304L278 222z") +
      path("M112 196H288V226H112z", fills.round) +
      path("M112 222H288V230H112z", c.deep, 0.3) +
      (pattern === null ? figure(200, 268, 56, "heart") : ""),
  ),
  herbs: standing(
    ({ c, body }) =>
      [120, 200, 280]
        .map(
          (x, index) =>
            [-40, -18, 0, 20, 42]
              .map((turn) => leaf(x, 236, 1 + (index % 2) * 0.25, turn, turn % 40 === 0 ? "#8fb07f" : GREEN))
              .join("") + place(body("M-34 0L-27 66H27L34 0z") + box(-38, -8, 76, 16, 3, c.light), { x, y: 240 }),
        )
        .join("") + box(66, 300, 268, 14, 4, fills.wood),
  ),
  wateringcan: standing(
    ({ c, body, figure, pattern }) =>
      line("M250 196C330 172 336 290 262 290", c.dark, 14) +
      path("M136 236L72 148 90 138 150 206z", fills.flat) +
      path("M50 140L96 108 104 130 64 160z", fills.accent) +
      line("M150 180C150 110 250 110 250 180", c.dark, 11) +
      body("M136 180H264L274 300Q275 312 262 312H138Q125 312 126 300z") +
      (pattern === null ? figure(200, 250, 76, "flower") : "") +
      oval(200, 180, 64, 10, c.light),
  ),
  gardentools: lying(
    ({ c }) =>
      group(
        path("M178 70Q200 40 222 70L232 168Q200 190 168 168z", fills.metal) +
          line("M200 70V160", "#7d858b", 3) +
          box(194, 174, 12, 40, 3, fills.metal) +
          path("M184 210H216L220 330Q200 346 180 330z", fills.flat) +
          line("M186 240H214M186 252H214", c.light, 3),
        "rotate(-20 160 200) translate(-46 0)",
      ) +
      group(
        path("M164 60H174V120H195V60H205V120H226V60H236V150Q236 168 206 170V214H194V170Q164 168 164 150z", fills.metal) +
          path("M184 210H216L220 330Q200 346 180 330z", fills.accent),
        "rotate(18 240 200) translate(52 0)",
      ),
  ),
  birdhouse: standing(
    ({ c, sheet, figure }) =>
      box(188, 268, 24, 44, 2, fills.wood) +
      path(boxPath(116, 150, 168, 124, 4), c.deep) +
      sheet(boxPath(116, 148, 168, 122, 4)) +
      path("M88 158L200 68 312 158 298 174 200 96 102 174z", fills.accent) +
      disc(200, 196, 32, c.deep) +
      disc(200, 196, 27, "#3d332c") +
      line("M200 244V256M184 250H216", c.deep, 6) +
      place(figure(0, 0, 34, "bird"), { x: 262, y: 134 }),
  ),
  house: standing(
    ({ c, sheet }) =>
      box(256, 92, 26, 60, 2, c.deep) +
      sheet(boxPath(104, 176, 192, 136)) +
      path("M76 184L200 88 324 184z", fills.accent) +
      path("M176 312V250Q176 226 200 226T224 250V312z", c.deep) +
      [126, 236]
        .map((x) => box(x, 204, 38, 40, 3, "#fdf0c8") + line(`M${x + 19} 204V244M${x} 224H${x + 38}`, c.deep, 3))
        .join("") +
      disc(216, 274, 4, fills.gold),
  ),
  bird: standing(
    ({ c, sheet, is }) =>
      line("M186 290L180 312M216 290L222 312", "#8a6a42", 6) +
      path("M282 232C330 226 352 246 360 268 330 272 300 270 272 262z", c.dark) +
      sheet("M118 188C120 140 168 120 204 138 262 160 300 214 290 262 274 296 200 308 152 276 120 252 116 220 118 188z") +
      path(
        "M128 236C132 272 180 300 232 294 190 280 160 250 158 214 146 214 132 222 128 236z",
        is(/robin/) ? "#c8563c" : c.accent,
      ) +
      path("M196 190C240 190 276 222 284 258 246 266 204 246 196 190z", c.dark) +
      line("M216 212C236 216 254 232 264 248M206 206", c.light, 3, 0.7) +
      path("M120 176L84 188 118 200z", "#d8963f") +
      disc(150, 172, 8, "#2f2a2a") +
      disc(152.5, 169.5, 2.6, "#ffffff"),
  ),
  hen: standing(
    ({ c, sheet }) =>
      line("M180 290V312M222 290V312M170 312H192M212 312H234", "#d8963f", 6) +
      path("M280 210C330 160 346 196 330 214 350 222 332 246 290 250z", c.dark) +
      sheet(
        "M134 150C170 150 176 200 216 200 262 200 300 208 300 240 300 282 252 300 206 300 144 300 112 262 112 210 112 176 116 150 134 150z",
      ) +
      path("M118 142C112 120 126 124 130 130 132 112 146 118 146 130 154 118 164 128 156 146z", "#c9403f") +
      path("M112 172L82 184 112 192z", "#d8963f") +
      path("M112 194Q104 214 116 218 126 212 122 196z", "#c9403f") +
      disc(136, 172, 7, "#2f2a2a") +
      path("M186 228C220 216 262 226 272 246 246 272 200 268 186 228z", c.dark),
  ),
  chick: standing(
    ({ c, sheet }) =>
      line("M180 292V312M220 292V312", "#d8963f", 7) +
      sheet(
        "M200 118C236 118 254 146 250 172 292 186 296 246 272 276 250 304 150 304 128 276 104 246 108 186 150 172 146 146 164 118 200 118z",
      ) +
      path(
        "M126 220C108 226 100 246 112 262 130 260 138 240 126 220zM274 220C292 226 300 246 288 262 270 260 262 240 274 220z",
        c.dark,
      ) +
      path("M184 168H216L200 188z", "#d8793f") +
      disc(180, 152, 7, "#2f2a2a") +
      disc(220, 152, 7, "#2f2a2a") +
      line("M196 118Q190 100 200 92M204 118Q212 102 220 102", c.dark, 5),
  ),
  owl: standing(
    ({ c, sheet }) =>
      line("M172 300V312M228 300V312", "#d8963f", 10) +
      sheet("M110 116Q150 132 200 130 250 132 290 116C300 150 304 220 284 266 270 298 130 298 116 266 96 220 100 150 110 116z") +
      path("M200 200C236 200 250 226 246 256 236 290 164 290 154 256 150 226 164 200 200 200z", c.accent) +
      line("M172 236q9 10 18 0M200 236q9 10 18 0M186 256q9 10 18 0M214 256q9 10 18 0", c.dark, 3) +
      [158, 242]
        .map(
          (x) =>
            disc(x, 172, 38, fills.paper) +
            disc(x, 172, 22, "#d8963f") +
            disc(x, 172, 13, "#2f2a2a") +
            disc(x + 4, 167, 4, "#ffffff"),
        )
        .join("") +
      path("M188 188H212L200 214z", "#c77d2f"),
  ),
  butterfly: hanging(
    ({ c, sheet }) =>
      `<g>${sheet("M198 196C168 96 56 62 44 138 36 192 96 224 198 204z")}${sheet("M202 196C232 96 344 62 356 138 364 192 304 224 202 204z")}${path("M198 208C130 214 92 254 112 300 138 336 186 290 199 220zM202 208C270 214 308 254 288 300 262 336 214 290 201 220z", fills.accent)}</g>` +
      disc(110, 146, 20, c.accent) +
      disc(290, 146, 20, c.accent) +
      disc(140, 272, 12, c.base) +
      disc(260, 272, 12, c.base) +
      path("M192 156Q200 140 208 156L206 272Q200 288 194 272z", "#4b3b34") +
      line("M196 152C186 120 170 110 156 108M204 152C214 120 230 110 244 108", "#4b3b34", 3.5),
  ),
  rabbit: standing(
    ({ c, sheet, is }) =>
      sheet("M170 150C146 110 140 50 160 44 182 40 190 100 192 140zM230 150C254 110 260 50 240 44 218 40 210 100 208 140z") +
      path(
        "M172 132C160 104 156 70 164 64 174 66 182 104 184 132zM228 132C240 104 244 70 236 64 226 66 218 104 216 132z",
        "#e8b7b4",
      ) +
      sheet("M200 210C264 214 282 262 272 298 266 318 134 318 128 298 118 262 136 214 200 210z") +
      sheet("M200 126C240 126 262 154 258 184 254 216 226 232 200 232S146 216 142 184C138 154 160 126 200 126z") +
      path("M200 244C232 244 242 270 236 296 226 310 174 310 164 296 158 270 168 244 200 244z", c.light) +
      disc(178, 178, 7, "#2f2a2a") +
      disc(222, 178, 7, "#2f2a2a") +
      path("M192 194H208L200 203z", "#d98a8a") +
      line("M200 203V210M200 210Q190 218 184 212M200 210Q210 218 216 212", "#7a5d54", 2.5) +
      (is(/bow|dress|girl/) ? path("M200 236L170 224V250zM200 236L230 224V250z", fills.accent) : ""),
  ),
  frog: standing(
    ({ c, sheet }) =>
      sheet(
        "M112 204C104 166 150 160 156 184 180 174 220 174 244 184 250 160 296 166 288 204 316 236 312 290 284 308H116C88 290 84 236 112 204z",
      ) +
      [134, 266].map((x) => disc(x, 188, 24, c.light) + disc(x, 186, 12, "#2f2a2a")).join("") +
      line("M144 244Q200 280 256 244", c.deep, 6) +
      path("M92 312Q110 280 140 312zM260 312Q290 280 308 312z", c.dark),
  ),
  mushroom: standing(
    ({ c }) =>
      path("M164 210H236C232 250 250 290 254 312H146C150 290 168 250 164 210z", fills.paper) +
      path("M72 218C72 120 140 84 200 84S328 120 328 218C290 236 110 236 72 218z", fills.round) +
      [
        [130, 172, 20],
        [196, 126, 22],
        [262, 168, 23],
        [200, 194, 15],
        [108, 204, 9],
        [300, 202, 10],
      ]
        .map(([x, y, r]) => oval(x!, y!, r!, r! * 0.8, "#fbf5ea"))
        .join("") +
      path("M76 218Q200 246 324 218Q300 240 200 240T76 218z", c.deep, 0.4),
  ),
  gnome: standing(
    ({ sheet }) =>
      sheet("M142 198C120 250 116 312 126 312H274C284 312 280 250 258 198z") +
      box(122, 262, 156, 16, 0, "#5a4334") +
      box(188, 258, 24, 24, 3, fills.gold) +
      path("M146 172C134 232 166 272 200 274S266 232 254 172z", "#f6f1e8") +
      disc(200, 170, 40, "#e9bf9f") +
      path("M140 168C160 96 186 60 214 36 220 80 244 130 260 168Q200 146 140 168z", fills.accent) +
      disc(200, 184, 11, "#dba184") +
      disc(184, 168, 4, "#3a2d26") +
      disc(216, 168, 4, "#3a2d26"),
  ),
  windmill: standing(
    ({ c }) =>
      line("M200 130V312", fills.wood, 8) +
      box(196, 130, 8, 182, 3, "#c9a273") +
      around(
        8,
        (angle, index) =>
          `<path d="M0 0C16-30 44-40 60-92 24-88 4-60 0 0z" fill="${index % 2 === 0 ? c.base : c.accent}" transform="translate(200 140) rotate(${Math.round((angle * 180) / Math.PI)})"/>`,
      ) +
      disc(200, 140, 12, fills.gold),
  ),
  kneeler: standing(
    ({ c, sheet, figure, pattern }) =>
      sheet(boxPath(72, 216, 256, 96, 18)) +
      path("M72 280H328V294Q328 312 310 312H90Q72 312 72 294z", c.deep, 0.3) +
      line("M160 216Q200 176 240 216", c.accentDark, 9) +
      (pattern === null ? figure(200, 262, 60, "flower") : ""),
  ),
  windchime: hanging(
    ({ figure }) =>
      line("M200 30V74", "#8b9196", 3) +
      path("M120 96Q200 50 280 96L272 112H128z", fills.flat) +
      figure(200, 92, 30) +
      [140, 170, 200, 230, 260]
        .map(
          (x, index) =>
            line(`M${x} 112V140`, "#8b9196", 2) +
            box(x - 8, 138, 16, [120, 146, 164, 138, 110][index]!, 7, index === 2 ? fills.gold : fills.metal),
        )
        .join(""),
  ),
};
