import { fills } from "../kit.ts";
import {
  around,
  box,
  boxPath,
  disc,
  group,
  heartPath,
  line,
  oval,
  ovalPath,
  path,
  place,
  ring,
  round,
  starPath,
} from "../shapes.ts";
import { lying, standing } from "./motif.ts";

/** Paper, pens, wrapping, and sewing things. */
export const stationeryMotifs = {
  card: lying(
    ({ c, sheet, printed, is, pattern }) =>
      group(
        path("M86 120H314V290H86z", fills.paper) +
          path("M86 120L200 214 314 120", "#d8cdbb") +
          line("M86 290L176 196M314 290L224 196", "#d8cdbb", 2),
        "rotate(-9 200 200)",
      ) +
      group(
        path(boxPath(118, 76, 164, 236, 4), c.deep, 0.5) +
          sheet(boxPath(116, 72, 164, 236, 4)) +
          path(boxPath(134, 92, 128, 196, 3), fills.paper, pattern === null ? 0.9 : 1) +
          printed(198, 170, 92, is(/christmas/) ? "tree" : is(/birthday/) ? "cake" : "heart") +
          line("M158 252H238M170 268H226", c.accentDark, 4),
        "rotate(7 200 200)",
      ),
  ),
  giftwrap: lying(({ c, printed, pattern }) =>
    [
      [-34, 152, false],
      [0, 206, true],
      [34, 262, false],
    ]
      .map(([turn, x, main]) =>
        place(
          path("M-27-140H27V140H-27z", main ? fills.round : fills.accent) +
            (main
              ? path("M-27-140H27V140H-27z", fills.pattern)
              : line("M-27-90L27-60M-27-20L27 10M-27 50L27 80", c.base, 8, 0.55)) +
            path("M-27-140H27V140H-27z", fills.shade, 0.7) +
            oval(0, -140, 27, 8, c.light) +
            oval(0, -140, 15, 4.5, c.deep) +
            (main ? path("M-29-16H29V18H-29z", fills.paper) + (pattern === null ? printed(0, 0, 26, "star") : "") : ""),
          { x: x as number, y: 200, turn: (turn as number) * 0.5 },
        ),
      )
      .join(""),
  ),
  gifttag: lying(({ c, sheet, printed }) =>
    [
      [-14, 152, 0.92],
      [12, 250, 1],
    ]
      .map(([turn, x, scale], index) =>
        place(
          line("M0-108C-30-150 10-170-14-190M0-108C30-150 0-160 20-188", "#b39a7c", 3.5) +
            (index === 0
              ? path("M-52 120V-76L-24-122H24L52-76V120Q52 130 42 130H-42Q-52 130-52 120z", fills.accent)
              : sheet("M-52 120V-76L-24-122H24L52-76V120Q52 130 42 130H-42Q-52 130-52 120z")) +
            disc(0, -98, 11, "#8a7358") +
            disc(0, -98, 6, "#f4ecdf") +
            (index === 0
              ? path(heartPath(0, 10, 60), c.base)
              : path(ovalPath(0, 14, 40), fills.paper) + printed(0, 14, 56, "star")),
          { x: x!, y: 216, turn: turn!, scale: scale! },
        ),
      )
      .join(""),
  ),
  notebook: lying(({ c, sheet, figure, pattern }) =>
    group(
      path(boxPath(106, 64, 206, 276, 8), c.deep) +
        path(boxPath(110, 66, 200, 268, 4), fills.paper) +
        sheet(boxPath(98, 60, 204, 272, 10)) +
        path("M98 70Q98 60 108 60H128V332H108Q98 332 98 322z", c.dark, 0.55) +
        path(boxPath(156, 112, 118, 78, 6), fills.paper) +
        (pattern === null ? figure(214, 256, 84, "bird") : "") +
        line("M174 142H256M174 162H236", c.dark, 4, 0.6) +
        path("M266 60H282V352L274 342 266 352z", fills.accent),
      "rotate(-7 200 200)",
    ),
  ),
  album: lying(
    ({ c, sheet, figure }) =>
      path(boxPath(62, 96, 284, 220, 8), c.deep) +
      path(boxPath(66, 94, 276, 212, 4), fills.paper) +
      sheet(boxPath(56, 86, 280, 216, 10)) +
      path("M92 86H108V302H92z", c.dark, 0.5) +
      path(boxPath(152, 136, 140, 112, 4), fills.paper) +
      path("M162 146H282V228H162z", c.light) +
      figure(222, 186, 66, "heart") +
      [126, 266].map((y) => disc(100, y, 7, fills.gold)).join(""),
  ),
  calendar: lying(
    ({ c, sheet, figure }) =>
      path(boxPath(92, 74, 220, 268, 6), c.deep, 0.6) +
      path(boxPath(88, 70, 220, 266, 6), fills.paper) +
      sheet(boxPath(88, 70, 220, 122, 6)) +
      figure(198, 132, 86, "bird") +
      Array.from({ length: 28 }, (_, index) =>
        box(106 + (index % 7) * 27, 210 + Math.floor(index / 7) * 29, 20, 20, 3, index === 17 ? c.accent : "#e9dfcf"),
      ).join("") +
      Array.from({ length: 9 }, (_, index) => ring(108 + index * 22.5, 70, 7, "#7d858b", 3)).join(""),
  ),
  pencils: lying(({ c, is }) => {
    const shades = [c.base, c.accent, "#5c8fbf", "#edc75c", "#74a578", "#c9403f"];
    const count = is(/set|pack|pencils|crayons|tube|pens/) ? 6 : 3;
    return Array.from({ length: count }, (_, index) =>
      place(
        path("M-14-104H14V132H-14z", shades[index]!) +
          path("M-14-104H-5V132H-14z", "#ffffff", 0.25) +
          path("M6-104H14V132H6z", "#2b2018", 0.18) +
          path("M-14-104L0-150 14-104z", "#e7c79c") +
          path("M-5-134L0-150 5-134z", shades[index]!) +
          box(-14, 128, 28, 16, 2, fills.metal) +
          box(-13, 142, 26, 16, 6, "#e6a1a1"),
        { x: 200 + (index - (count - 1) / 2) * 38, y: 200 + (index % 2) * 14, turn: (index - (count - 1) / 2) * 4 },
      ),
    ).join("");
  }),
  pen: lying(
    ({ c, figure }) =>
      [
        [24, 176],
        [40, 236],
      ]
        .map(([turn, x], index) =>
          place(
            path("M-13-120Q0-134 13-120V86L0 138-13 86z", index === 0 ? fills.round : fills.accent) +
              (index === 0 ? path("M-13-120Q0-134 13-120V86L0 138-13 86z", fills.pattern) : "") +
              path("M-13 86L0 138 13 86z", fills.metal) +
              box(-14, -24, 28, 9, 0, fills.gold) +
              box(8, -112, 7, 84, 3, fills.gold) +
              (index === 0 ? figure(0, -142, 46) : ""),
            { x: x!, y: 204, turn: turn! },
          ),
        )
        .join("") + line("M96 330Q140 300 176 326T260 322", c.deep, 3, 0.5),
  ),
  ribbon: standing(
    ({ c, body }) =>
      oval(200, 286, 104, 26, "#c9a97d") +
      body("M112 168H288V284Q288 302 200 302T112 284z") +
      line("M112 202Q200 222 288 202M112 236Q200 256 288 236M112 268Q200 288 288 268", c.dark, 3, 0.5) +
      oval(200, 168, 104, 26, "#dcc094") +
      oval(200, 166, 100, 23, "#e6cfa8") +
      oval(200, 166, 30, 9, "#8d6b45") +
      path("M280 236C330 240 330 280 346 312H316C306 290 306 270 280 270z", fills.flat) +
      path("M280 236C330 240 330 280 346 312H316C306 290 306 270 280 270z", fills.pattern),
  ),
  tape: lying(
    ({ c }) =>
      [
        [140, 150, 70],
        [268, 176, 62],
        [176, 282, 64],
      ]
        .map(
          ([x, y, r], index) =>
            disc(x!, y!, r!, index === 0 ? fills.flat : index === 1 ? fills.accent : c.dark) +
            (index === 0 ? disc(x!, y!, r!, fills.pattern) : "") +
            ring(x!, y!, r! * 0.8, "#ffffff50", 2) +
            disc(x!, y!, r! * 0.56, "#dec59c") +
            disc(x!, y!, r! * 0.46, "#00000022") +
            disc(x!, y!, r! * 0.44, "#f1e8da"),
        )
        .join("") + path("M204 138L344 96 350 116 212 158z", c.base),
  ),
  stickers: lying(
    ({ c, emblem, figure, random }) =>
      path(boxPath(92, 70, 216, 260, 8), fills.paper) +
      Array.from({ length: 12 }, (_, index) => {
        const [x, y] = [134 + (index % 3) * 66, 112 + Math.floor(index / 3) * 60];
        return (
          disc(x, y, 27, "#ffffff") +
          (emblem === null && index % 2 === 0
            ? path(starPath(x, y, 19), index % 4 === 0 ? c.base : c.accent)
            : disc(x, y, 23, index % 2 === 0 ? c.base : c.light) +
              place(figure(0, 0, 32, "flower"), { x, y, turn: random() * 24 - 12 }))
        );
      }).join("") +
      path("M308 300V322Q308 330 300 330H278z", "#d9cdb9"),
  ),
  desk: standing(
    ({ c, body, figure, pattern }) =>
      [
        [-34, 150, "#5c8fbf"],
        [4, 128, "#edc75c"],
        [34, 160, "#c9403f"],
      ]
        .map(
          ([dx, y, fill]) =>
            box(192 + (dx as number), y as number, 16, 120, 3, fill as string) +
            path(`M${192 + (dx as number)} ${y}h16l-8-26z`, "#e7c79c"),
        )
        .join("") +
      body("M124 204H276V300Q276 312 200 312T124 300z") +
      (pattern === null ? figure(200, 262, 66, "owl") : "") +
      oval(200, 204, 76, 12, c.light),
  ),
  rubber: lying(({ c, figure }) =>
    group(
      path("M96 156H250V252H96z", fills.flat) +
        path("M96 156H250V252H96z", fills.pattern) +
        path("M250 156H286Q308 156 308 178V230Q308 252 286 252H250z", "#f2ede4") +
        line("M250 156V252", c.deep, 3, 0.4) +
        figure(172, 204, 60, "dog"),
      "rotate(-12 200 200)",
    ),
  ),
  chalkboard: standing(
    ({ figure }) =>
      path("M116 300L92 312M284 300L308 312", "#7d5839") +
      path(boxPath(84, 76, 232, 232, 6), "#8d6546") +
      path(boxPath(90, 76, 220, 226, 4), fills.wood) +
      path(boxPath(106, 92, 188, 194), "#3c4441") +
      line("M134 132H246M134 160H218M134 188H234", "#e9ece6", 5, 0.8) +
      figure(254, 248, 50, "heart") +
      box(126, 294, 60, 9, 4, "#f3efe6"),
  ),
  globe: standing(
    ({ c }) =>
      path("M150 300Q200 280 250 300L258 312H142z", fills.wood) +
      line("M276 92A116 116 0 1 1 130 262M200 296V270", "#b08a42", 8) +
      disc(200, 178, 92, fills.flat) +
      path(
        "M130 140Q170 96 206 118 220 140 190 156 180 190 150 196 124 180 130 140zM220 176Q262 160 284 186 274 232 240 248 226 214 220 176z",
        c.accent,
      ) +
      disc(200, 178, 92, fills.shade),
  ),
  stamp: standing(
    ({ c, figure }) =>
      path("M176 214C180 180 160 168 160 142 160 112 178 96 200 96S240 112 240 142C240 168 220 180 224 214z", fills.round) +
      path(boxPath(118, 212, 164, 62, 8), fills.wood) +
      box(126, 274, 148, 20, 3, c.accent) +
      path("M106 294H294V312H106z", c.deep) +
      figure(200, 243, 40, "heart"),
  ),
  keysafe: standing(
    ({ c, sheet, figure }) =>
      sheet("M92 180L200 92 308 180V312H92z") +
      path("M76 184L200 80 324 184 310 200 200 108 90 200z", fills.accent) +
      path(boxPath(126, 206, 148, 84, 4), c.deep, 0.5) +
      [152, 200, 248]
        .map(
          (x) =>
            line(`M${x} 222v14a8 8 0 0 0 14 0`, "#d7dde1", 5) +
            ring(x, 258, 9, "#d3a74c", 4) +
            line(`M${x} 267v16`, "#d3a74c", 5),
        )
        .join("") +
      figure(200, 168, 44, "heart"),
  ),
  sewing: lying(({ c, is, figure }) =>
    is(/scissor/)
      ? group(
          path("M196 200L150 60Q146 50 158 54L212 194z", fills.metal) +
            path("M204 200L250 60Q254 50 242 54L188 194z", fills.metal) +
            disc(200, 190, 7, "#6d757b") +
            ring(164, 282, 38, c.base, 17) +
            ring(236, 282, 38, c.base, 17) +
            line("M196 202L176 248M204 202L224 248", c.dark, 15),
          "rotate(18 200 200)",
        )
      : [
          [132, 150, 0],
          [262, 160, 1],
          [198, 274, 2],
        ]
          .map(([x, y, index]) =>
            place(
              box(-44, -62, 88, 20, 8, fills.wood) +
                box(-44, 42, 88, 20, 8, fills.wood) +
                path("M-34-42H34V42H-34z", index === 0 ? fills.round : index === 1 ? fills.accent : c.dark) +
                [-30, -18, -6, 6, 18, 30].map((at) => line(`M-34 ${at}L34 ${at + 6}`, "#2b2018", 1.5, 0.25)).join(""),
              { x: x!, y: y!, turn: index! * 14 - 12 },
            ),
          )
          .join("") +
        line("M300 230C350 280 290 330 250 300", c.base, 2.5) +
        line("M96 300L150 330", "#a3abb0", 4) +
        figure(330, 100, 44, "flower"),
  ),
  knitting: lying(
    ({ c }) =>
      disc(196, 220, 104, fills.flat) +
      [0, 24, 48, 72]
        .map(
          (turn) =>
            `<g fill="none" stroke="${turn % 48 === 0 ? c.light : c.dark}" stroke-width="5" opacity=".6" transform="rotate(${turn} 196 220)"><ellipse cx="196" cy="220" rx="103" ry="62"/><ellipse cx="196" cy="220" rx="103" ry="26"/></g>`,
        )
        .join("") +
      line("M84 96L262 290M330 90L130 300", fills.wood, 11) +
      line("M84 96L262 290M330 90L130 300", "#cfa573", 8) +
      disc(84, 96, 12, c.accent) +
      disc(330, 90, 12, c.accent) +
      line("M250 308C300 350 350 320 330 280", c.base, 5),
  ),
  craftkit: lying(
    ({ c, sheet, printed, random }) =>
      path(boxPath(84, 92, 232, 216, 8), c.deep) +
      sheet(boxPath(84, 86, 232, 216, 8)) +
      path(boxPath(104, 150, 192, 132, 6), fills.paper) +
      printed(200, 216, 104, "rabbit") +
      path("M104 104H296V136H104z", c.accent) +
      line("M124 120H250", "#fffaf2", 7) +
      around(5, (angle) => disc(200 + 166 * Math.sin(angle), 200 - 150 * Math.cos(angle), 8 + 4 * random(), c.accent)),
  ),
  patches: lying(
    ({ c, figure, sheet }) =>
      [
        [138, 140, -8],
        [266, 150, 7],
        [146, 270, 5],
        [270, 278, -6],
      ]
        .map(([x, y, turn], index) =>
          place(
            (index % 3 === 0
              ? sheet(boxPath(-54, -54, 108, 108, 6))
              : path(boxPath(-54, -54, 108, 108, 6), index === 1 ? fills.accent : c.light)) +
              `<rect x="-47" y="-47" width="94" height="94" fill="none" stroke="#fffaf2" stroke-width="2.5" stroke-dasharray="6 5"/>` +
              (index % 2 === 0 ? "" : path(heartPath(0, 2, 52), c.base)),
            { x: x!, y: y!, turn: turn! },
          ),
        )
        .join("") + figure(204, 208, 40),
  ),
  ball: standing(
    ({ c, figure }) =>
      disc(200, 208, 104, fills.flat) +
      path("M200 104A104 104 0 0 1 304 208Q250 190 200 208T96 208A104 104 0 0 1 200 104z", c.accent) +
      disc(200, 208, 104, fills.shade) +
      figure(200, 250, 56, "star"),
  ),
  plasters: lying(({ c, sheet, figure, pattern }) =>
    [-40, 34]
      .map((turn, index) =>
        place(
          (index === 0 ? path(boxPath(-130, -38, 260, 76, 38), fills.accent) : sheet(boxPath(-130, -38, 260, 76, 38))) +
            path(boxPath(-46, -34, 92, 68, 8), fills.paper, 0.85) +
            [-100, -84, 84, 100].map((x) => disc(x, -12, 3.5, c.deep) + disc(x, 12, 3.5, c.deep)).join("") +
            (index === 1 && pattern === null ? figure(0, 0, 44, "heart") : ""),
          { x: 200, y: 200 + round(index * 6), turn },
        ),
      )
      .join(""),
  ),
};
