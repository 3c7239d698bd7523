import { fills } from "../kit.ts";
import { around, box, boxPath, disc, group, heartPath, line, oval, ovalPath, path, place, ring } from "../shapes.ts";
import { hanging, lying, standing } from "./motif.ts";

/** What is on tables and in cupboards. */
export const kitchenMotifs = {
  mug: standing(
    ({ c, body, figure, pattern }) =>
      line("M262 168C330 150 334 262 258 256", c.dark, 19) +
      line("M262 166C326 152 328 256 258 252", c.base, 11) +
      body("M118 130L127 292Q129 312 156 312H226Q253 312 255 292L264 130z") +
      (pattern === null ? figure(191, 225, 76, "heart") : "") +
      oval(191, 130, 73, 16, c.light) +
      oval(191, 132, 64, 12, c.deep) +
      oval(191, 135, 56, 8, "#8a5a3a"),
  ),
  teacup: standing(
    ({ c, body, figure, pattern }) =>
      oval(200, 296, 128, 19, c.dark) +
      oval(200, 291, 126, 17, fills.flat) +
      oval(200, 289, 82, 9, c.light) +
      line("M276 196C330 182 326 258 262 250", c.dark, 14) +
      line("M276 194C324 184 320 252 262 246", c.base, 7) +
      body("M112 172C114 240 140 288 172 288H228C260 288 286 240 288 172z") +
      (pattern === null ? figure(200, 228, 58, "rose") : "") +
      oval(200, 172, 88, 17, c.light) +
      oval(200, 174, 78, 12.5, c.deep) +
      oval(200, 177, 70, 9, "#9a6338"),
  ),
  plate: lying(
    ({ c, printed, pattern }) =>
      path(ovalPath(200, 200, 138), fills.flat) +
      (pattern === null ? "" : path(ovalPath(200, 200, 138), fills.pattern)) +
      ring(200, 200, 134, c.accent, 4) +
      disc(200, 200, 92, fills.paper) +
      ring(200, 200, 92, c.dark, 1.2) +
      ring(200, 200, 84, c.light, 3) +
      printed(200, 200, 92, "sprig"),
  ),
  bowl: standing(
    ({ c, body }) =>
      oval(200, 306, 52, 9, c.deep) +
      body("M84 190C88 270 138 308 200 308S312 270 316 190z") +
      oval(200, 190, 116, 26, c.light) +
      oval(200, 193, 105, 20, c.dark) +
      oval(200, 199, 92, 13, c.base),
  ),
  jar: standing(
    ({ c, printed, is }) =>
      path("M132 158C116 176 114 190 114 206V290Q114 312 138 312H262Q286 312 286 290V206C286 190 284 176 268 158z", fills.glass) +
      path(
        "M126 214V288Q126 301 140 301H260Q274 301 274 288V214Q200 226 126 214z",
        is(/jam|strawberry|cherry|raspberry/) ? "#b83b4a" : c.base,
        0.82,
      ) +
      (is(/cloth|gingham|jam|lid/)
        ? path(
            "M118 130Q200 96 282 130L294 168Q272 158 256 170 238 158 218 170 200 158 180 170 162 158 144 170 128 158 106 168z",
            fills.flat,
          ) +
          path(
            "M118 130Q200 96 282 130L294 168Q272 158 256 170 238 158 218 170 200 158 180 170 162 158 144 170 128 158 106 168z",
            fills.pattern,
          ) +
          line("M132 152Q200 138 268 152", c.accentDark, 5)
        : box(126, 120, 148, 40, 8, fills.metal) + box(126, 146, 148, 5, 0, "#6d757b") + oval(200, 120, 74, 10, "#e3e8eb")) +
      box(150, 216, 100, 62, 6, fills.paper) +
      printed(200, 247, 42, "heart") +
      line("M136 190V280", "#ffffff", 7, 0.5),
  ),
  tin: standing(
    ({ c, body, printed, pattern }) =>
      body("M118 158V292Q118 312 200 312T282 292V158z") +
      (pattern === null
        ? path(ovalPath(200, 236, 56, 44), c.accent) +
          path(ovalPath(200, 236, 49, 37), fills.paper) +
          printed(200, 236, 46, "crown")
        : "") +
      path("M110 132V160Q110 178 200 178T290 160V132z", fills.round) +
      line("M111 158Q120 176 200 176T289 158", c.deep, 2, 0.5) +
      oval(200, 132, 90, 18, c.light) +
      oval(200, 131, 78, 13, c.base) +
      oval(200, 124, 15, 8, c.accentDark) +
      oval(200, 120, 15, 8, c.accent),
  ),
  caketin: standing(
    ({ c, body }) =>
      body("M78 226V292Q78 312 200 312T322 292V226z") +
      path("M70 190V226Q70 250 200 250T330 226V190z", fills.accent) +
      line("M71 224Q80 248 200 248T329 224", c.accentDark, 2.5) +
      oval(200, 190, 130, 28, c.light) +
      path(ovalPath(200, 188, 116, 22), fills.flat) +
      path(ovalPath(200, 188, 116, 22), fills.pattern) +
      line("M184 182Q200 160 216 182", c.accentDark, 7),
  ),
  cakestand: standing(({ c, body, is }) => {
    const tier = (y: number, rx: number) =>
      path(`M${200 - rx} ${y}Q${200 - rx} ${y + 17} 200 ${y + 19}T${200 + rx} ${y}z`, c.dark) +
      path(ovalPath(200, y, rx, 13), fills.flat) +
      path(ovalPath(200, y, rx, 13), fills.pattern) +
      oval(200, y, rx - 14, 8, c.light);
    const cake = (x: number, y: number) =>
      path(`M${x - 15} ${y - 15}H${x + 15}L${x + 11} ${y + 5}H${x - 11}z`, "#d8b98d") +
      path(`M${x - 18} ${y - 14}C${x - 18} ${y - 32} ${x + 18} ${y - 32} ${x + 18} ${y - 14}z`, c.accent) +
      disc(x, y - 29, 4.5, "#c9403f");
    if (is(/tier|regency|three/))
      return (
        box(195, 96, 10, 204, 3, fills.metal) +
        ring(200, 84, 13, "#b9c1c7", 6) +
        tier(288, 120) +
        [112, 166, 236, 288].map((x) => cake(x, 282)).join("") +
        tier(212, 86) +
        [144, 256].map((x) => cake(x, 206)).join("") +
        tier(144, 54) +
        cake(176, 138) +
        cake(226, 138)
      );
    return (
      body("M184 206H216C212 250 224 284 262 300Q264 312 200 312T138 300C176 284 188 250 184 206z") +
      tier(196, 132) +
      path("M128 190V140Q128 126 200 126T272 140V190Q240 199 200 199T128 190z", "#e9c99a") +
      path(
        "M124 150Q126 120 200 120T276 150C276 172 258 160 252 170 244 186 232 164 222 172 210 184 200 166 190 172 178 184 166 162 156 174 146 182 130 172 124 150z",
        c.accent,
      ) +
      disc(200, 116, 9, "#c9403f")
    );
  }),
  bakingcases: standing(({ c, random }) =>
    [
      [128, 300, 0.92],
      [272, 300, 0.92],
      [200, 312, 1.12],
    ]
      .map(([x, y, scale]) =>
        place(
          path("M-58-62H58L40 0H-40z", fills.flat) +
            path("M-58-62H58L40 0H-40z", fills.pattern) +
            [-44, -30, -15, 0, 15, 30, 44].map((at) => line(`M${at} -60L${at * 0.7} -2`, c.dark, 1.6, 0.55)).join("") +
            path(
              "M-64-60C-70-94-40-96-36-108-28-134 28-134 36-108 40-96 70-94 64-60 40-52-40-52-64-60z",
              random() < 0.5 ? "#fbe9dd" : "#f3d7d9",
            ) +
            line("M-40-92Q0-76 40-92M-28-110Q0-98 28-110", "#d9a9a3", 3, 0.6) +
            disc(0, -128, 9, "#c9403f"),
          { x, y, scale },
        ),
      )
      .join(""),
  ),
  teapot: standing(
    ({ c, body, figure, pattern }) =>
      line("M290 196C350 178 352 282 276 274", c.dark, 17) +
      line("M290 194C344 180 344 276 276 270", c.base, 9) +
      path("M118 218C84 210 82 176 56 162 70 154 92 160 100 172 110 190 128 190 138 196z", fills.flat) +
      body("M200 150C264 150 298 186 298 232 298 276 268 306 240 310H160C132 306 102 276 102 232 102 186 136 150 200 150z") +
      (pattern === null ? figure(200, 232, 84, "rose") : "") +
      oval(200, 154, 52, 12, c.dark) +
      path("M150 152C152 128 248 128 250 152 240 162 160 162 150 152z", fills.flat) +
      disc(200, 124, 12, fills.accent),
  ),
  jug: standing(
    ({ c, body, figure, pattern }) =>
      line("M256 168C318 150 324 262 262 266", c.dark, 17) +
      line("M256 166C312 152 316 256 262 262", c.base, 9) +
      body(
        "M142 118L124 108C132 128 140 150 134 176 108 210 108 290 142 312H250C286 290 284 210 258 176 252 150 252 136 258 114z",
      ) +
      (pattern === null ? figure(196, 244, 80, "flower") : "") +
      path("M124 108C150 130 236 132 258 114 230 102 160 104 142 110z", c.deep),
  ),
  bottle: standing(
    ({ c, printed }) =>
      path(
        "M176 96H224V150C224 172 262 182 262 216V292Q262 312 242 312H158Q138 312 138 292V216C138 182 176 172 176 150z",
        fills.glass,
      ) +
      path("M148 226H252V290Q252 302 240 302H160Q148 302 148 290z", c.base, 0.7) +
      box(172, 76, 56, 30, 6, "#b98a5b") +
      box(150, 224, 100, 56, 5, fills.paper) +
      printed(200, 252, 40, "sprig") +
      line("M152 212V292", "#ffffff", 6, 0.55),
  ),
  glass: standing(({ c, is }) =>
    is(/wine|champagne|goblet|sundae/)
      ? path(
          "M140 96H260C266 180 236 214 208 218V290C236 294 250 300 252 308Q200 318 148 308C150 300 164 294 192 290V218C164 214 134 180 140 96z",
          fills.glass,
        ) +
        path("M141 140H259C256 184 230 206 200 208 170 206 144 184 141 140z", c.base, 0.6) +
        line("M156 112Q158 168 176 190", "#ffffff", 6, 0.6)
      : path("M130 120H270L254 300Q253 312 240 312H160Q147 312 146 300z", fills.glass) +
        path("M137 182H263L253 292Q252 302 240 302H160Q148 302 147 292z", c.base, 0.55) +
        oval(200, 120, 70, 12, "#ffffff") +
        oval(200, 121, 64, 9, c.light) +
        line("M152 146L162 288", "#ffffff", 7, 0.55),
  ),
  flask: standing(
    ({ c, body, figure, pattern }) =>
      body("M148 148V292Q148 312 168 312H232Q252 312 252 292V148z") +
      (pattern === null ? figure(200, 232, 70, "star") : "") +
      path("M150 148Q154 122 172 118H228Q246 122 250 148z", fills.metal) +
      box(166, 76, 68, 44, 9, fills.accent) +
      box(148, 290, 104, 10, 0, c.deep),
  ),
  tray: lying(
    ({ c, sheet, figure }) =>
      path(boxPath(58, 106, 284, 188, 26), c.dark) +
      sheet(boxPath(74, 120, 252, 160, 16)) +
      line("M64 178Q44 200 64 222M336 178Q356 200 336 222", c.deep, 9) +
      figure(200, 200, 96, "flower"),
  ),
  coaster: lying(
    ({ c, sheet, printed, pattern }) =>
      group(
        path(boxPath(136, 110, 160, 160, 14), c.dark) + path(boxPath(142, 116, 148, 148, 10), fills.accent),
        "rotate(14 216 190)",
      ) +
      path(boxPath(96, 116, 172, 172, 14), c.deep) +
      sheet(boxPath(96, 112, 172, 172, 14)) +
      path(boxPath(112, 128, 140, 140, 8), fills.paper, pattern === null ? 0.85 : 0.35) +
      printed(182, 198, 92, "rose"),
  ),
  lunchbox: standing(
    ({ c, body, sheet, figure }) =>
      line("M142 176C142 120 258 120 258 176", c.deep, 14) +
      line("M142 176C142 124 258 124 258 176", c.accent, 7) +
      body(boxPath(78, 172, 244, 140, 24)) +
      sheet(boxPath(78, 172, 244, 62, 24)) +
      box(78, 230, 244, 6, 0, c.deep) +
      box(182, 218, 36, 32, 6, fills.metal) +
      figure(200, 278, 48, "star"),
  ),
  cutlery: lying(() => {
    const handle = (x: number) =>
      path(
        `M${x - 7} 196C${x - 9} 240 ${x - 15} 300 ${x - 12} 316Q${x} 332 ${x + 12} 316C${x + 15} 300 ${x + 9} 240 ${x + 7} 196z`,
        fills.flat,
      ) +
      path(
        `M${x - 7} 196C${x - 9} 240 ${x - 15} 300 ${x - 12} 316Q${x} 332 ${x + 12} 316C${x + 15} 300 ${x + 9} 240 ${x + 7} 196z`,
        fills.pattern,
      ) +
      box(x - 7, 186, 14, 16, 3, fills.metal);
    return (
      path("M112 70V128Q112 150 126 154V190H146V154Q160 150 160 128V70H150V122H142V70H130V122H122V70z", fills.metal) +
      handle(136) +
      path("M200 66C222 74 226 150 212 190H192V66z", fills.metal) +
      handle(202) +
      path(ovalPath(266, 114, 26, 44), fills.metal) +
      oval(263, 112, 16, 32, "#d9dfe3") +
      box(258, 150, 16, 40, 4, fills.metal) +
      handle(266)
    );
  }),
  spoon: lying(() =>
    group(
      path(ovalPath(200, 112, 44, 58), fills.wood) +
        oval(200, 110, 32, 44, "#9d7149") +
        path("M188 164L184 330Q200 344 216 330L212 164z", fills.wood) +
        path("M186 270L184 330Q200 344 216 330L214 270z", fills.flat),
      "rotate(24 200 200)",
    ),
  ),
  rollingpin: lying(({ c }) =>
    group(
      box(52, 186, 60, 28, 14, fills.accent) +
        box(288, 186, 60, 28, 14, fills.accent) +
        path(boxPath(104, 164, 192, 72, 16), fills.flat) +
        path(boxPath(104, 164, 192, 72, 16), fills.pattern) +
        line("M116 180H284", c.light, 6, 0.7),
      "rotate(-24 200 200)",
    ),
  ),
  pan: lying(({ c, figure }) =>
    group(
      box(262, 186, 116, 28, 14, fills.wood) +
        box(252, 190, 30, 20, 3, fills.metal) +
        disc(166, 200, 108, c.deep) +
        disc(166, 200, 102, fills.flat) +
        ring(166, 200, 84, c.light, 3) +
        disc(166, 200, 80, c.dark) +
        figure(166, 200, 70, "heart"),
      "rotate(-28 200 200)",
    ),
  ),
  scales: standing(
    ({ c, body }) =>
      path("M98 128H302L286 154H114z", fills.metal) +
      oval(200, 128, 102, 13, "#e4e9ec") +
      body("M150 154H250L282 300Q284 312 268 312H132Q116 312 118 300z") +
      disc(200, 236, 52, "#6c7379") +
      disc(200, 236, 46, fills.paper) +
      around(12, (angle) => disc(200 + 38 * Math.sin(angle), 236 - 38 * Math.cos(angle), 2, "#3f454a")) +
      line("M200 236L222 208", "#c9403f", 3.5) +
      disc(200, 236, 5, c.deep),
  ),
  apron: hanging(
    ({ c, sheet, figure }) =>
      line("M158 108C156 66 244 66 242 108", c.accentDark, 6) +
      line("M112 212Q76 216 64 246M288 212Q324 216 336 246", c.accentDark, 6) +
      sheet("M156 104Q200 118 244 104C246 150 262 188 292 204L300 328Q200 348 100 328L108 204C138 188 154 150 156 104z") +
      path("M148 226H252V282Q200 296 148 282z", c.accent) +
      line("M148 226H252", c.accentDark, 4) +
      figure(200, 160, 50, "cake"),
  ),
  teatowel: hanging(
    ({ c, sheet, figure }) =>
      box(96, 82, 208, 10, 5, fills.wood) +
      sheet("M122 88H278V322Q240 314 200 322T122 322z") +
      path("M122 292H278V304H122zM122 272H278V278H122z", c.accent) +
      line("M168 92V316M232 92V316", c.dark, 3, 0.25) +
      figure(200, 196, 90, "teapot"),
  ),
  ovenglove: hanging(
    ({ c, sheet, figure }) =>
      ring(200, 78, 12, c.accentDark, 6) +
      sheet("M142 318V182C142 104 258 104 258 182V206C282 172 312 190 300 220L258 286V318z") +
      path("M134 286H266V326H134z", fills.accent) +
      line("M142 306H258", c.accentDark, 2, 0.6) +
      figure(200, 204, 66, "heart"),
  ),
  cosy: standing(
    ({ c, body, figure, pattern }) =>
      body("M92 304C84 176 130 128 200 128S316 176 308 304Q200 322 92 304z") +
      (pattern === null ? figure(200, 228, 96, "house") : "") +
      path("M91 284Q200 306 309 284V304Q200 324 91 304z", c.accent) +
      disc(200, 118, 20, fills.accent),
  ),
  board: lying(
    ({ figure }) =>
      path(
        "M118 96Q118 80 134 80H174Q182 80 184 72 188 46 200 46T216 72Q218 80 226 80H266Q282 80 282 96V324Q282 340 266 340H134Q118 340 118 324z",
        fills.wood,
      ) +
      disc(200, 66, 8, "#7d5839") +
      line("M142 100V322M170 100V322M228 100V322M258 100V322", "#8a6340", 1.5, 0.5) +
      figure(200, 214, 90, "heart"),
  ),
  magnet: lying(({ c, sheet }) =>
    [
      [128, 132, -12],
      [268, 124, 9],
      [140, 268, 8],
      [274, 266, -9],
    ]
      .map(([x, y, turn], index) =>
        place(
          index % 2 === 0
            ? sheet(boxPath(-48, -48, 96, 96, 14)) + path(heartPath(0, 2, 50), c.accent)
            : path(ovalPath(0, 0, 52), fills.accent) + disc(0, 0, 38, fills.paper) + path(heartPath(0, 2, 36), c.base),
          {
            x,
            y,
            turn,
          },
        ),
      )
      .join(""),
  ),
};
