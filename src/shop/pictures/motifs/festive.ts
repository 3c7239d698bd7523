import { fills } from "../kit.ts";
import { around, box, boxPath, disc, heartPath, line, oval, ovalPath, path, place, round, starPath } from "../shapes.ts";
import { hanging, lying, standing } from "./motif.ts";

const thread = line("M200 20V82", "#9a8a78", 2.5);
const loop = '<path d="M200 92C186 70 214 70 200 92z" fill="none" stroke="#9a8a78" stroke-width="3"/>';

/** Christmas, Easter, parties, and what hangs for joy. */
export const festiveMotifs = {
  bauble: hanging(
    ({ c, figure, pattern }) =>
      thread +
      loop +
      box(182, 86, 36, 24, 5, fills.gold) +
      disc(200, 216, 112, c.deep) +
      path(ovalPath(200, 214, 110), fills.round) +
      (pattern === null
        ? line("M94 190Q200 232 306 190M94 240Q200 282 306 240", c.accent, 7) + figure(200, 232, 60, "snowflake")
        : path(ovalPath(200, 214, 110), fills.pattern) + path(ovalPath(200, 214, 110), fills.shade)) +
      oval(160, 160, 26, 17, "#ffffff66"),
  ),
  xmastree: standing(
    ({ c, figure }) =>
      box(186, 280, 28, 32, 2, fills.wood) +
      path("M200 72L256 156H232L286 226H256L312 292H88L144 226H114L168 156H144z", fills.flat) +
      path("M200 72L256 156H232L286 226H256L312 292H88L144 226H114L168 156H144z", fills.shade, 0.5) +
      line("M156 160Q200 184 244 156M132 230Q200 262 268 226", c.accent, 4) +
      [
        [180, 136],
        [216, 190],
        [164, 202],
        [238, 250],
        [190, 258],
        [138, 274],
        [270, 276],
      ]
        .map(([x, y], index) => disc(x!, y!, 8, index % 2 === 0 ? c.accent : "#e8c465"))
        .join("") +
      path(starPath(200, 66, 24), fills.gold) +
      figure(200, 216, 30),
  ),
  stocking: hanging(
    ({ c, sheet, figure }) =>
      line("M236 84C262 40 290 70 252 96", "#9a8a78", 5) +
      sheet("M148 110H256V226C256 260 226 268 194 308 168 336 104 320 104 280 104 250 148 252 148 216z") +
      path("M148 216V206L256 236C252 262 222 272 194 308 184 318 172 322 160 322 148 290 138 262 148 240z", c.dark, 0.25) +
      path("M110 262C126 250 150 274 148 322 120 318 104 302 104 280 104 272 106 266 110 262z", fills.accent) +
      path(boxPath(136, 78, 132, 44, 16), fills.paper) +
      figure(202, 178, 56, "snowflake"),
  ),
  wreath: hanging(
    ({ c, emblem, figure, random }) =>
      around(26, (angle, index) => {
        const turn = (angle * 180) / Math.PI + (index % 3) * 22 - 22;
        return place(
          path("M0 0C-13-14-11-32 0-46 11-32 13-14 0 0z", index % 3 === 0 ? "#6d9068" : index % 3 === 1 ? "#84a67a" : "#567a58"),
          { x: 200 + 100 * Math.sin(angle), y: 200 - 100 * Math.cos(angle), turn: turn + 90, scale: 1 + random() * 0.25 },
        );
      }) +
      around(9, (angle, index) =>
        emblem === null
          ? disc(
              200 + 102 * Math.sin(angle + 0.3),
              200 - 102 * Math.cos(angle + 0.3),
              9 + (index % 2) * 3,
              index % 2 === 0 ? c.base : c.accent,
            )
          : figure(200 + 102 * Math.sin(angle), 200 - 102 * Math.cos(angle), 34),
      ) +
      path(
        "M200 296C160 276 140 292 146 312 152 328 184 316 200 302 216 316 248 328 254 312 260 292 240 276 200 296z",
        fills.flat,
      ) +
      line("M192 306L176 346M208 306L226 346", c.base, 11) +
      disc(200, 302, 10, c.dark),
  ),
  heart: hanging(
    ({ c, sheet, figure, is }) =>
      line("M200 20C186 60 214 70 200 112", "#9a8a78", 3) +
      path(heartPath(200, 218, 232), c.deep) +
      sheet(heartPath(200, 213, 230)) +
      (is(/wicker|wire|willow/)
        ? line("M110 156L260 300M96 200L220 320M150 112L306 240M290 156L140 300M306 200L180 320M250 112L94 240", c.deep, 4, 0.5)
        : figure(200, 214, 76, "sprig")) +
      line("M108 170C112 132 150 118 176 134", c.light, 7, 0.8) +
      path(
        "M200 118C170 92 152 104 156 118 160 130 186 126 200 118zM200 118C230 92 248 104 244 118 240 130 214 126 200 118z",
        fills.accent,
      ),
  ),
  star: hanging(
    ({ c, sheet, figure }) =>
      thread +
      path(starPath(200, 216, 146, 5, 0.46), c.deep) +
      sheet(starPath(200, 210, 144, 5, 0.46)) +
      around(5, (angle) =>
        line(`M200 210L${round(200 + 138 * Math.sin(angle))} ${round(210 - 138 * Math.cos(angle))}`, c.light, 2.5, 0.7),
      ) +
      figure(200, 214, 66),
  ),
  bell: hanging(
    ({ c, figure, pattern, body }) =>
      thread +
      disc(200, 92, 13, fills.gold) +
      disc(200, 304, 22, c.deep) +
      body(
        "M200 100C262 100 272 160 278 220 282 254 306 270 310 288 270 304 130 304 90 288 94 270 118 254 122 220 128 160 138 100 200 100z",
      ) +
      (pattern === null ? figure(200, 216, 74, "star") : "") +
      path("M90 288Q200 318 310 288L308 278Q200 304 92 278z", c.dark) +
      path(
        "M200 100C160 74 140 88 148 106 156 118 184 112 200 100zM200 100C240 74 260 88 252 106 244 118 216 112 200 100z",
        fills.accent,
      ),
  ),
  snowman: standing(
    ({ c }) =>
      disc(200, 246, 68, "#e4ebef") +
      path(ovalPath(196, 242, 66), fills.paper) +
      disc(200, 150, 48, "#e4ebef") +
      path(ovalPath(198, 148, 46), fills.paper) +
      box(158, 96, 84, 12, 4, "#3f3b40") +
      box(172, 52, 56, 48, 4, "#3f3b40") +
      box(172, 86, 56, 12, 0, c.base) +
      path("M152 184Q200 206 248 184L252 200Q200 224 148 200zM232 198L250 262 224 264 214 204z", fills.flat) +
      disc(184, 142, 5, "#2f2a2a") +
      disc(216, 142, 5, "#2f2a2a") +
      path("M200 152L240 162 200 166z", "#e08a4f") +
      [228, 256].map((y) => disc(198, y, 6, "#3f3b40")).join(""),
  ),
  santa: standing(
    ({ c }) =>
      path("M128 312C116 240 150 206 200 206S284 240 272 312z", fills.flat) +
      box(124, 270, 152, 18, 0, "#3f3b40") +
      box(184, 264, 32, 30, 4, fills.gold) +
      disc(200, 154, 50, "#efc8aa") +
      path("M144 152C140 232 180 262 200 264S260 232 256 152C244 190 156 190 144 152z", "#f8f4ec") +
      path("M142 138C150 76 196 54 258 60 276 66 282 96 286 118L262 116Q256 128 258 138z", c.base) +
      box(136, 124, 128, 26, 13, "#f8f4ec") +
      disc(284, 124, 16, "#f8f4ec") +
      disc(182, 164, 5, "#2f2a2a") +
      disc(218, 164, 5, "#2f2a2a") +
      disc(200, 180, 10, "#dd9a86"),
  ),
  reindeer: standing(
    ({ c, sheet }) =>
      line("M168 116C140 92 140 66 146 50M150 88L124 76M232 116C260 92 260 66 254 50M250 88L276 76", c.deep, 9) +
      sheet("M146 128C158 100 242 100 254 128 274 176 252 226 238 262 228 284 172 284 162 262 148 226 126 176 146 128z") +
      path("M146 136L96 118Q96 150 140 160zM254 136L304 118Q304 150 260 160z", fills.flat) +
      path("M152 276H248L272 312H128z", fills.accent) +
      oval(200, 240, 40, 32, c.light) +
      disc(200, 226, 17, "#c9403f") +
      disc(174, 170, 8, "#2f2a2a") +
      disc(226, 170, 8, "#2f2a2a"),
  ),
  angel: hanging(
    ({ c, sheet }) =>
      thread +
      path(
        "M178 172C120 110 60 140 66 196 70 240 140 236 184 214zM222 172C280 110 340 140 334 196 330 240 260 236 216 214z",
        fills.paper,
      ) +
      sheet("M200 164C226 164 232 196 250 246L276 320Q200 342 124 320L150 246C168 196 174 164 200 164z") +
      disc(200, 134, 36, "#efcdb2") +
      path("M162 134C160 84 240 84 238 134 226 112 174 112 162 134z", "#b98652") +
      '<ellipse cx="200" cy="84" rx="34" ry="9" fill="none" stroke="#d3a74c" stroke-width="5"/>' +
      disc(188, 136, 3.5, "#3a2d26") +
      disc(212, 136, 3.5, "#3a2d26") +
      path(heartPath(200, 216, 34), c.accent),
  ),
  hangingfigure: hanging(
    ({ c, emblem, figure, sheet, random }) =>
      line("M200 20V116", "#9a8a78", 3) +
      [70, 330]
        .map(
          (x, index) =>
            line(`M${x} 20V${150 + index * 40}`, "#9a8a78", 2.5) +
            disc(x, 172 + index * 40, 24 + random() * 6, c.accent) +
            disc(x - 6, 166 + index * 40, 6, "#ffffff80"),
        )
        .join("") +
      sheet(ovalPath(200, 216, 100)) +
      disc(200, 216, 82, c.light) +
      figure(200, 216, 128, emblem ?? "bird"),
  ),
  egg: standing(
    ({ c, body, pattern, figure }) =>
      body("M200 88C262 88 304 172 304 222 304 276 258 312 200 312S96 276 96 222C96 172 138 88 200 88z") +
      (pattern === null
        ? path(
            "M99 200Q120 182 142 200T185 200 228 200 271 200 301 200L304 226Q282 210 260 226T217 226 174 226 131 226 96 224z",
            c.accent,
          ) +
          figure(200, 264, 44, "flower") +
          figure(200, 146, 40, "flower")
        : "") +
      oval(160, 142, 18, 28, "#ffffff66"),
  ),
  eggs: standing(
    ({ c, random }) =>
      [
        ["#f2d9c4", 132, 300, -14],
        [c.base, 268, 300, 12],
        [c.accent, 200, 312, 0],
      ]
        .map(([fill, x, y, turn]) =>
          place(
            path("M0-128C38-128 62-76 62-46 62-16 34 0 0 0S-62-16-62-46C-62-76-38-128 0-128z", fill as string) +
              path("M0-128C38-128 62-76 62-46 62-16 34 0 0 0S-62-16-62-46C-62-76-38-128 0-128z", fills.shade, 0.8) +
              Array.from({ length: 9 }, () => disc(-42 + 84 * random(), -84 + 66 * random(), 3, "#ffffff88")).join(""),
            { x: x as number, y: y as number, turn: turn as number },
          ),
        )
        .join("") +
      path("M84 296Q140 276 200 296T316 296Q320 316 200 316T84 296z", "#cfae72") +
      line("M90 300L130 286M150 308L190 292M214 306L250 290M270 306L308 292", "#b18e54", 3),
  ),
  bunting: hanging(
    ({ c, emblem, figure }) =>
      line("M10 92Q200 196 390 92", "#b39a7c", 4) +
      [34, 92, 150, 208, 266, 324]
        .map((x, index) => {
          const y = round(92 + 104 * (1 - ((x + 22 - 200) / 190) ** 2) * 0.5 + 1);
          const flag = `M${x} ${y}Q${x + 24} ${y + 5} ${x + 48} ${y}L${x + 24} ${y + 84}z`;
          return (
            (index % 2 === 0 ? path(flag, fills.flat) + path(flag, fills.pattern) : path(flag, fills.accent)) +
            (emblem === null ? "" : place(figure(0, 0, 24), { x: x + 24, y: y + 30 })) +
            line(`M${x} ${y}Q${x + 24} ${y + 5} ${x + 48} ${y}`, c.dark, 3, 0.6)
          );
        })
        .join("") +
      line("M10 226Q200 330 390 226", "#b39a7c", 4) +
      [50, 116, 182, 248, 314]
        .map((x, index) => {
          const y = round(226 + 104 * (1 - ((x + 22 - 200) / 190) ** 2) * 0.5 + 1);
          const flag = `M${x} ${y}Q${x + 22} ${y + 5} ${x + 44} ${y}L${x + 22} ${y + 76}z`;
          return index % 2 === 0 ? path(flag, fills.accent) : path(flag, fills.flat) + path(flag, fills.pattern);
        })
        .join(""),
  ),
  garland: hanging(
    ({ c, emblem, figure, random }) =>
      line("M14 80Q200 300 386 80", "#b39a7c", 3) +
      [30, 76, 128, 182, 236, 288, 336, 372]
        .map((x, index) => {
          const y = 80 + 110 * (1 - ((x - 200) / 186) ** 2);
          return index % 2 === 0
            ? emblem === null
              ? path(heartPath(x, round(y + 24), 52), index % 4 === 0 ? c.base : c.accent)
              : disc(x, y + 22, 27, c.light) + figure(x, y + 22, 44)
            : disc(x, y + 12 + random() * 4, 13, index % 4 === 1 ? c.accent : c.dark) + disc(x - 4, y + 8, 3.5, "#ffffff90");
        })
        .join(""),
  ),
  balloons: hanging(
    ({ c, figure }) =>
      line("M200 380C196 330 150 300 136 236M200 380C204 330 260 300 272 222M200 380V262", "#a99b8c", 2.5) +
      [
        [132, 150, c.accent, -10],
        [276, 136, c.dark, 10],
        [202, 164, c.base, 0],
      ]
        .map(([x, y, fill, turn]) =>
          place(
            path(
              "M0-84C44-84 62-48 60-16 58 26 26 70 0 84-26 70-58 26-60-16-62-48-44-84 0-84zM-8 94L0 82 8 94z",
              fill as string,
            ) + path("M0-84C44-84 62-48 60-16 58 26 26 70 0 84-26 70-58 26-60-16-62-48-44-84 0-84z", fills.shade, 0.7),
            { x: x as number, y: y as number, turn: turn as number },
          ),
        )
        .join("") +
      figure(202, 158, 50),
  ),
  partyhat: standing(
    ({ c, body, figure, pattern }) =>
      body("M200 92L288 296Q200 328 112 296z") +
      (pattern === null ? figure(200, 232, 70, "star") : "") +
      path("M110 292Q200 326 290 292L292 304Q200 338 108 304z", c.accent) +
      around(14, (angle) =>
        line(`M200 90L${round(200 + 32 * Math.sin(angle))} ${round(90 - 32 * Math.cos(angle))}`, c.accent, 4),
      ) +
      disc(200, 90, 9, c.accentDark),
  ),
  napkins: lying(
    ({ c, sheet, figure, pattern }) =>
      place(path(boxPath(-104, -104, 208, 208, 4), fills.accent), { x: 212, y: 196, turn: 12 }) +
      path(boxPath(88, 96, 212, 212, 4), c.deep) +
      sheet(boxPath(88, 92, 212, 212, 4)) +
      line("M98 102H290V294H98z", c.light, 2.5, 0.8) +
      (pattern === null ? figure(194, 198, 110, "rose") : "") +
      line("M88 306H300M90 311H298", c.dark, 2),
  ),
  papercups: standing(
    ({ c, body }) =>
      [
        [118, 296, 0.8],
        [282, 296, 0.8],
        [200, 312, 1],
      ]
        .map(([x, y, scale]) =>
          place(body("M-62-150H62L46-6Q0 6-46-6z") + oval(0, -150, 64, 12, c.light) + oval(0, -149, 55, 8, c.dark), {
            x: x!,
            y: y!,
            scale: scale!,
          }),
        )
        .join("") + line("M214 178L236 70 262 60", c.accent, 9),
  ),
  straws: lying(
    ({ c }) =>
      [-36, -22, -8, 6, 20, 34]
        .map((turn, index) =>
          place(
            box(-9, -150, 18, 300, 9, index % 2 === 0 ? c.base : c.accent) +
              Array.from({ length: 9 }, (_, step) =>
                line(`M-8 ${-128 + step * 32}L8 ${-142 + step * 32}`, index % 2 === 0 ? c.light : "#fffaf2", 9, 0.9),
              ).join(""),
            { x: 200 + (index - 2.5) * 13, y: 200, turn },
          ),
        )
        .join("") + path("M136 236Q200 252 264 236L266 262Q200 278 134 262z", fills.wood),
  ),
  crackers: lying(({ c, figure }) =>
    [
      [150, -12],
      [256, -12],
    ]
      .map(([y, turn]) =>
        place(
          path("M-150-34L-118 0-150 34-96 22V-22zM150-34L118 0 150 34 96 22V-22z", fills.accent) +
            path("M-96-30H96V30H-96z", fills.flat) +
            path("M-96-30H96V30H-96z", fills.pattern) +
            line("M-96-28V28M96-28V28", c.dark, 5) +
            figure(0, 0, 40, "star"),
          { x: 200, y: y!, turn: turn! },
        ),
      )
      .join(""),
  ),
  confetti: lying(
    ({ c, random, pick, sheet }) =>
      sheet(boxPath(128, 112, 144, 190, 12)) +
      path(boxPath(150, 160, 100, 90, 8), fills.paper) +
      path(starPath(200, 206, 30), c.accent) +
      Array.from({ length: 44 }, () => {
        const [x, y] = [40 + 320 * random(), 50 + 300 * random()];
        return Math.abs(x - 200) < 80 && Math.abs(y - 207) < 104
          ? ""
          : pick([
              disc(x, y, 6, pick([c.base, c.accent, c.dark])),
              box(x, y, 12, 8, 2, pick([c.base, c.accent])),
              path(starPath(round(x), round(y), 9), c.accent),
            ]);
      }).join(""),
  ),
};
