import { fills } from "../kit.ts";
import { around, box, boxPath, disc, group, heartPath, line, oval, ovalPath, path, place, ring, round } from "../shapes.ts";
import { hanging, lying, standing } from "./motif.ts";

const beads = (count: number, at: (t: number) => readonly [number, number, number], fill: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => {
    const [x, y, r] = at(index / (count - 1));
    return disc(x, y, r, fill(index)) + disc(x - r * 0.3, y - r * 0.3, r * 0.3, "#ffffffa0");
  }).join("");

/** Bags, jewellery, umbrellas. */
export const accessoryMotifs = {
  tote: standing(
    ({ c, sheet, figure, pattern }) =>
      line("M150 168C146 70 254 70 250 168", c.deep, 13) +
      line("M150 168C146 74 254 74 250 168", c.accent, 8) +
      sheet("M96 152H304L318 312H82z") +
      path("M96 152H304L305 166H95z", c.deep, 0.25) +
      path("M282 152H304L318 312H276z", c.deep, 0.14) +
      (pattern === null ? figure(196, 238, 112, "heart") : "") +
      box(142, 150, 16, 26, 3, c.accentDark) +
      box(242, 150, 16, 26, 3, c.accentDark),
  ),
  handbag: standing(
    ({ c, sheet, figure, pattern }) =>
      line("M136 186C130 64 270 64 264 186", c.deep, 12) +
      line("M136 186C132 70 268 70 264 186", c.dark, 6) +
      sheet("M100 178Q200 158 300 178C330 220 336 274 322 300Q318 312 304 312H96Q82 312 78 300C64 274 70 220 100 178z") +
      path("M100 178Q200 158 300 178L304 186Q276 252 200 252T96 186z", c.dark, 0.45) +
      disc(200, 250, 14, fills.gold) +
      (pattern === null ? figure(200, 208, 44, "flower") : "") +
      disc(136, 186, 8, fills.gold) +
      disc(264, 186, 8, fills.gold),
  ),
  purse: standing(
    ({ c, sheet, figure, pattern }) =>
      sheet("M112 190H288C330 224 334 278 316 298 300 318 100 318 84 298 66 278 70 224 112 190z") +
      line("M140 214Q146 250 134 292M200 214V300M260 214Q254 250 266 292", c.dark, 3, 0.4) +
      (pattern === null ? figure(200, 252, 74, "rose") : "") +
      path("M106 196Q106 148 200 148T294 196Q200 178 106 196z", fills.gold) +
      disc(186, 142, 14, fills.gold) +
      disc(214, 142, 14, fills.gold),
  ),
  wallet: lying(
    ({ c, sheet, figure, pattern }) =>
      path(boxPath(72, 122, 256, 170, 16), c.deep) +
      sheet(boxPath(72, 116, 256, 168, 16)) +
      path("M72 132Q72 116 88 116H312Q328 116 328 132V196Q264 236 200 236T72 196z", c.dark, 0.35) +
      disc(200, 234, 14, fills.gold) +
      `<rect x="82" y="126" width="236" height="148" rx="10" fill="none" stroke="${c.accent}" stroke-width="2" stroke-dasharray="7 6"/>` +
      (pattern === null ? figure(200, 180, 66, "butterfly") : ""),
  ),
  backpack: standing(
    ({ c, sheet, body, figure }) =>
      line("M176 100C176 66 224 66 224 100", c.deep, 10) +
      path("M92 190Q70 250 96 306H116V180zM308 190Q330 250 304 306H284V180z", c.deep) +
      body("M108 180C108 118 146 92 200 92S292 118 292 180V288Q292 312 266 312H134Q108 312 108 288z") +
      sheet("M136 222H264V286Q264 298 250 298H150Q136 298 136 286z") +
      path("M136 222H264V244Q200 262 136 244z", c.dark, 0.5) +
      line("M118 178Q200 150 282 178", c.accent, 5) +
      figure(200, 140, 46, "star") +
      box(192, 240, 16, 24, 3, fills.gold),
  ),
  suitcase: standing(
    ({ c, sheet, figure, pattern }) =>
      line("M160 128V96Q160 84 172 84H228Q240 84 240 96V128", c.deep, 13) +
      path(boxPath(64, 124, 272, 188, 18), c.deep) +
      sheet(boxPath(64, 122, 272, 186, 18)) +
      path("M110 122H138V308H110zM262 122H290V308H262z", c.accentDark) +
      box(114, 196, 20, 28, 3, fills.gold) +
      box(266, 196, 20, 28, 3, fills.gold) +
      (pattern === null ? figure(200, 216, 84, "anchor") : ""),
  ),
  luggagetag: lying(
    ({ c, sheet, printed }) =>
      line("M96 130C30 60 60 30 110 90L130 120", c.accentDark, 8) +
      group(
        path("M110 116H300Q320 116 320 136V264Q320 284 300 284H110L74 240V160z", c.deep) +
          sheet("M110 112H300Q320 112 320 132V260Q320 280 300 280H110L74 236V156z") +
          disc(108, 196, 15, c.deep) +
          disc(108, 196, 10, "#efe6d8") +
          path(boxPath(146, 146, 150, 100, 8), fills.paper) +
          printed(176, 196, 46, "rocket") +
          line("M212 180H280M212 200H272M212 220H258", c.dark, 4, 0.5),
        "rotate(14 200 200)",
      ),
  ),
  passport: lying(
    ({ c, sheet, figure }) =>
      path(boxPath(112, 72, 184, 262, 12), c.deep) +
      path(boxPath(118, 68, 180, 258, 8), fills.paper) +
      sheet(boxPath(110, 64, 182, 258, 12)) +
      ring(201, 180, 56, c.accent, 4) +
      figure(201, 180, 74, "crown") +
      line("M152 272H250M168 292H234", c.accent, 6),
  ),
  necklace: lying(
    ({ c, figure, is, random }) =>
      (is(/bead|pearl|chunky|stone|shell|coral/)
        ? beads(
            33,
            (t) => [
              200 + 118 * Math.sin((t - 0.5) * 5.4),
              168 - 112 * Math.cos((t - 0.5) * 5.4) + (t - 0.5) ** 2 * -40 + 30,
              8 + 7 * (1 - Math.abs(t - 0.5) * 2),
            ],
            (index) => (index % 5 === 2 ? c.accent : index % 2 === 0 ? c.base : c.light),
          )
        : `<path d="M96 56C60 160 130 262 200 284 270 262 340 160 304 56" fill="none" stroke="url(#o)" stroke-width="5" stroke-dasharray="7 4"/>` +
          [
            [128, 214],
            [272, 214],
            [160, 254],
            [240, 254],
          ]
            .map(([x, y]) => disc(x!, y! + random(), 10, c.accent) + disc(x! - 3, y! - 3, 3, "#ffffffa0"))
            .join("")) +
      disc(200, 300, 8, fills.gold) +
      path(heartPath(200, 336, 62), fills.flat) +
      path(heartPath(194, 330, 26), "#ffffff", 0.3) +
      figure(200, 336, 26),
  ),
  bracelet: lying(
    ({ c, is, figure }) =>
      (is(/bangle|resin|cuff/)
        ? ["-16", "22"]
            .map(
              (dy, index) =>
                `<ellipse cx="200" cy="${206 + Number(dy)}" rx="${128 - index * 8}" ry="${96 - index * 4}" fill="none" stroke="${index === 0 ? "url(#o)" : "url(#f)"}" stroke-width="${22 - index * 2}"/>`,
            )
            .join("")
        : beads(
            30,
            (t) => [200 + 122 * Math.sin(t * 6.08), 200 - 104 * Math.cos(t * 6.08), 13],
            (index) => (index % 6 === 0 ? "#d3a74c" : index % 2 === 0 ? c.base : c.light),
          ) +
          [150, 200, 250]
            .map(
              (x, index) =>
                line(`M${x} ${index === 1 ? 312 : 302}v18`, "#c39b48", 3) +
                path(heartPath(x, index === 1 ? 346 : 336, 34), index === 1 ? c.accent : c.base),
            )
            .join("")) + figure(200, 200, 60),
  ),
  earrings: lying(({ c, is, figure, emblem }) =>
    [136, 264]
      .map(
        (x) =>
          line(`M${x} 118C${x - 34} 90 ${x - 8} 44 ${x + 16} 70`, "#c39b48", 4.5) +
          disc(x, 124, 9, fills.gold) +
          (is(/hoop/)
            ? ring(x, 210, 74, "url(#o)", 11) + disc(x, 286, 11, c.base)
            : is(/stud/)
              ? disc(x, 196, 44, fills.gold) + path(ovalPath(x, 196, 36), fills.round)
              : line(`M${x} 130V160`, "#c39b48", 3) +
                path(`M${x} 156C${x + 44} 210 ${x + 42} 276 ${x} 284C${x - 42} 276 ${x - 44} 210 ${x} 156z`, fills.gold) +
                path(`M${x} 178C${x + 32} 220 ${x + 30} 268 ${x} 273C${x - 30} 268 ${x - 32} 220 ${x} 178z`, fills.flat) +
                oval(x - 9, 232, 6, 16, "#ffffff80") +
                (emblem === null ? "" : figure(x, 240, 30)) +
                disc(x, 298, 8, c.accent)),
      )
      .join(""),
  ),
  ring: lying(
    ({ c, is, emblem }) =>
      `<ellipse cx="200" cy="244" rx="92" ry="86" fill="none" stroke="url(#o)" stroke-width="20"/><ellipse cx="200" cy="244" rx="82" ry="76" fill="none" stroke="#8a6a2c" stroke-width="3" opacity=".5"/>` +
      (is(/flower/) || emblem === "flower"
        ? around(6, (angle) => disc(200 + 36 * Math.sin(angle), 136 - 36 * Math.cos(angle), 25, c.base)) +
          disc(200, 136, 20, c.accent)
        : path("M200 78L250 112 236 168H164L150 112z", fills.flat) +
          path("M200 78L180 112H150zM200 78L220 112H250zM180 112H220L200 168z", c.light, 0.75)),
  ),
  brooch: lying(({ c, emblem, figure }) =>
    emblem === null
      ? around(8, (angle) => disc(200 + 72 * Math.sin(angle), 200 - 72 * Math.cos(angle), 38, fills.flat)) +
        around(8, (angle) => disc(200 + 72 * Math.sin(angle + 0.39), 200 - 72 * Math.cos(angle + 0.39), 14, c.accent)) +
        disc(200, 200, 58, fills.gold) +
        disc(200, 200, 44, c.dark) +
        disc(186, 184, 14, "#ffffff90")
      : disc(200, 200, 118, fills.gold) + disc(200, 200, 104, c.base) + figure(200, 200, 150),
  ),
  hairclip: lying(({ c, emblem, figure, sheet }) =>
    group(
      path(boxPath(88, 214, 224, 24, 12), fills.metal) +
        (emblem === null || emblem === "heart"
          ? sheet("M200 200C130 120 74 130 82 200 74 270 130 280 200 214 270 280 326 270 318 200 326 130 270 120 200 200z") +
            line("M186 200L112 160M186 210L112 244M214 200L288 160M214 210L288 244", c.dark, 4, 0.5) +
            path(boxPath(176, 172, 48, 68, 14), fills.accent)
          : [130, 200, 270].map((x, index) => disc(x, 196, 40, index === 1 ? c.base : c.light) + figure(x, 196, 54)).join("")),
      "rotate(-10 200 200)",
    ),
  ),
  keyring: lying(
    ({ c, figure, emblem, sheet, letter }) =>
      ring(200, 84, 38, "#a3abb0", 9) +
      line("M200 122V138M200 152V166", "#a3abb0", 6) +
      ring(200, 145, 8, "#a3abb0", 4) +
      (emblem === "heart" ? sheet(heartPath(200, 250, 160)) : sheet(ovalPath(200, 250, 84))) +
      ring(200, 250, 70, c.accent, 4) +
      (letter === null
        ? figure(200, 250, 90, "star")
        : `<text x="200" y="286" font-family="Georgia,serif" font-size="104" text-anchor="middle" fill="${c.accent}">${letter}</text>`),
  ),
  scarf: hanging(
    ({ c, sheet }) =>
      sheet("M140 60C120 130 110 220 116 330L186 336C184 250 196 160 214 108z") +
      sheet("M196 66C236 120 276 190 286 318L220 330C212 250 186 150 150 92z") +
      path("M128 82C150 50 250 50 270 84 262 122 232 140 200 140S136 122 128 82z", fills.flat) +
      path("M128 82C150 50 250 50 270 84 262 122 232 140 200 140S136 122 128 82z", fills.pattern) +
      line("M150 96Q200 122 250 98", c.dark, 5, 0.4) +
      path("M115 296L186 302V316L116 310zM222 290L284 280 285 294 221 304z", c.accent) +
      [122, 140, 158, 176].map((x) => line(`M${x} 332v18`, c.accentDark, 4)).join("") +
      [230, 248, 266, 280].map((x) => line(`M${x} 324v18`, c.accentDark, 4)).join(""),
  ),
  gloves: lying(({ sheet, figure }) =>
    [
      [-1, 132],
      [1, 268],
    ]
      .map(([side, x]) =>
        place(
          group(
            sheet(
              "M-44 130V20C-48-40-46-96-34-98-22-98-22-60-20-40-20-90-18-124-4-124 10-124 8-90 8-42 12-90 14-112 26-110 40-108 34-60 34-20 44-30 56-48 66-40 76-30 46 20 44 36V130z",
            ) +
              box(-52, 104, 104, 36, 8, fills.accent) +
              figure(0, 50, 44, "snowflake"),
            `scale(${-side! * 0.98} 1)`,
          ),
          { x: x!, y: 206, turn: side! * 8 },
        ),
      )
      .join(""),
  ),
  glasses: lying(
    ({ c }) =>
      line("M72 190C40 150 60 120 96 120M328 190C360 150 340 120 304 120", c.deep, 9) +
      [134, 266]
        .map(
          (x) =>
            path(ovalPath(x, 210, 62, 52), fills.flat) +
            path(ovalPath(x, 210, 48, 39), "#3f4a55") +
            path(`M${x - 30} 216L${x + 6} 180 ${x + 20} 184 ${x - 22} 230z`, "#ffffff", 0.35),
        )
        .join("") +
      line("M186 196Q200 184 214 196", c.deep, 9),
  ),
  umbrella: standing(
    ({ c, sheet, figure, pattern }) =>
      line("M200 92V280C200 318 154 314 156 282", "#7a5a40", 10) +
      line("M200 92V280", "#b08a62", 4) +
      sheet(
        "M200 76C290 76 352 134 358 206 334 186 306 186 290 206 272 186 226 186 200 206 174 186 128 186 110 206 94 186 66 186 42 206 48 134 110 76 200 76z",
      ) +
      line("M200 78C150 110 116 150 110 206M200 78C250 110 284 150 290 206M200 78V206", c.dark, 2.5, 0.55) +
      path("M200 76C290 76 352 134 358 206 334 186 306 186 290 206 286 140 240 96 200 76z", c.deep, 0.14) +
      line("M200 60V78", "#8b9196", 8) +
      (pattern === null ? figure(200, 150, 60, "heart") : ""),
  ),
  parasol: lying(
    ({ c, sheet }) =>
      around(12, (angle, index) =>
        path(
          `M200 200L${round(200 + 150 * Math.sin(angle))} ${round(200 - 150 * Math.cos(angle))}Q${round(200 + 150 * Math.sin(angle + 0.26))} ${round(200 - 150 * Math.cos(angle + 0.26))} ${round(200 + 150 * Math.sin(angle + 0.52))} ${round(200 - 150 * Math.cos(angle + 0.52))}z`,
          index % 2 === 0 ? c.base : c.accent,
        ),
      ) +
      `<g opacity=".5">${sheet(ovalPath(200, 200, 60))}</g>` +
      ring(200, 200, 104, c.dark, 2) +
      disc(200, 200, 12, fills.wood),
  ),
  raincoat: hanging(
    ({ c, sheet }) =>
      sheet("M150 96C160 60 240 60 250 96L300 132 336 256 292 268 276 204V330H124V204L108 268 64 256 100 132z") +
      line("M200 112V328", c.deep, 3, 0.6) +
      path("M150 98Q200 150 250 98Q240 70 200 70T150 98z", c.dark) +
      [150, 196, 242, 288].map((y) => disc(212, y, 6, c.accent)).join("") +
      line("M140 250H182M220 250H262", c.deep, 5, 0.6),
  ),
  cosmetics: lying(
    ({ c, printed }) =>
      group(
        box(96, 178, 66, 140, 8, fills.flat) +
          box(102, 140, 54, 40, 4, fills.gold) +
          path("M108 140V104Q108 82 150 76V140z", c.accent),
        "rotate(-10 130 200)",
      ) +
      disc(262, 160, 76, c.deep) +
      disc(262, 158, 72, fills.accent) +
      disc(262, 158, 56, "#f3d3c9") +
      printed(262, 158, 56, "flower") +
      group(
        box(228, 262, 120, 20, 10, fills.wood) + path("M226 258V286L176 296Q160 272 176 248z", "#6e5148"),
        "rotate(12 260 270)",
      ),
  ),
};
