/** Every currency that a new shop can sell in: code, decimals, units for one pound on the day below, name (ISO 4217). */
const table = `
GBP 2 1        Pound sterling
EUR 2 1.1520   Euro
USD 2 1.3120   US dollar
JPY 0 201.40   Japanese yen
AUD 2 2.0120   Australian dollar
CAD 2 1.8410   Canadian dollar
CHF 2 1.0640   Swiss franc
SEK 2 12.6100  Swedish krona
NOK 2 13.2400  Norwegian krone
DKK 2 8.6030   Danish krone
PLN 2 4.8950   Polish zloty
CZK 2 27.9300  Czech koruna
HUF 2 444.30   Hungarian forint
RON 2 5.8570   Romanian leu
TRY 2 55.1800  Turkish lira
ILS 2 4.3150   Israeli new shekel
ZAR 2 23.1200  South African rand
AED 2 4.8180   UAE dirham
BHD 3 0.4946   Bahraini dinar
KWD 3 0.4030   Kuwaiti dinar
INR 2 116.10   Indian rupee
SGD 2 1.7160   Singapore dollar
HKD 2 10.2100  Hong Kong dollar
CNY 2 9.3550   Chinese yuan
KRW 0 1912.0   South Korean won
TWD 2 40.6500  New Taiwan dollar
THB 2 42.6800  Thai baht
MYR 2 5.5020   Malaysian ringgit
PHP 2 77.1500  Philippine peso
IDR 2 21890    Indonesian rupiah
VND 0 34510    Vietnamese dong
NZD 2 2.3120   New Zealand dollar
BRL 2 7.0150   Brazilian real
MXN 2 24.3600  Mexican peso
CLP 0 1241.0   Chilean peso
COP 2 5048.0   Colombian peso
PEN 2 4.4380   Peruvian sol
ARS 2 1885.0   Argentine peso
`;

export type StartingCurrency = {
  readonly code: string;
  readonly exponent: number;
  /** Units of it for one unit of the base currency, as a decimal. */
  readonly rate: string;
  readonly name: string;
};

/** The day of the rates above: round figures of that time, to start with and to be replaced by a provider's. */
export const STARTING_RATES_DAY = "2025-11-20T00:00:00Z";

export const startingCurrencies: readonly StartingCurrency[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [, code, exponent, rate, name] = /^(\S+) (\d) (\S+) +(.+)$/.exec(line)!;
    return { code: code!, exponent: Number(exponent), rate: rate!, name: name! };
  });
