import { fills, type Kit } from "../kit.ts";
import { around, box, boxPath, disc, line, oval, ovalPath, path, place, ring, round } from "../shapes.ts";
import { hanging, standing } from "./motif.ts";

const glow = (x: number, y: number, radius: number) => disc(x, y, radius, "url(#k)");
export const flame = (x: number, y: number, size: number): string =>
  glow(x, y - size * 0.4, size * 2.4) +
  line(`M${x} ${y + 5}V${y - 3}`, "#4a3b30", 2.5) +
  path(
    `M${x} ${y - size}C${round(x + size * 0.55)} ${round(y - size * 0.35)} ${round(x + size * 0.38)} ${y} ${x} ${y}S${round(x - size * 0.55)} ${round(y - size * 0.35)} ${x} ${y - size}z`,
    fills.flame,
  );

const wax = ({ body, c }: Kit, x: number, top: number, half: number, floor: number) =>
  place(
    body(`M${-half} ${top}V${floor - 8}Q${-half} ${floor} 0 ${floor}T${half} ${floor - 8}V${top}z`) +
      oval(0, top, half, half * 0.2, c.light) +
      oval(0, top + 1, half * 0.72, half * 0.12, c.base),
    { x },
  );

/** Candles, lamps, and what holds them. */
export const lightMotifs = {
  candle: standing((kit) =>
    kit.is(/set|pack|candles/)
      ? wax(kit, 128, 214, 38, 306) +
        flame(128, 208, 32) +
        wax(kit, 272, 182, 38, 306) +
        flame(272, 176, 32) +
        wax(kit, 200, 150, 48, 312) +
        flame(200, 144, 38)
      : wax(kit, 200, 164, 66, 312) + flame(200, 156, 44),
  ),
  dinnercandles: standing((kit) =>
    [122, 174, 226, 278]
      .map((x, index) => wax(kit, x, 106 + (index % 2) * 18, 15, 312) + flame(x, 102 + (index % 2) * 18, 28))
      .join(""),
  ),
  jarcandle: standing(
    ({ c, printed }) =>
      path("M124 150V292Q124 312 146 312H254Q276 312 276 292V150z", fills.glass) +
      path("M133 196V290Q133 303 148 303H252Q267 303 267 290V196Q200 210 133 196z", c.base, 0.9) +
      oval(200, 196, 67, 10, c.light) +
      flame(200, 196, 40) +
      box(152, 226, 96, 58, 4, fills.paper) +
      printed(200, 255, 40, "sprig") +
      oval(200, 150, 76, 11, "#ffffff") +
      oval(200, 151, 70, 8, c.light),
  ),
  tlight: standing(({ c, body, figure, pattern, is }) =>
    is(/glass|crystal|crackle|mosaic|jewel|bead|cut|votive|star/)
      ? glow(200, 236, 150) +
        path("M116 168C112 260 136 304 160 312H240C264 304 288 260 284 168z", fills.glass) +
        path("M116 168C112 260 136 304 160 312H240C264 304 288 260 284 168z", fills.pattern, 0.5) +
        line("M146 170L168 308M200 176V312M254 170L232 308M118 214L282 246M120 252L278 208", "#ffffff", 2, 0.45) +
        box(170, 270, 60, 26, 4, fills.metal) +
        flame(200, 266, 36) +
        oval(200, 168, 84, 13, c.light) +
        oval(200, 170, 76, 9.5, c.dark)
      : glow(200, 190, 120) +
        body("M112 178V288Q112 312 200 312T288 288V178z") +
        (pattern === null ? figure(200, 250, 84, "heart") : "") +
        oval(200, 178, 88, 18, c.light) +
        oval(200, 180, 78, 13, c.deep) +
        box(170, 166, 60, 18, 3, fills.metal) +
        flame(200, 164, 40),
  ),
  hangingtlight: hanging(
    ({ c, sheet }) =>
      line("M200 40V84", "#8b9196", 3) +
      path("M200 312C96 246 86 168 118 128 144 98 184 106 200 140 216 106 256 98 282 128 314 168 304 246 200 312z", c.dark) +
      sheet("M200 302C102 240 94 168 124 134 148 108 184 114 200 150 216 114 252 108 276 134 306 168 298 240 200 302z") +
      path(ovalPath(200, 204, 46, 50), c.deep, 0.75) +
      box(172, 232, 56, 20, 3, fills.metal) +
      flame(200, 230, 34) +
      disc(200, 94, 9, fills.metal),
  ),
  candlestick: standing(
    (kit) =>
      wax({ ...kit, body: (d) => path(d, fills.accent) }, 200, 96, 15, 196) +
      flame(200, 92, 32) +
      kit.body(
        "M168 184H232L222 204H212C208 218 222 224 222 234S206 250 208 262C210 282 240 290 258 302Q258 312 200 312T142 302C160 290 190 282 192 262 194 250 178 244 178 234S192 218 188 204H178z",
      ) +
      oval(200, 184, 32, 6, kit.c.light),
  ),
  lantern: standing(
    ({ c }) =>
      ring(200, 64, 20, c.deep, 6) +
      path("M146 132L200 82 254 132z", fills.flat) +
      box(186, 76, 28, 18, 4, c.dark) +
      box(132, 130, 136, 16, 4, c.dark) +
      path(boxPath(142, 146, 116, 142), "#f6e3b8", 0.55) +
      glow(200, 224, 92) +
      box(180, 226, 40, 62, 3, fills.paper) +
      flame(200, 224, 34) +
      path("M142 146H154V288H142zM246 146H258V288H246zM196 146H204V176H196z", fills.flat) +
      line("M154 288Q154 200 200 176 246 200 246 288", c.dark, 4) +
      path("M126 288H274L282 312H118z", fills.flat),
  ),
  lamp: standing(
    ({ c, body, figure, pattern }) =>
      path("M188 190H212V240C244 250 246 292 226 304H174C154 292 156 250 188 240z", fills.accent) +
      oval(200, 306, 48, 8, c.accentDark) +
      glow(200, 160, 140) +
      body("M148 84H252L296 196Q200 214 104 196z") +
      (pattern === null ? figure(200, 142, 70) : "") +
      oval(200, 84, 52, 8, c.light) +
      line("M104 196Q200 214 296 196M148 84Q200 92 252 84", c.accentDark, 4),
  ),
  lampshade: standing(
    ({ c, body, figure, pattern }) =>
      glow(200, 230, 170) +
      body("M136 128H264L314 300Q200 324 86 300z") +
      (pattern === null ? figure(200, 222, 110, "flower") : "") +
      oval(200, 128, 64, 11, c.light) +
      oval(200, 129, 54, 8, "#fff1cf") +
      line("M86 300Q200 324 314 300M136 128Q200 142 264 128", c.accentDark, 6),
  ),
  chandelier: hanging(
    ({ c }) =>
      line("M200 30V120M200 120C120 120 96 180 96 206M200 120C280 120 304 180 304 206M200 120V196", c.dark, 6) +
      disc(200, 120, 15, fills.flat) +
      [96, 200, 304]
        .map((x) => oval(x, 208, 26, 7, c.dark) + box(x - 9, 170, 18, 36, 3, fills.paper) + flame(x, 168, 24))
        .join("") +
      [116, 144, 172, 228, 256, 284]
        .map(
          (x, index) =>
            line(`M${x} ${196 + (index % 2) * 8}V${224 + (index % 2) * 8}`, c.dark, 1.5) +
            path(`M${x} ${222 + (index % 2) * 8}l9 16-9 16-9-16z`, c.accent),
        )
        .join("") +
      path("M200 214l14 26-14 26-14-26z", c.accent),
  ),
  stringlights: hanging(({ c, emblem, figure, random }) => {
    const at = (x: number) => 120 + 90 * Math.sin(((x - 20) / 360) * Math.PI) * (1 + 0.1 * random());
    const xs = [44, 96, 148, 200, 252, 304, 356];
    return (
      line(`M14 104Q200 300 386 104`, "#5d6b55", 4) +
      xs
        .map((x, index) => {
          const y = round(at(x));
          const main = index % 2 === 0 ? c.base : c.accent;
          return (
            glow(x, y + 30, 46) +
            box(x - 6, y - 2, 12, 14, 3, "#5d6b55") +
            (emblem === null ? path(`M${x - 16} ${y + 12}H${x + 16}L${x + 9} ${y + 46}H${x - 9}z`, main) : figure(x, y + 30, 42))
          );
        })
        .join("")
    );
  }),
  incense: standing(
    ({ c, body }) =>
      [150, 176, 200, 224, 250]
        .map((x, index) =>
          line(`M${200 + (x - 200) * 0.35} 250L${x} ${100 + Math.abs(index - 2) * 8}`, index === 2 ? "#7c5a44" : "#94694d", 4.5),
        )
        .join("") +
      path("M200 98C176 76 224 62 200 40 186 26 206 16 204 8 222 22 206 30 216 44 236 70 196 78 208 98z", "#ffffff", 0.55) +
      body("M128 236H272C278 280 256 312 200 312S122 280 128 236z") +
      oval(200, 236, 72, 12, c.light) +
      oval(200, 238, 62, 8, "#a59788"),
  ),
  disco: hanging(
    ({ c }) =>
      line("M200 30V96", "#8b9196", 3) +
      disc(200, 208, 112, fills.round) +
      [-72, -36, 0, 36, 72]
        .map((dy) =>
          line(
            `M${round(200 - Math.sqrt(12544 - dy * dy))} ${208 + dy}H${round(200 + Math.sqrt(12544 - dy * dy))}`,
            c.light,
            2,
            0.8,
          ),
        )
        .join("") +
      [28, 64, 96]
        .map(
          (rx) =>
            `<ellipse cx="200" cy="208" rx="${rx}" ry="112" fill="none" stroke="${c.light}" stroke-width="2" opacity=".8"/>`,
        )
        .join("") +
      around(6, (angle) =>
        path(
          `M${round(200 + 60 * Math.sin(angle))} ${round(199 - 60 * Math.cos(angle))}l2 7 7 2-7 2-2 7-2-7-7-2 7-2z`,
          "#ffffff",
          0.8,
        ),
      ),
  ),
};
