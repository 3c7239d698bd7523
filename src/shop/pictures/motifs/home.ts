import { fills } from "../kit.ts";
import { around, box, boxPath, disc, group, heartPath, line, oval, ovalPath, path, ring, round, starPath } from "../shapes.ts";
import { hanging, lying, standing } from "./motif.ts";

const hands = (x: number, y: number, length: number, colour: string) =>
  line(
    `M${x} ${y}L${round(x - length * 0.5)} ${round(y - length * 0.32)}M${x} ${y}L${round(x + length * 0.42)} ${round(y - length * 0.8)}`,
    colour,
    5,
  ) + disc(x, y, 6, colour);
const hours = (x: number, y: number, radius: number, colour: string) =>
  around(12, (angle, index) =>
    disc(x + radius * Math.sin(angle), y - radius * Math.cos(angle), index % 3 === 0 ? 5 : 2.6, colour),
  );

/** Furniture, and what stands and hangs about a home. */
export const homeMotifs = {
  clock: hanging(
    ({ c, figure }) =>
      disc(200, 200, 142, c.deep) +
      disc(200, 200, 138, fills.flat) +
      (disc(200, 200, 116, c.dark) + disc(200, 200, 113, fills.paper)) +
      hours(200, 200, 96, "#4b4641") +
      figure(200, 244, 46) +
      hands(200, 200, 84, "#3f3a36") +
      line("M200 200L246 258", c.accent === "#ffffff" ? c.base : "#b8423f", 2),
  ),
  alarmclock: standing(
    ({ c }) =>
      line("M142 290L122 312M258 290L278 312", c.deep, 12) +
      path("M104 134A44 44 0 0 1 168 92zM296 134A44 44 0 0 0 232 92z", fills.metal) +
      line("M200 92V66M180 62H220", "#8b9196", 7) +
      disc(200, 208, 108, c.deep) +
      disc(200, 206, 105, fills.flat) +
      disc(200, 206, 84, fills.paper) +
      hours(200, 206, 69, "#4b4641") +
      hands(200, 206, 62, "#3f3a36"),
  ),
  frame: standing(({ c, sheet, pick, emblem, printed }) => {
    const sky = pick(["#cfe0e8", "#f0d9c8", "#dbe3d0"]);
    return (
      path("M232 296L286 312H240z", c.deep) +
      path(boxPath(98, 78, 204, 234, 8), c.deep) +
      sheet(boxPath(98, 76, 204, 232, 8)) +
      path(boxPath(122, 100, 156, 184, 3), fills.paper) +
      path(boxPath(136, 114, 128, 156), sky) +
      (emblem === null
        ? disc(232, 148, 15, "#fff3cf") +
          path("M136 240Q168 190 196 222 222 182 264 232V270H136z", "#8fa98a") +
          path("M136 254Q180 226 264 258V270H136z", "#6f8d70")
        : printed(200, 192, 90)) +
      line("M102 80H298M102 80V304", c.light, 3, 0.7)
    );
  }),
  picture: hanging(
    ({ c, emblem, figure, pick, is }) =>
      path(boxPath(92, 62, 216, 276, 3), is(/canvas|poster|art/) ? "#5b4a3d" : c.deep) +
      path(boxPath(98, 68, 204, 264), fills.paper) +
      (emblem === null
        ? path(boxPath(116, 86, 168, 228), c.light) +
          disc(pick([160, 240]), 146, 34, c.accent) +
          path("M116 250Q160 196 200 236T284 214V314H116z", c.base) +
          path("M116 280Q180 244 284 276V314H116z", c.dark)
        : path(boxPath(116, 86, 168, 228), c.base) + figure(200, 190, 130) + line("M140 288H260", c.accent, 4)),
  ),
  mirror: hanging(
    ({ c, is }) =>
      (is(/heart/)
        ? path(heartPath(200, 206, 290), fills.flat) + path(heartPath(200, 202, 236), "#dbe7ec")
        : path(ovalPath(200, 200, 118, 150), c.deep) +
          path(ovalPath(200, 198, 118, 150), fills.flat) +
          around(16, (angle) => disc(200 + 107 * Math.sin(angle), 198 - 138 * Math.cos(angle), 6, c.light)) +
          path(ovalPath(200, 198, 94, 126), c.dark) +
          path(ovalPath(200, 200, 91, 123), "#dbe7ec")) +
      path("M140 262L252 128 268 146 156 284zM168 296L274 168 280 180 182 300z", "#ffffff", 0.5),
  ),
  compact: lying(
    ({ c, sheet, figure }) =>
      disc(200, 128, 92, c.dark) +
      disc(200, 126, 88, fills.gold) +
      disc(200, 126, 76, "#dfeaee") +
      path("M160 158L228 78 244 88 176 172z", "#ffffff", 0.55) +
      disc(200, 270, 96, c.deep) +
      sheet(ovalPath(200, 268, 94)) +
      ring(200, 268, 84, c.accent, 3) +
      figure(200, 268, 84, "flower") +
      box(184, 190, 32, 12, 4, fills.gold),
  ),
  cushion: standing(
    ({ c, sheet, figure, pattern }) =>
      sheet(
        "M74 118C112 132 288 132 326 118 340 108 338 136 328 150 316 196 316 246 328 288 340 312 326 318 310 306 262 298 138 298 90 306 74 318 60 312 72 288 84 246 84 196 72 150 62 136 60 108 74 118z",
      ) +
      (pattern === null ? figure(200, 212, 120, "heart") : "") +
      path(
        "M74 118C112 132 288 132 326 118 316 150 310 200 318 300 262 292 138 292 84 302 92 200 88 150 74 118z",
        fills.shade,
        0.6,
      ) +
      line("M84 126C128 138 272 138 316 126M88 298C138 290 262 290 312 298", c.accent, 3, 0.8),
  ),
  throw: lying(
    ({ c, sheet }) =>
      sheet("M92 118Q200 96 308 118L318 290Q200 306 82 290z") +
      path("M82 236Q200 254 318 236V262Q200 280 82 262z", c.accent) +
      line("M84 180Q200 198 316 180M86 150Q200 168 314 150", c.dark, 2.5, 0.4) +
      Array.from({ length: 15 }, (_, index) => line(`M${90 + index * 15.7} 292v20`, c.accentDark, 3)).join(""),
  ),
  doormat: lying(
    ({ c, emblem, figure }) =>
      path(boxPath(56, 112, 288, 176, 8), "#8f6a45") +
      path(boxPath(60, 114, 280, 170, 6), "#b78d60") +
      Array.from({ length: 11 }, (_, index) => line(`M66 ${124 + index * 15}H334`, "#a57a4f", 3, 0.55)).join("") +
      path("M78 130H322V268H78zM88 140V258H312V140z", c.base) +
      (emblem === null
        ? path(heartPath(200, 200, 80), c.base) + path(heartPath(130, 200, 36), c.base) + path(heartPath(270, 200, 36), c.base)
        : figure(200, 200, 96)),
  ),
  doorstop: standing(
    ({ c, sheet, figure, emblem }) =>
      sheet("M128 176Q134 160 200 160T272 176C284 220 292 270 284 300 280 314 120 314 116 300 108 270 116 220 128 176z") +
      path("M116 296Q200 316 284 296L284 304Q200 324 116 304z", c.deep, 0.5) +
      line("M172 164C168 104 232 104 228 164", c.accentDark, 9) +
      figure(200, 238, 90, emblem ?? "house"),
  ),
  hook: hanging(
    ({ c, figure, emblem }) =>
      path(emblem === "heart" ? heartPath(200, 132, 150) : boxPath(134, 62, 132, 150, 22), c.deep) +
      path(emblem === "heart" ? heartPath(200, 129, 146) : boxPath(136, 62, 128, 144, 20), fills.flat) +
      figure(200, 122, 62, "flower") +
      disc(200, 80, 5, "#6d757b") +
      disc(200, 188, 5, "#6d757b") +
      line("M200 196V262C200 322 128 318 134 268", "#6d757b", 20) +
      line("M200 196V262C200 314 134 312 137 268", "#b7bfc5", 10) +
      disc(136, 262, 14, fills.accent),
  ),
  knob: standing(
    ({ c, figure, is }) =>
      box(150, 292, 100, 18, 8, fills.metal) +
      path("M176 292C182 268 182 256 172 244H228C218 256 218 268 224 292z", fills.metal) +
      (is(/crystal|acrylic|glass|diamond/)
        ? path("M200 102L272 142 286 206 240 252H160L114 206 128 142z", fills.glass) +
          line("M200 102V252M128 142L240 252M272 142L160 252M114 206H286M128 142H272", "#ffffff", 2, 0.7)
        : path(ovalPath(200, 180, 90, 78), fills.round) +
          figure(200, 178, 84, "flower") +
          path(ovalPath(200, 180, 90, 78), fills.shade, 0.5) +
          oval(166, 140, 26, 14, c.light)),
  ),
  hanger: hanging(
    ({ c, figure, sheet }) =>
      line("M200 122C200 98 232 96 232 72 232 42 186 42 186 74", "#8b9196", 8) +
      sheet(
        "M200 116C216 116 232 132 344 214 366 232 350 250 326 244L200 208 74 244C50 250 34 232 56 214 168 132 184 116 200 116z",
      ) +
      path(boxPath(96, 246, 208, 9, 4), c.dark) +
      figure(200, 168, 50, "rose"),
  ),
  hotwaterbottle: standing(
    ({ c, sheet, figure, pattern }) =>
      box(174, 66, 52, 26, 8, c.deep) +
      path("M168 92H232L240 128H160z", fills.accent) +
      sheet("M156 126H244C262 146 292 150 292 182V280Q292 312 258 312H142Q108 312 108 280V182C108 150 138 146 156 126z") +
      line("M160 132Q200 146 240 132M160 142Q200 156 240 142", c.dark, 3, 0.5) +
      (pattern === null ? figure(200, 230, 110, "heart") : "") +
      path("M108 196V280Q108 312 142 312H258Q292 312 292 280V196Q280 290 200 292T108 196z", c.deep, 0.16),
  ),
  sign: hanging(
    ({ c, figure, sheet, letter }) =>
      line("M120 148Q200 40 280 148", "#a78a6a", 4) +
      disc(200, 90, 6, "#8b9196") +
      path(boxPath(66, 142, 268, 128, 10), c.deep) +
      sheet(boxPath(66, 140, 268, 126, 10)) +
      `<rect x="80" y="153" width="240" height="100" rx="6" fill="none" stroke="${c.accent}" stroke-width="2.5"/>` +
      (letter === null
        ? figure(118, 204, 48, "heart") + line("M158 184H296M158 204H270M158 224H288", c.accent, 8)
        : `<text x="200" y="234" font-family="Georgia,serif" font-size="92" text-anchor="middle" fill="${c.accent}">${letter}</text>`),
  ),
  letter: standing(
    ({ c, letter, sheet }) =>
      path(boxPath(116, 120, 176, 192, 8), c.deep) +
      sheet(boxPath(108, 116, 176, 192, 8)) +
      `<text x="196" y="274" font-family="Georgia,serif" font-weight="bold" font-size="176" text-anchor="middle" fill="${c.accent}">${letter ?? "A"}</text>`,
  ),
  box: standing(
    ({ c, body, sheet, figure }) =>
      body(boxPath(86, 186, 228, 126, 6)) +
      sheet("M76 146H324V196H76z") +
      path("M76 190H324V197H76z", c.deep, 0.5) +
      box(184, 182, 32, 34, 4, fills.gold) +
      disc(200, 196, 4, "#6f5220") +
      figure(200, 262, 56, "heart"),
  ),
  cabinet: standing(
    ({ c, sheet }) =>
      path("M96 300H116V312H96zM284 300H304V312H284z", c.deep) +
      path(boxPath(82, 92, 236, 212, 6), c.deep) +
      sheet(boxPath(82, 90, 236, 210, 6)) +
      path("M74 82H326V98H74z", fills.accent) +
      [112, 176, 240]
        .map((y) =>
          [94, 206]
            .map((x) => box(x, y, 100, 52, 4, c.dark) + box(x, y, 100, 49, 4, c.light) + disc(x + 50, y + 26, 8, fills.gold))
            .join(""),
        )
        .join(""),
  ),
  shelf: hanging(
    ({ c, sheet }) =>
      sheet(boxPath(60, 118, 280, 168, 4)) +
      path("M76 132H324V196H76zM76 210H324V272H76z", c.deep, 0.55) +
      path("M60 108H340V122H60z", fills.wood) +
      box(100, 154, 26, 42, 3, c.accent) +
      box(128, 146, 22, 50, 2, "#f3ead9") +
      box(152, 160, 18, 36, 2, c.light) +
      path("M236 196V170Q236 160 246 160H270Q280 160 280 170V196z", fills.accent) +
      path(heartPath(140, 244, 34), "#f3ead9") +
      box(232, 232, 60, 40, 3, "#e8d9bd"),
  ),
  chair: standing(({ c, sheet, is }) =>
    is(/stool/)
      ? path("M112 196H288L276 220H124z", c.dark) +
        sheet(ovalPath(200, 194, 92, 20)) +
        line("M136 214L118 306M264 214L282 306M176 218L170 300M224 218L230 300M128 266H272", c.deep, 10)
      : line("M130 70V306M270 70V306M152 236V300M248 236V300", c.deep, 11) +
        path("M124 76Q200 52 276 76V112Q200 92 124 112zM130 138Q200 122 270 138V160Q200 144 130 160z", fills.flat) +
        sheet("M110 214H290L302 238H98z") +
        line("M130 276H270", c.deep, 7),
  ),
  table: standing(
    ({ c, sheet }) =>
      sheet(ovalPath(200, 158, 140, 28)) +
      path("M60 158Q60 192 200 192T340 158Q340 186 200 186T60 158z", c.deep, 0.6) +
      line("M200 186V270M200 262Q150 268 126 308M200 262Q250 268 274 308", c.dark, 12),
  ),
  basket: standing(
    ({ c }) =>
      line("M104 198C104 84 296 84 296 198", c.dark, 13) +
      line("M104 198C104 88 296 88 296 198", c.light, 4) +
      path("M84 192H316L292 300Q290 312 276 312H124Q110 312 108 300z", fills.round) +
      [212, 234, 256, 278, 298]
        .map((y, row) => line(`M${88 + row * 4.5} ${y}H${312 - row * 4.5}`, row % 2 === 0 ? c.deep : c.light, 5, 0.4))
        .join("") +
      [110, 140, 170, 200, 230, 260, 290]
        .map((x) => line(`M${x} 196L${round(200 + (x - 200) * 0.82)} 310`, c.deep, 4, 0.35))
        .join("") +
      box(76, 182, 248, 18, 9, fills.flat),
  ),
  bin: standing(
    ({ c, body, figure, pattern }) =>
      body("M116 128L136 304Q137 312 200 312T264 304L284 128z") +
      (pattern === null ? figure(200, 222, 92, "flower") : "") +
      oval(200, 128, 84, 17, c.light) +
      oval(200, 130, 75, 12, c.deep),
  ),
  bucket: standing(
    ({ c, body, figure, pattern }) =>
      line("M112 152C108 30 292 30 288 152", "#8b9196", 5) +
      box(186, 54, 28, 14, 6, fills.wood) +
      body("M104 148L130 302Q132 312 200 312T270 302L296 148z") +
      (pattern === null ? figure(200, 234, 86, "heart") : "") +
      oval(200, 148, 96, 19, c.light) +
      oval(200, 150, 87, 14, c.deep),
  ),
  tissuebox: standing(
    ({ c, body, figure, pattern }) =>
      body(boxPath(78, 196, 244, 116, 8)) +
      (pattern === null ? figure(200, 258, 66, "flower") : "") +
      path("M78 204Q78 176 96 172H304Q322 176 322 204z", fills.flat) +
      oval(200, 186, 62, 9, c.deep) +
      path("M150 188C158 150 150 120 176 104 186 124 204 96 222 92 220 122 254 140 250 188 220 180 180 180 150 188z", "#ffffff") +
      line("M182 180C184 150 178 130 184 116M216 180C220 150 214 130 218 108", "#d9dee2", 3),
  ),
  thermometer: hanging(
    ({ c, sheet, figure }) =>
      path(boxPath(142, 56, 116, 290, 16), c.deep) +
      sheet(boxPath(142, 54, 116, 288, 16)) +
      box(186, 110, 28, 176, 14, "#ffffff") +
      box(194, 170, 12, 110, 6, "#c9403f") +
      disc(200, 282, 18, "#c9403f") +
      Array.from({ length: 8 }, (_, index) => line(`M222 ${126 + index * 20}h${index % 2 === 0 ? 18 : 10}`, c.accent, 2.5)).join(
        "",
      ) +
      figure(200, 82, 34, "bird"),
  ),
  telephone: standing(
    ({ c, body }) =>
      body("M128 200H272C284 230 312 262 312 300Q312 312 298 312H102Q88 312 88 300C88 262 116 230 128 200z") +
      path(
        "M84 150C84 110 316 110 316 150 316 168 308 184 284 184 264 184 262 172 260 158 230 148 170 148 140 158 138 172 136 184 116 184 92 184 84 168 84 150z",
        fills.flat,
      ) +
      box(166, 160, 68, 46, 6, c.dark) +
      disc(200, 256, 46, fills.metal) +
      around(10, (angle) => disc(200 + 32 * Math.sin(angle), 256 - 32 * Math.cos(angle), 6, "#565c61")) +
      disc(200, 256, 16, fills.paper),
  ),
  radio: standing(
    ({ c, body, sheet }) =>
      line("M262 128L312 62", "#8b9196", 4) +
      body(boxPath(68, 130, 264, 182, 28)) +
      sheet(boxPath(84, 146, 232, 150, 18)) +
      disc(150, 222, 56, c.deep) +
      [20, 34, 48].map((r) => ring(150, 222, r, c.light, 3)).join("") +
      box(222, 166, 80, 38, 5, fills.paper) +
      line("M232 186H292", "#c9403f", 2) +
      disc(240, 252, 19, fills.metal) +
      disc(288, 252, 14, fills.metal),
  ),
  fan: lying(
    ({ c, sheet, figure, pattern }) =>
      sheet("M48 214A156 156 0 0 1 352 214L214 300H186z") +
      Array.from({ length: 9 }, (_, index) =>
        line(
          `M200 300L${round(200 + 152 * Math.cos(Math.PI + ((index + 0.6) * Math.PI) / 9.2))} ${round(216 + 146 * Math.sin(Math.PI + ((index + 0.6) * Math.PI) / 9.2))}`,
          c.deep,
          3,
          0.5,
        ),
      ).join("") +
      (pattern === null ? figure(200, 150, 76, "flower") : "") +
      path("M184 286H216L208 326H192z", fills.wood) +
      disc(200, 306, 6, fills.gold),
  ),
  ornament: standing(
    ({ body, figure }) =>
      body("M150 286C118 262 112 196 144 164 156 150 244 150 256 164 288 196 282 262 250 286z") +
      figure(200, 224, 86, "flower") +
      box(138, 284, 124, 28, 8, fills.wood) +
      path(starPath(200, 130, 30), fills.gold),
  ),
  paperweight: standing(
    ({ figure, c }) =>
      oval(200, 300, 96, 14, c.deep) +
      path(ovalPath(200, 216, 100, 92), fills.glass) +
      figure(200, 230, 104, "flower") +
      line("M132 192Q148 150 190 138", "#ffffff", 9, 0.75),
  ),
  gift: standing(
    ({ c, body }) =>
      body(boxPath(92, 184, 216, 128, 4)) +
      path("M80 148H320V192H80z", fills.flat) +
      path("M80 148H320V192H80z", fills.pattern) +
      path("M180 148H220V312H180z", fills.accent) +
      path("M80 188H320V193H80z", c.deep, 0.35) +
      path(
        "M200 146C150 148 118 118 134 98 152 78 190 108 200 146zM200 146C250 148 282 118 266 98 248 78 210 108 200 146z",
        fills.accent,
      ) +
      path("M184 138L160 172 178 168 192 150zM216 138L240 172 222 168 208 150z", c.accentDark) +
      disc(200, 142, 14, c.accent),
  ),
  firstaid: standing(
    ({ c, sheet }) =>
      line("M164 156V134H236V156", c.deep, 10) +
      path(boxPath(76, 158, 248, 154, 18), c.deep) +
      sheet(boxPath(76, 154, 248, 152, 18)) +
      disc(200, 230, 54, fills.paper) +
      path("M188 194H212V218H236V242H212V266H188V242H164V218H188z", "#c9403f"),
  ),
  soap: lying(
    ({ c, figure, random }) =>
      group(
        path("M110 166H290Q312 166 312 190V244Q312 268 290 268H110Q88 268 88 244V190Q88 166 110 166z", c.dark) +
          path("M110 154H290Q312 154 312 178V226Q312 250 290 250H110Q88 250 88 226V178Q88 154 110 154z", fills.flat) +
          line("M112 168H288", c.light, 6, 0.8) +
          figure(200, 204, 64, "leaf"),
        "rotate(-8 200 200)",
      ) +
      [
        [104, 118, 17],
        [132, 96, 11],
        [304, 286, 15],
        [280, 306, 10],
        [322, 118, 8],
      ]
        .map(([x, y, r]) => disc(x! + random() * 6, y!, r!, "#ffffffb0") + ring(x!, y!, r!, "#ffffff", 1.5))
        .join(""),
  ),
  towels: standing(
    ({ c, sheet, figure }) =>
      [
        [248, 68],
        [188, 60],
        [128, 56],
      ]
        .map(
          ([y], index) =>
            (index === 1
              ? path(`M92 ${y}H300Q326 ${y} 326 ${y! + 30}T300 ${y! + 60}H92Q76 ${y! + 30} 92 ${y}z`, fills.accent)
              : sheet(`M88 ${y}H296Q324 ${y} 324 ${y! + 30}T296 ${y! + 60}H88Q72 ${y! + 30} 88 ${y}z`)) +
            line(`M88 ${y! + 20}H304M88 ${y! + 40}H304`, index === 1 ? c.accentDark : c.dark, 2.5, 0.45),
        )
        .join("") + figure(150, 278, 34),
  ),
  washbag: standing(
    ({ c, sheet, figure, pattern }) =>
      sheet("M84 186Q88 166 110 162H290Q312 166 316 186L330 288Q332 312 304 312H96Q68 312 70 288z") +
      path("M84 190Q88 166 110 162H290Q312 166 316 190z", c.deep, 0.3) +
      line("M100 176H300", "#d9c28a", 7) +
      path("M296 170L330 190 322 202 290 182z", fills.gold) +
      (pattern === null ? figure(200, 250, 92, "butterfly") : ""),
  ),
  pets: standing(
    ({ c, body, figure }) =>
      body("M84 212H316L338 296Q340 312 320 312H80Q60 312 62 296z") +
      oval(200, 212, 116, 22, c.light) +
      oval(200, 214, 104, 16, c.deep) +
      oval(200, 216, 88, 11, "#9a6b45") +
      figure(200, 270, 60, "dog"),
  ),
};
