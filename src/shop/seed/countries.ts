import type { Country } from "../pricing/reference.ts";

/**
 * Every country and territory of ISO 3166-1: code, region of the shop, latitude, longitude, English short name. The place is the capital
 * or the largest town, to a hundredth of a degree (about 1 km), which is plenty for choosing a warehouse.
 */
const table = `
AD ROW   42.50 1.52 Andorra
AE ROW   24.47 54.37 United Arab Emirates
AF ROW   34.52 69.20 Afghanistan
AG LATAM 17.05 -61.80 Antigua & Barbuda
AI LATAM 18.20 -63.07 Anguilla
AL ROW   41.33 19.83 Albania
AM ROW   40.18 44.50 Armenia
AO ROW   -8.80 13.23 Angola
AQ ROW   -77.85 166.67 Antarctica
AR LATAM -34.61 -58.38 Argentina
AS US    -14.27 -170.70 American Samoa
AT EU    48.22 16.33 Austria
AU APAC  -35.28 149.13 Australia
AW LATAM 12.50 -69.97 Aruba
AX ROW   60.10 19.95 Åland Islands
AZ ROW   40.38 49.85 Azerbaijan
BA ROW   43.87 18.42 Bosnia & Herzegovina
BB LATAM 13.10 -59.62 Barbados
BD APAC  23.72 90.42 Bangladesh
BE EU    50.83 4.33 Belgium
BF ROW   12.37 -1.52 Burkina Faso
BG EU    42.68 23.32 Bulgaria
BH ROW   26.38 50.58 Bahrain
BI ROW   -3.43 29.93 Burundi
BJ ROW   6.50 2.60 Benin
BL LATAM 17.88 -62.85 St. Barthélemy
BM LATAM 32.28 -64.77 Bermuda
BN APAC  4.93 114.92 Brunei
BO LATAM -16.50 -68.15 Bolivia
BQ LATAM 12.15 -68.28 Caribbean Netherlands
BR LATAM -15.79 -47.88 Brazil
BS LATAM 25.08 -77.35 Bahamas
BT APAC  27.47 89.65 Bhutan
BV ROW   -54.42 3.36 Bouvet Island
BW ROW   -24.65 25.92 Botswana
BY ROW   53.90 27.57 Belarus
BZ LATAM 17.25 -88.77 Belize
CA CA    45.42 -75.70 Canada
CC APAC  -12.17 96.92 Cocos (Keeling) Islands
CD ROW   -4.32 15.31 Congo - Kinshasa
CF ROW   4.37 18.58 Central African Republic
CG ROW   -4.27 15.28 Congo - Brazzaville
CH ROW   46.95 7.45 Switzerland
CI ROW   6.83 -5.29 Côte d’Ivoire
CK APAC  -21.23 -159.77 Cook Islands
CL LATAM -33.45 -70.67 Chile
CM ROW   3.87 11.52 Cameroon
CN APAC  39.90 116.41 China
CO LATAM 4.60 -74.08 Colombia
CR LATAM 9.93 -84.08 Costa Rica
CU LATAM 23.13 -82.37 Cuba
CV ROW   14.92 -23.52 Cape Verde
CW LATAM 12.18 -69.00 Curaçao
CX APAC  -10.42 105.72 Christmas Island
CY EU    35.17 33.37 Cyprus
CZ EU    50.08 14.43 Czechia
DE EU    52.52 13.41 Germany
DJ ROW   11.60 43.15 Djibouti
DK EU    55.67 12.58 Denmark
DM LATAM 15.30 -61.40 Dominica
DO LATAM 18.47 -69.90 Dominican Republic
DZ ROW   36.78 3.05 Algeria
EC LATAM -0.18 -78.47 Ecuador
EE EU    59.42 24.75 Estonia
EG ROW   30.05 31.25 Egypt
EH ROW   27.15 -13.20 Western Sahara
ER ROW   15.33 38.88 Eritrea
ES EU    40.42 -3.70 Spain
ET ROW   9.03 38.70 Ethiopia
FI EU    60.17 24.97 Finland
FJ APAC  -18.13 178.42 Fiji
FK LATAM -51.70 -57.85 Falkland Islands
FM APAC  6.92 158.16 Micronesia
FO ROW   62.02 -6.77 Faroe Islands
FR EU    48.87 2.33 France
GA ROW   0.38 9.45 Gabon
GB UK    51.51 -0.13 United Kingdom
GD LATAM 12.05 -61.75 Grenada
GE ROW   41.72 44.82 Georgia
GF LATAM 4.93 -52.33 French Guiana
GG UK    49.45 -2.54 Guernsey
GH ROW   5.55 -0.22 Ghana
GI ROW   36.13 -5.35 Gibraltar
GL ROW   64.18 -51.72 Greenland
GM ROW   13.47 -16.65 Gambia
GN ROW   9.52 -13.72 Guinea
GP LATAM 16.23 -61.53 Guadeloupe
GQ ROW   3.75 8.78 Equatorial Guinea
GR EU    37.97 23.72 Greece
GS LATAM -54.27 -36.53 South Georgia & South Sandwich Islands
GT LATAM 14.63 -90.52 Guatemala
GU US    13.47 144.75 Guam
GW ROW   11.85 -15.58 Guinea-Bissau
GY LATAM 6.80 -58.17 Guyana
HK APAC  22.28 114.15 Hong Kong SAR China
HM ROW   -53.10 73.51 Heard & McDonald Islands
HN LATAM 14.10 -87.22 Honduras
HR EU    45.80 15.97 Croatia
HT LATAM 18.53 -72.33 Haiti
HU EU    47.50 19.08 Hungary
ID APAC  -6.21 106.85 Indonesia
IE EU    53.33 -6.25 Ireland
IL ROW   31.77 35.21 Israel
IM UK    54.15 -4.47 Isle of Man
IN APAC  28.61 77.21 India
IO ROW   -7.33 72.42 British Indian Ocean Territory
IQ ROW   33.35 44.42 Iraq
IR ROW   35.67 51.43 Iran
IS ROW   64.15 -21.85 Iceland
IT EU    41.90 12.48 Italy
JE UK    49.18 -2.11 Jersey
JM LATAM 17.97 -76.79 Jamaica
JO ROW   31.95 35.93 Jordan
JP APAC  35.65 139.74 Japan
KE ROW   -1.28 36.82 Kenya
KG ROW   42.90 74.60 Kyrgyzstan
KH APAC  11.55 104.92 Cambodia
KI APAC  1.33 172.98 Kiribati
KM ROW   -11.68 43.27 Comoros
KN LATAM 17.30 -62.72 St. Kitts & Nevis
KP APAC  39.02 125.75 North Korea
KR APAC  37.55 126.97 South Korea
KW ROW   29.33 47.98 Kuwait
KY LATAM 19.30 -81.38 Cayman Islands
KZ ROW   51.17 71.43 Kazakhstan
LA APAC  17.97 102.60 Laos
LB ROW   33.88 35.50 Lebanon
LC LATAM 14.02 -61.00 St. Lucia
LI ROW   47.14 9.52 Liechtenstein
LK APAC  6.93 79.85 Sri Lanka
LR ROW   6.30 -10.78 Liberia
LS ROW   -29.47 27.50 Lesotho
LT EU    54.68 25.32 Lithuania
LU EU    49.60 6.15 Luxembourg
LV EU    56.95 24.10 Latvia
LY ROW   32.90 13.18 Libya
MA ROW   34.02 -6.84 Morocco
MC ROW   43.70 7.38 Monaco
MD ROW   47.00 28.83 Moldova
ME ROW   42.43 19.27 Montenegro
MF LATAM 18.07 -63.08 St. Martin
MG ROW   -18.92 47.52 Madagascar
MH APAC  7.10 171.38 Marshall Islands
MK ROW   41.98 21.43 North Macedonia
ML ROW   12.65 -8.00 Mali
MM APAC  19.76 96.08 Myanmar (Burma)
MN APAC  47.89 106.91 Mongolia
MO APAC  22.20 113.54 Macao SAR China
MP US    15.20 145.75 Northern Mariana Islands
MQ LATAM 14.60 -61.08 Martinique
MR ROW   18.10 -15.95 Mauritania
MS LATAM 16.72 -62.22 Montserrat
MT EU    35.90 14.52 Malta
MU ROW   -20.17 57.50 Mauritius
MV APAC  4.17 73.50 Maldives
MW ROW   -15.78 35.00 Malawi
MX LATAM 19.43 -99.13 Mexico
MY APAC  3.14 101.69 Malaysia
MZ ROW   -25.97 32.58 Mozambique
NA ROW   -22.57 17.10 Namibia
NC APAC  -22.27 166.45 New Caledonia
NE ROW   13.52 2.12 Niger
NF APAC  -29.05 167.97 Norfolk Island
NG ROW   9.06 7.49 Nigeria
NI LATAM 12.15 -86.28 Nicaragua
NL EU    52.37 4.90 Netherlands
NO ROW   59.92 10.75 Norway
NP APAC  27.72 85.32 Nepal
NR APAC  -0.55 166.92 Nauru
NU APAC  -19.02 -169.92 Niue
NZ APAC  -41.29 174.78 New Zealand
OM ROW   23.60 58.58 Oman
PA LATAM 8.97 -79.53 Panama
PE LATAM -12.05 -77.05 Peru
PF APAC  -17.54 -149.57 French Polynesia
PG APAC  -9.44 147.18 Papua New Guinea
PH APAC  14.59 120.97 Philippines
PK APAC  33.69 73.05 Pakistan
PL EU    52.25 21.00 Poland
PM ROW   47.05 -56.33 St. Pierre & Miquelon
PN APAC  -25.07 -130.08 Pitcairn Islands
PR US    18.47 -66.11 Puerto Rico
PS ROW   31.90 35.20 Palestinian Territories
PT EU    38.72 -9.14 Portugal
PW APAC  7.50 134.62 Palau
PY LATAM -25.27 -57.67 Paraguay
QA ROW   25.28 51.53 Qatar
RE ROW   -20.87 55.47 Réunion
RO EU    44.43 26.10 Romania
RS ROW   44.83 20.50 Serbia
RU ROW   55.76 37.62 Russia
RW ROW   -1.95 30.07 Rwanda
SA ROW   24.63 46.72 Saudi Arabia
SB APAC  -9.53 160.20 Solomon Islands
SC ROW   -4.67 55.47 Seychelles
SD ROW   15.60 32.53 Sudan
SE EU    59.33 18.05 Sweden
SG APAC  1.28 103.85 Singapore
SH ROW   -15.92 -5.70 St. Helena
SI EU    46.05 14.52 Slovenia
SJ ROW   78.00 16.00 Svalbard & Jan Mayen
SK EU    48.15 17.12 Slovakia
SL ROW   8.50 -13.25 Sierra Leone
SM ROW   43.92 12.47 San Marino
SN ROW   14.67 -17.43 Senegal
SO ROW   2.07 45.37 Somalia
SR LATAM 5.83 -55.17 Suriname
SS ROW   4.85 31.62 South Sudan
ST ROW   0.33 6.73 São Tomé & Príncipe
SV LATAM 13.70 -89.20 El Salvador
SX LATAM 18.05 -63.05 Sint Maarten
SY ROW   33.50 36.30 Syria
SZ ROW   -26.30 31.10 Eswatini
TC LATAM 21.47 -71.13 Turks & Caicos Islands
TD ROW   12.12 15.05 Chad
TF ROW   -49.35 70.22 French Southern Territories
TG ROW   6.13 1.22 Togo
TH APAC  13.75 100.52 Thailand
TJ ROW   38.58 68.80 Tajikistan
TK APAC  -9.37 -171.23 Tokelau
TL APAC  -8.55 125.58 Timor-Leste
TM ROW   37.95 58.38 Turkmenistan
TN ROW   36.80 10.18 Tunisia
TO APAC  -21.13 -175.20 Tonga
TR ROW   39.93 32.86 Türkiye
TT LATAM 10.65 -61.52 Trinidad & Tobago
TV APAC  -8.52 179.22 Tuvalu
TW APAC  25.05 121.50 Taiwan
TZ ROW   -6.17 35.74 Tanzania
UA ROW   50.45 30.52 Ukraine
UG ROW   0.32 32.42 Uganda
UM US    19.28 166.65 U.S. Outlying Islands
US US    38.91 -77.04 United States
UY LATAM -34.91 -56.21 Uruguay
UZ ROW   41.30 69.24 Uzbekistan
VA ROW   41.90 12.45 Vatican City
VC LATAM 13.15 -61.23 St. Vincent & Grenadines
VE LATAM 10.50 -66.93 Venezuela
VG LATAM 18.45 -64.62 British Virgin Islands
VI US    18.35 -64.93 U.S. Virgin Islands
VN APAC  21.03 105.85 Vietnam
VU APAC  -17.67 168.42 Vanuatu
WF APAC  -13.30 -176.17 Wallis & Futuna
WS APAC  -13.83 -171.73 Samoa
YE ROW   15.35 44.21 Yemen
YT ROW   -12.78 45.23 Mayotte
ZA ROW   -25.75 28.19 South Africa
ZM ROW   -15.42 28.28 Zambia
ZW ROW   -17.83 31.05 Zimbabwe
`;

/** The countries that a new shop starts with. */
export const startingCountries: readonly Country[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [, code, regionId, latitude, longitude, name] = /^(\S+) (\S+) +(\S+) (\S+) (.+)$/.exec(line)!;
    return { code: code!, name: name!, regionId: regionId!, latitude: Number(latitude), longitude: Number(longitude) };
  });
