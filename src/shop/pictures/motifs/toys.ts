import { fills } from "../kit.ts";
import { box, boxPath, disc, group, heartPath, line, oval, ovalPath, path, place, ring, starPath } from "../shapes.ts";
import { hanging, lying, standing } from "./motif.ts";

/** What children play with. */
export const toyMotifs = {
  bear: standing(
    ({ c, sheet, figure }) =>
      disc(146, 116, 28, c.dark) +
      disc(254, 116, 28, c.dark) +
      disc(146, 116, 15, c.light) +
      disc(254, 116, 15, c.light) +
      sheet("M200 214C250 214 272 252 268 290 264 316 136 316 132 290 128 252 150 214 200 214z") +
      `<g>${oval(118, 250, 24, 36, c.dark)}${oval(282, 250, 24, 36, c.dark)}${oval(148, 300, 34, 20, c.dark)}${oval(252, 300, 34, 20, c.dark)}</g>` +
      oval(200, 268, 40, 38, c.light) +
      sheet(ovalPath(200, 160, 76, 68)) +
      oval(200, 184, 34, 26, c.light) +
      oval(200, 172, 12, 9, "#4b3832") +
      line("M200 180V190M200 190Q186 200 180 192M200 190Q214 200 220 192", "#4b3832", 3) +
      disc(170, 148, 7, "#2f2a2a") +
      disc(230, 148, 7, "#2f2a2a") +
      path("M200 226L166 212V242zM200 226L234 212V242z", fills.accent) +
      disc(200, 227, 8, c.accentDark) +
      figure(200, 272, 34),
  ),
  doll: standing(
    ({ c, sheet }) =>
      path("M136 128C126 72 166 52 200 52S274 72 264 128C284 200 274 226 256 230H144C126 226 116 200 136 128z", "#9a5f3c") +
      line("M176 290V308M224 290V308", "#efcdb2", 14) +
      sheet("M164 190H236L284 296Q200 316 116 296z") +
      path("M118 290L116 296Q200 316 284 296L281 288Q200 306 118 290z", c.accent) +
      line("M166 200L122 246M234 200L278 246", "#efcdb2", 14) +
      disc(200, 136, 54, "#f3d5bd") +
      path("M146 132C148 84 252 84 254 132 230 116 190 112 146 132z", "#9a5f3c") +
      disc(180, 142, 5, "#3a2d26") +
      disc(220, 142, 5, "#3a2d26") +
      disc(166, 158, 9, "#e9a79f") +
      disc(234, 158, 9, "#e9a79f") +
      line("M190 164Q200 172 210 164", "#b4574f", 3.5) +
      path("M236 92L262 76V110zM236 92L212 78V108z", fills.flat),
  ),
  matryoshka: standing(({ c, figure, random }) =>
    [
      [96, 304, 0.56],
      [306, 304, 0.62],
      [200, 312, 1],
    ]
      .map(([x, y, scale], index) =>
        place(
          path(
            "M0-216C42-216 58-182 54-152 62-142 78-108 78-66 78-26 62 0 0 0S-78-26-78-66C-78-108-62-142-54-152-58-182-42-216 0-216z",
            index === 1 ? fills.accent : fills.flat,
          ) +
            path(
              "M0-216C42-216 58-182 54-152 62-142 78-108 78-66 78-26 62 0 0 0S-78-26-78-66C-78-108-62-142-54-152-58-182-42-216 0-216z",
              fills.shade,
              0.7,
            ) +
            disc(0, -162, 38, "#f6dcc4") +
            path("M-38-164C-36-204 36-204 38-164 20-186 0-180 0-192 0-180-20-186-38-164z", "#7a4a30") +
            disc(-13, -160, 4, "#3a2d26") +
            disc(13, -160, 4, "#3a2d26") +
            disc(-22, -148, 6 + random(), "#e79a94") +
            disc(22, -148, 6, "#e79a94") +
            line("M-8-144Q0-138 8-144", "#b4574f", 3) +
            path(ovalPath(0, -62, 46, 50), index === 1 ? c.base : c.accent) +
            figure(0, -62, 58, "rose"),
          { x: x!, y: y!, scale: scale! },
        ),
      )
      .join(""),
  ),
  robot: standing(
    ({ c, sheet }) =>
      line("M200 84V62M150 286V306M250 286V306", "#7d858b", 14) +
      disc(200, 56, 11, "#c9403f") +
      box(78, 200, 26, 70, 12, fills.metal) +
      box(296, 200, 26, 70, 12, fills.metal) +
      sheet(boxPath(108, 184, 184, 108, 14)) +
      sheet(boxPath(132, 84, 136, 92, 18)) +
      disc(168, 126, 19, fills.paper) +
      disc(232, 126, 19, fills.paper) +
      disc(168, 126, 9, "#2f2a2a") +
      disc(232, 126, 9, "#2f2a2a") +
      box(168, 152, 64, 9, 4, c.deep) +
      box(132, 204, 84, 56, 6, fills.paper) +
      line("M140 240L160 216 178 244 194 222 208 236", "#c9403f", 4) +
      [214, 240, 266].map((y) => disc(258, y, 9, y === 240 ? "#edc75c" : c.accent)).join("") +
      box(128, 300, 44, 12, 6, c.deep) +
      box(228, 300, 44, 12, 6, c.deep),
  ),
  dinosaur: standing(
    ({ c, sheet }) =>
      sheet(
        "M96 130C110 96 168 96 176 132 182 168 196 188 240 190 300 194 330 240 366 292 320 300 300 282 288 274V312H254V290H192V312H158V262C138 236 140 200 132 176 112 178 84 160 96 130z",
      ) +
      path(
        "M172 116L196 118 182 138zM182 160L206 166 192 182zM222 184L246 172 250 194zM270 200L292 194 288 216zM310 230L330 232 320 250z",
        fills.accent,
      ) +
      path("M160 270C160 240 200 236 240 252 232 278 200 290 192 290z", c.light) +
      disc(128, 128, 8, "#2f2a2a") +
      line("M98 152Q112 162 128 156", c.deep, 4),
  ),
  horse: standing(
    ({ c, sheet, figure }) =>
      path("M76 286Q200 340 324 286L334 296Q200 356 66 296z", fills.wood) +
      line("M138 250L126 296M246 250L264 298", c.dark, 18) +
      sheet(
        "M112 92C144 84 164 104 170 132 190 164 240 152 278 168 300 190 296 230 284 262H240C220 240 180 240 156 262H126C112 230 122 190 118 160L88 168C70 160 76 140 90 128z",
      ) +
      path("M120 90C150 70 190 104 184 150 170 134 160 112 120 90z", fills.accent) +
      path("M278 172C316 170 330 210 318 246 300 230 296 200 278 172z", fills.accent) +
      path("M176 156Q210 176 252 158L246 206Q210 218 182 204z", c.accentDark) +
      figure(214, 184, 30) +
      disc(112, 128, 6, "#2f2a2a"),
  ),
  elephant: standing(
    ({ c, sheet, figure }) =>
      sheet("M120 180C130 130 220 116 270 140 322 166 318 240 306 312H262V272H206V312H160V272C128 262 116 220 120 180z") +
      sheet(
        "M60 196C56 130 150 110 176 160 190 200 170 246 130 246 110 240 112 262 110 290 106 314 70 308 72 280 76 250 62 230 60 196z",
      ) +
      path("M144 150C190 130 214 176 196 222 172 230 146 190 144 150z", fills.accent) +
      disc(98, 184, 7, "#2f2a2a") +
      line("M308 190Q336 200 332 236", c.dark, 7) +
      path("M94 236Q84 266 60 258 76 250 80 232z", "#fbf5ea") +
      figure(252, 214, 50),
  ),
  monkey: standing(
    ({ c, sheet }) =>
      disc(124, 162, 28, c.dark) +
      disc(276, 162, 28, c.dark) +
      disc(124, 162, 16, c.light) +
      disc(276, 162, 16, c.light) +
      line("M256 280C330 300 340 230 306 222", c.dark, 12) +
      sheet("M200 216C252 216 270 260 264 292 260 316 140 316 136 292 130 260 148 216 200 216z") +
      oval(200, 274, 36, 34, c.light) +
      sheet(ovalPath(200, 158, 76, 72)) +
      path("M200 146C216 118 254 126 250 164 246 208 224 216 200 216S154 208 150 164C146 126 184 118 200 146z", c.light) +
      disc(178, 154, 7, "#2f2a2a") +
      disc(222, 154, 7, "#2f2a2a") +
      line("M172 188Q200 210 228 188", "#5b3f34", 4) +
      path(heartPath(200, 278, 30), c.accent),
  ),
  cat: standing(
    ({ c, sheet, is }) =>
      line("M262 286C340 300 344 216 308 200", c.dark, 16) +
      sheet("M200 206C252 206 278 258 272 292 268 316 132 316 128 292 122 258 148 206 200 206z") +
      sheet("M128 84L168 112Q200 104 232 112L272 84C284 124 282 160 270 184 254 222 146 222 130 184 118 160 116 124 128 84z") +
      path("M138 104L164 120 142 140zM262 104L236 120 258 140z", "#e8b7b4") +
      [168, 232].map((x) => oval(x, 156, 10, 12, is(/black/) ? "#b9d27a" : "#2f2a2a") + oval(x, 156, 4, 10, "#1d1a20")).join("") +
      path("M192 178H208L200 187z", "#d98a8a") +
      line(
        "M200 188Q188 200 178 192M200 188Q212 200 222 192M150 180L110 174M150 190L114 196M250 180L290 174M250 190L286 196",
        c.deep,
        2.5,
      ) +
      path("M152 214Q200 236 248 214L246 228Q200 248 154 228z", fills.accent) +
      disc(200, 236, 9, fills.gold),
  ),
  dog: standing(
    ({ c, sheet }) =>
      line("M268 270C310 262 316 230 308 214", c.dark, 14) +
      sheet("M200 206C256 206 276 252 272 290 268 316 132 316 128 290 124 252 144 206 200 206z") +
      oval(200, 272, 36, 38, c.light) +
      sheet(ovalPath(200, 150, 76, 70)) +
      path(
        "M136 106C96 100 84 160 104 204 132 206 146 160 152 120zM264 106C304 100 316 160 296 204 268 206 254 160 248 120z",
        fills.accent,
      ) +
      oval(200, 182, 38, 28, c.light) +
      oval(200, 168, 15, 11, "#2f2a2a") +
      line("M200 178V192M200 192Q184 204 176 194M200 192Q216 204 224 194", "#2f2a2a", 3.5) +
      disc(172, 140, 8, "#2f2a2a") +
      disc(228, 140, 8, "#2f2a2a") +
      path("M150 214Q200 236 250 214L248 230Q200 250 152 230z", "#c9403f") +
      disc(200, 240, 10, fills.gold),
  ),
  moneybox: standing(({ c, body, figure, pattern, is }) =>
    is(/pig/) || pattern === null
      ? line("M312 220C340 214 344 190 328 188", c.dark, 8) +
        box(130, 272, 34, 40, 8, c.dark) +
        box(240, 272, 34, 40, 8, c.dark) +
        body(
          "M200 134C264 134 318 166 318 220 318 274 266 296 200 296S96 274 90 232L64 228V194L92 188C108 154 150 134 200 134z",
        ) +
        path("M126 148L120 104 166 132z", fills.accent) +
        oval(70, 211, 14, 22, c.light) +
        disc(67, 204, 3.5, c.deep) +
        disc(67, 218, 3.5, c.deep) +
        disc(124, 188, 7, "#2f2a2a") +
        box(178, 140, 60, 8, 4, c.deep) +
        figure(216, 218, 70, "flower") +
        disc(208, 108, 26, fills.gold) +
        path(starPath(208, 108, 13), "#b98a35")
      : body("M112 150H288V292Q288 312 200 312T112 292z") +
        oval(200, 150, 88, 20, c.light) +
        box(164, 146, 72, 8, 4, c.deep) +
        figure(200, 234, 80),
  ),
  jigsaw: lying(
    ({ c, sheet, figure }) =>
      sheet(
        "M72 92H176C168 66 212 66 206 92H306V184C332 176 332 220 306 214V310H206C212 284 168 284 176 310H72V214C98 222 98 176 72 184z",
      ) +
      figure(190, 200, 130, "rocket") +
      `<path d="M190 92V168C216 160 216 204 190 198V310M72 200H150C142 174 186 174 180 200H306" fill="none" stroke="${c.deep}" stroke-width="3" opacity=".55"/>` +
      place(path("M-36-36H-10C-14-56 14-56 10-36H36V36H-36z", fills.accent), { x: 332, y: 318, turn: 24 }),
  ),
  cards: lying(({ sheet, printed }) =>
    [-22, -8, 8]
      .map((turn, index) =>
        place(
          (index === 2 ? "" : path(boxPath(-66, -96, 132, 192, 12), fills.paper) + sheet(boxPath(-58, -88, 116, 176, 8))) +
            (index === 2
              ? path(boxPath(-66, -96, 132, 192, 12), fills.paper) +
                printed(0, 0, 84, "heart") +
                path(heartPath(-48, -76, 18), "#c9403f") +
                path(heartPath(48, 76, 18), "#c9403f")
              : ""),
          { x: 168 + index * 34, y: 200 + index * 6, turn },
        ),
      )
      .join(""),
  ),
  dominoes: lying(({ c }) =>
    [
      [132, 150, -12, 3, 5],
      [250, 180, 10, 6, 2],
      [160, 282, 82, 4, 1],
      [300, 300, 30, 2, 3],
    ]
      .map(([x, y, turn, a, b]) =>
        place(
          path(boxPath(-36, -68, 72, 136, 10), "#c9a273") +
            path(boxPath(-36, -72, 72, 136, 10), fills.paper) +
            line("M-26-4H26", c.dark, 3) +
            [
              [a!, -38],
              [b!, 30],
            ]
              .map(([n, dy]) =>
                Array.from({ length: n! }, (_, index) =>
                  disc(-18 + (index % 3) * 18, dy! - 9 + Math.floor(index / 3) * 18, 5, index % 2 === 0 ? c.base : c.accent),
                ).join(""),
              )
              .join(""),
          { x: x!, y: y!, turn: turn! },
        ),
      )
      .join(""),
  ),
  blocks: standing(({ c, letter }) =>
    [
      [82, 218, "A", c.base],
      [224, 218, "C", c.accent],
      [152, 124, letter ?? "B", "#edc75c"],
    ]
      .map(
        ([x, y, text, fill]) =>
          box(x as number, y as number, 94, 94, 8, "#a97f55") +
          box((x as number) + 2, y as number, 90, 90, 6, "#e6c79b") +
          box((x as number) + 12, (y as number) + 10, 70, 70, 4, fill as string) +
          `<text x="${(x as number) + 47}" y="${(y as number) + 64}" font-family="Georgia,serif" font-weight="bold" font-size="54" text-anchor="middle" fill="#fffaf0">${text}</text>`,
      )
      .join(""),
  ),
  skittles: standing(
    ({ c }) =>
      [
        [118, 300, 0.86],
        [282, 300, 0.86],
        [200, 306, 1],
      ]
        .map(([x, y, scale], index) =>
          place(
            path(
              "M0-196C24-196 30-176 26-154 22-136 44-110 44-60 44-20 36 0 26 0H-26C-36 0-44-20-44-60-44-110-22-136-26-154-30-176-24-196 0-196z",
              index === 2 ? fills.round : fills.accent,
            ) +
              path("M-25-150H25L23-136H-23z", "#fffaf0") +
              disc(-9, -174, 3.5, "#2f2a2a") +
              disc(9, -174, 3.5, "#2f2a2a") +
              path("M-43-70H43V-48H-43z", "#fffaf0", 0.85),
            { x: x!, y: y!, scale: scale! },
          ),
        )
        .join("") +
      disc(252, 288, 25, c.deep) +
      disc(244, 280, 8, "#ffffff60"),
  ),
  windup: standing(
    ({ c, sheet, figure }) =>
      disc(130, 292, 26, c.deep) +
      disc(270, 292, 26, c.deep) +
      disc(130, 292, 11, fills.metal) +
      disc(270, 292, 11, fills.metal) +
      sheet("M72 286V238Q72 220 92 218L128 166Q134 158 146 158H238Q250 158 258 168L290 216 318 222Q334 226 334 244V286z") +
      path("M142 176H192V218H118zM206 176H240L266 218H206z", "#e3eff4") +
      line("M200 160V284", c.dark, 3, 0.5) +
      box(74, 252, 260, 8, 0, c.accent) +
      figure(238, 258, 40, "star") +
      disc(326, 246, 8, "#f8e3a0"),
  ),
  balloontoy: standing(
    ({ figure }) =>
      path(
        "M120 300C80 260 96 196 130 176 110 120 150 84 200 84S290 120 270 176C304 196 320 260 280 300Q200 324 120 300z",
        fills.flat,
      ) +
      path(
        "M120 300C80 260 96 196 130 176 110 120 150 84 200 84S290 120 270 176C304 196 320 260 280 300Q200 324 120 300z",
        fills.shade,
      ) +
      figure(200, 216, 96, "star") +
      oval(160, 130, 20, 30, "#ffffff70"),
  ),
  mobile: hanging(
    ({ c, figure, emblem }) =>
      line("M200 20V84M80 100Q200 66 320 100M80 100V176M160 88V240M240 88V200M320 100V166", "#b39a7c", 3.5) +
      [
        [80, 200, 36],
        [160, 266, 42],
        [240, 226, 36],
        [320, 190, 36],
      ]
        .map(
          ([x, y, r], index) =>
            disc(x!, y!, r!, index % 2 === 0 ? c.base : c.accent) +
            (emblem === null
              ? path(index % 2 === 0 ? starPath(x!, y!, r! * 0.7) : heartPath(x!, y!, r! * 1.1), "#fffaf0")
              : figure(x!, y!, r! * 1.5)),
        )
        .join(""),
  ),
  bed: standing(
    ({ c, sheet, figure }) =>
      line("M84 140V312M316 196V312", c.deep, 13) +
      path("M84 236H316V290H84z", c.deep) +
      path("M94 206Q94 184 130 184T170 206V238H94z", fills.paper) +
      sheet("M136 214Q220 190 318 214V270H136z") +
      figure(230, 240, 46, "star") +
      ring(84, 132, 9, c.accent, 6),
  ),
  nightlight: standing(
    ({ c, figure, emblem }) =>
      disc(200, 200, 150, "url(#k)") +
      box(152, 282, 96, 30, 10, fills.wood) +
      (emblem === "rabbit"
        ? ""
        : path("M200 98C256 98 290 140 290 196 290 250 256 286 200 286S110 250 110 196C110 140 144 98 200 98z", fills.flat)) +
      figure(200, 192, 130, "mushroom") +
      group(oval(160, 140, 20, 12, "#ffffff90"), "rotate(-30 160 140)") +
      line("M152 298H248", c.dark, 2, 0.3),
  ),
};
