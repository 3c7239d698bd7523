import type { TaxRate } from "../pricing/reference.ts";

/**
 * Tax rates to start with, in percent. They are the general rates of 2025 as far as one figure can say them: examples to be checked with a
 * tax adviser before the first real sale. `reduced` is each country's main reduced rate (books, food); a US state's rate is the state's own,
 * to which cities and counties add theirs.
 */
const standardAndReduced = `
GB 20 5
IM 20 5
AT 20 10
BE 21 6
BG 20 9
HR 25 13
CY 19 5
CZ 21 12
DK 25
EE 24 9
FI 25.5 14
FR 20 5.5
DE 19 7
GR 24 13
HU 27 5
IE 23 9
IT 22 10
LV 21 12
LT 21 9
LU 17 8
MT 18 5
NL 21 9
PL 23 8
PT 23 6
RO 21 11
SK 23 19
SI 22 9.5
ES 21 10
SE 25 12
CH 8.1 2.6
LI 8.1 2.6
NO 25 15
IS 24 11
TR 20 10
IL 18
ZA 15
AE 5
SA 15
BH 10
AU 10
NZ 15
JP 10 8
SG 9
KR 10
CN 13 9
TW 5
TH 7
PH 12
VN 10 5
ID 11
IN 18 5
BR 17
MX 16
CL 19
CO 19 5
PE 18
AR 21 10.5
CA 5
`;

const states = `
US AL 4
US AZ 5.6
US AR 6.5
US CA 7.25
US CO 2.9
US CT 6.35
US DC 6
US FL 6
US GA 4
US HI 4
US ID 6
US IL 6.25
US IN 7
US IA 6
US KS 6.5
US KY 6
US LA 5
US ME 5.5
US MD 6
US MA 6.25
US MI 6
US MN 6.875
US MS 7
US MO 4.225
US NE 5.5
US NV 6.85
US NJ 6.625
US NM 4.875
US NY 4
US NC 4.75
US ND 5
US OH 5.75
US OK 4.5
US PA 6
US RI 7
US SC 6
US SD 4.2
US TN 7
US TX 6.25
US UT 6.1
US VT 6
US VA 5.3
US WA 6.5
US WV 6
US WI 5
US WY 4
CA BC 12
CA MB 12
CA NB 15
CA NL 15
CA NS 14
CA ON 13
CA PE 15
CA QC 14.975
CA SK 11
`;

export const startingTaxRates: readonly TaxRate[] = [
  ...standardAndReduced
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [country, standard, reduced] = line.split(" ");
      const rates = [rate(country!, null, "standard", standard!)];
      return reduced === undefined ? rates : [...rates, rate(country!, null, "reduced", reduced)];
    }),
  ...states
    .trim()
    .split("\n")
    .map((line) => {
      const [country, state, standard] = line.split(" ");
      return rate(country!, state!, "standard", standard!);
    }),
];

function rate(country: string, region: string | null, category: string, percent: string): TaxRate {
  // Rates are whole basis points: 14.975 % is kept as 14.98 %.
  return { country, region, category, rateBasisPoints: Math.round(Number(percent) * 100) };
}
