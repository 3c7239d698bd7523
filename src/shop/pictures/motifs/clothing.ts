import { fills } from "../kit.ts";
import { box, boxPath, disc, line, oval, path, place } from "../shapes.ts";
import { hanging, standing } from "./motif.ts";

const hanger =
  line("M200 62C200 44 226 42 226 26 226 8 196 8 196 28", "#8b9196", 5) + line("M122 108L200 66 278 108", "#b98a5b", 8);

/** Clothing hangs on the wall, shoes stand. */
export const clothingMotifs = {
  tshirt: hanging(
    ({ c, sheet, figure, pattern }) =>
      hanger +
      sheet(
        "M150 92C164 116 236 116 250 92L290 104C316 118 336 150 346 186L300 206 280 174V338Q200 350 120 338V174L100 206 54 186C64 150 84 118 110 104z",
      ) +
      path("M150 92C164 116 236 116 250 92L258 94C242 130 158 130 142 94z", c.dark) +
      line("M120 174V334M280 174V334", c.dark, 2.5, 0.35) +
      path("M280 174V338Q262 342 244 344 262 290 262 220z", c.deep, 0.12) +
      line("M58 180L102 198M342 180L298 198", c.dark, 2.5, 0.6) +
      (pattern === null ? figure(200, 214, 92) : ""),
  ),
  shirt: hanging(
    ({ c, sheet }) =>
      hanger +
      sheet("M158 88L200 112 242 88 294 106 350 292 312 306 282 206V340Q200 350 118 340V206L88 306 50 292 106 106z") +
      path("M158 88L200 112 172 146 140 98zM242 88L200 112 228 146 260 98z", fills.accent) +
      line("M200 114V342", c.dark, 3) +
      [146, 188, 230, 272, 314].map((y) => disc(207, y, 4.5, c.accentDark)).join("") +
      path(boxPath(224, 176, 46, 48, 4), c.dark, 0.3) +
      line("M56 280L92 292M344 280L308 292", c.dark, 3),
  ),
  jumper: hanging(
    ({ c, sheet, figure, pattern }) =>
      hanger +
      sheet(
        "M152 90C166 112 234 112 248 90L298 108C326 150 344 230 354 304L310 318 284 214V322H116V214L90 318 46 304C56 230 74 150 102 108z",
      ) +
      path("M146 90C160 78 240 78 254 90 246 126 154 126 146 90z", c.dark) +
      path("M156 92C170 86 230 86 244 92 236 110 164 110 156 92z", c.deep) +
      path("M114 312H286V344H114zM44 298L92 312 88 332 40 318zM356 298L308 312 312 332 360 318z", c.dark) +
      Array.from({ length: 17 }, (_, index) => line(`M${120 + index * 10} 316v24`, c.base, 2.5, 0.7)).join("") +
      (pattern === null
        ? [148, 200, 252]
            .map((x) =>
              line(
                `M${x - 7} 140q14 10 0 20t0 20 0 20 0 20 0 20 0 20 0 20 0 20M${x + 7} 140q-14 10 0 20t0 20 0 20 0 20 0 20 0 20 0 20 0 20`,
                c.dark,
                3.5,
                0.45,
              ),
            )
            .join("")
        : path("M116 172H284V190H116z", c.accent, 0.9)) +
      figure(200, 214, 84),
  ),
  dress: hanging(
    ({ c, sheet, figure, pattern }) =>
      hanger +
      sheet(
        "M156 88L150 120C158 150 164 168 158 196 140 250 112 300 92 346Q200 368 308 346C288 300 260 250 242 196 236 168 242 150 250 120L244 88 226 92C222 126 178 126 174 92z",
      ) +
      path("M158 190H242L246 206H154z", fills.accent) +
      line("M176 212Q160 280 140 346M200 212V354M224 212Q240 280 260 346", c.dark, 3, 0.35) +
      (pattern === null ? figure(200, 156, 36) : "") +
      path("M242 196C260 250 288 300 308 346Q284 351 262 354 250 280 232 206z", c.deep, 0.12),
  ),
  skirt: hanging(
    ({ c, sheet }) =>
      hanger +
      box(134, 100, 132, 22, 4, c.dark) +
      sheet("M136 120H264L320 312Q200 336 80 312z") +
      line("M158 124L128 318M180 124L168 324M200 124V326M220 124L232 324M242 124L272 318", c.dark, 3, 0.4) +
      path("M84 298Q200 322 316 298L320 312Q200 336 80 312z", fills.accent),
  ),
  trousers: hanging(
    ({ c, sheet }) =>
      hanger +
      sheet("M136 100H264L284 344H218L200 190 182 344H116z") +
      path("M136 100H264L266 122H134z", c.dark) +
      box(190, 104, 20, 16, 3, fills.gold) +
      line("M200 124V180M146 124Q150 156 136 168M254 124Q250 156 264 168", c.accent, 2.5, 0.8) +
      line("M160 130L150 340M240 130L250 340", c.dark, 2, 0.3) +
      path("M116 330L182 332V344H116zM284 330L218 332V344H284z", c.light, 0.5),
  ),
  coat: hanging(
    ({ c, sheet }) =>
      hanger +
      sheet("M152 88C160 120 240 120 248 88L296 106 348 300 306 314 286 222V346H114V222L94 314 52 300 104 106z") +
      path("M150 88L200 200 250 88 274 98 240 178 200 226 160 178 126 98z", fills.accent) +
      line("M200 200V344", c.deep, 3.5) +
      [230, 268, 306].map((y) => disc(186, y, 7, c.deep) + disc(214, y, 7, c.deep)).join("") +
      path("M128 252H168V264H128zM232 252H272V264H232z", c.deep, 0.6),
  ),
  trainers: standing(({ c, pattern, figure }) =>
    [
      [0, 0, 1],
      [1, 0, 1],
    ]
      .map(([index]) =>
        place(
          path(
            "M-140 0V-88C-140-98-126-104-116-98-92-80-64-94-48-112-36-124-22-124-14-112 18-64 68-56 112-42 136-34 142-18 142 0z",
            index === 0 ? c.dark : fills.flat,
          ) +
            (index === 1 && pattern !== null
              ? path(
                  "M-140 0V-88C-140-98-126-104-116-98-92-80-64-94-48-112-36-124-22-124-14-112 18-64 68-56 112-42 136-34 142-18 142 0z",
                  fills.pattern,
                )
              : "") +
            path("M62-54C84-50 100-46 112-42 136-34 142-18 142 0H76C92-16 84-40 62-54z", c.accent) +
            path("M-140-30C-110-20-90-40-84-80L-104-92C-118-102-140-98-140-88z", c.accent) +
            line("M-36-112L-14-92M-22-100L2-78M-8-86L18-66M10-74L36-56", "#fffaf2", 5) +
            line("M-62-24C-20-18 20-30 44-50M-44-12C0-10 34-22 56-42", c.accent, 6) +
            path("M-146-8H146C150 12 144 18 128 18H-132C-146 18-150 8-146-8z", "#f6f2ea") +
            line("M-146 6H146", c.dark, 2.5, 0.5) +
            (index === 1 ? figure(-92, -44, 26) : ""),
          { x: index === 0 ? 226 : 186, y: index === 0 ? 252 : 294, scale: index === 0 ? 0.88 : 1 },
        ),
      )
      .join(""),
  ),
  boots: standing(({ c }) =>
    [[0], [1]]
      .map(([index]) =>
        place(
          path(
            "M-76-190Q-34-202 8-190L12-84C40-66 96-62 116-36 124-24 122-6 122 0H-80C-74-60-84-130-76-190z",
            index === 0 ? c.dark : fills.flat,
          ) +
            path("M-76-190Q-34-202 8-190L9-168Q-34-180-78-168z", c.accent) +
            path("M-18-190L12-84 0-60C-30-80-40-140-34-194z", "#2b2018", 0.2) +
            line("M-30-150L14-140M-28-122L14-112M-24-94L18-84", c.accent, 5) +
            path("M116-36C124-24 122-6 122 0H50C60-30 84-46 116-36z", "#2b2018", 0.16) +
            path("M-84-4H126V16H58V12H-40V18H-84z", "#3d332c") +
            line("M-76-14H120", c.light, 2, 0.5),
          { x: index === 0 ? 244 : 168, y: index === 0 ? 270 : 294, scale: index === 0 ? 0.9 : 1 },
        ),
      )
      .join(""),
  ),
  wellies: standing(({ c, figure, pattern }) =>
    [[0], [1]]
      .map(([index]) =>
        place(
          (index === 0
            ? path("M-66-200H10V-80C40-62 92-60 108-34 116-20 112 0 112 0H-70C-64-60-66-140-66-200z", c.dark)
            : path("M-66-200H10V-80C40-62 92-60 108-34 116-20 112 0 112 0H-70C-64-60-66-140-66-200z", fills.flat) +
              path("M-66-200H10V-80C40-62 92-60 108-34 116-20 112 0 112 0H-70C-64-60-66-140-66-200z", fills.pattern)) +
            box(-68, -202, 80, 18, 4, c.accent) +
            line("M-50-170V-60", c.light, 7, 0.5) +
            path("M-74-6H116V14H-74z", c.deep) +
            (index === 1 && pattern === null ? figure(-26, -126, 44, "star") : ""),
          { x: index === 0 ? 244 : 172, y: index === 0 ? 272 : 298, scale: index === 0 ? 0.9 : 1 },
        ),
      )
      .join(""),
  ),
  slippers: standing(({ c, figure, pattern }) =>
    [[0], [1]]
      .map(([index]) =>
        place(
          oval(0, 0, 140, 22, "#cdb391") +
            oval(-70, -14, 62, 16, c.light) +
            path("M-16 2C-34-40-10-84 52-84 112-84 150-40 140 0 120 22 10 22-16 2z", index === 0 ? c.dark : fills.flat) +
            (index === 1 && pattern !== null
              ? path("M-16 2C-34-40-10-84 52-84 112-84 150-40 140 0 120 22 10 22-16 2z", fills.pattern)
              : "") +
            line("M-18-2C-34-40-10-84 52-84", "#fbf5ea", 13) +
            (index === 1 ? figure(70, -36, 42, "heart") : ""),
          { x: index === 0 ? 220 : 182, y: index === 0 ? 250 : 290, scale: index === 0 ? 0.88 : 1 },
        ),
      )
      .join(""),
  ),
  socks: hanging(({ c, sheet, figure }) =>
    [
      [-6, 150, 0],
      [8, 246, 1],
    ]
      .map(([turn, x, index]) =>
        place(
          (index === 0
            ? path("M-38-130H38V20C38 54 20 64-8 92-36 120-86 104-84 74-82 50-38 50-38 16z", fills.accent)
            : sheet("M-38-130H38V20C38 54 20 64-8 92-36 120-86 104-84 74-82 50-38 50-38 16z")) +
            box(-42, -136, 84, 32, 6, c.dark) +
            line("M-30-130V-108M-15-130V-108M0-130V-108M15-130V-108M30-130V-108", c.light, 2, 0.7) +
            path("M-84 74C-82 56-62 52-50 40-36 60-46 92-66 106-78 100-85 88-84 74z", c.dark) +
            (index === 1 ? figure(0, -30, 44, "snowflake") : ""),
          { x: x!, y: 200, turn: turn! },
        ),
      )
      .join(""),
  ),
  hat: standing(
    ({ c, body, figure, pattern }) =>
      disc(200, 108, 30, fills.accent) +
      body("M104 272C104 176 142 122 200 122S296 176 296 272z") +
      (pattern === null ? figure(200, 206, 70, "snowflake") : "") +
      path(boxPath(92, 252, 216, 60, 18), fills.flat) +
      Array.from({ length: 13 }, (_, index) => line(`M${106 + index * 15.7} 260v44`, c.dark, 3, 0.5)).join(""),
  ),
};
