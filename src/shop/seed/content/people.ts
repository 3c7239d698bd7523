import { pick } from "./writer.ts";

const given =
  "Margaret Susan Linda Karen Julie Sarah Emma Claire Helen Rachel Laura Rebecca Hannah Charlotte Sophie Lucy Chloe Olivia Amelia Isla Grace Poppy Freya Alice Ruby Daisy Rosie Eleanor Florence Edith Priya Aisha Fatima Meera Anjali Siobhan Niamh Aoife Morag Fiona Eilidh Catriona Megan Bethan Cerys Rhian Sian Gwen Joan Brenda Maureen Pauline Janet Carol Jean Sheila Barbara Dorothy Beryl Wendy Lorraine Tracey Michelle Nicola Joanne Donna Kelly Gemma Stacey Zoe Natalie Victoria Katie Holly Jessica Abigail Yasmin Zainab Ngozi Chidi Kofi David John Peter Paul Mark Andrew Stephen Ian Graham Colin Keith Roger Derek Malcolm Neil Stuart Gareth Rhys Owen Dylan Callum Hamish Fergus Ewan Rory Liam Conor Sean James Thomas Oliver Harry George Jack Alfie Arthur Imran Tariq Raj Sanjay Mateusz Tom Ben Sam Dan Matt Rob Nick Tim Simon Martin Alan".split(
    " ",
  );
const initials = "ABCDEFGHJKLMNOPRSTW";
const places =
  "Leeds York Bristol Bath Norwich Whitby Cardiff Swansea Edinburgh Glasgow Aberdeen Inverness Belfast Derry Truro Exeter Plymouth Brighton Hove Lewes Kent Surrey Essex Derby Nottingham Leicester Lincoln Sheffield Hull Durham Carlisle Kendal Chester Liverpool Stockport Bolton Preston Ludlow Hereford Oxford Reading Winchester Salisbury Dorset Cornwall Devon Fife Perth Anglesey Harrogate Ilkley Croydon Walthamstow Peckham Richmond".split(
    " ",
  );
const handles = [
  "gran",
  "mumof3",
  "teapot",
  "crafty",
  "homebird",
  "tealover",
  "bookworm",
  "vintagefan",
  "giftfinder",
  "cottagelife",
  "allotment",
  "bakerlady",
  "nestbuilder",
  "tidyhouse",
];

/** How customers sign: "Susan T.", "Graham from Whitby", "poppy_teapot". */
export function signature(random: () => number): string {
  const name = pick(given, random);
  const style = random();
  if (style < 0.42) return `${name} ${pick([...initials], random)}.`;
  if (style < 0.62) return `${name} from ${pick(places, random)}`;
  if (style < 0.8) return name;
  if (style < 0.9) return `${name.toLowerCase()}_${pick(handles, random)}`;
  if (style < 0.96) return `${name.toLowerCase()}${10 + Math.floor(random() * 80)}`;
  return `Mrs ${pick([...initials], random)}. ${pick(["Barker", "Hughes", "Patel", "Campbell", "Fletcher", "Okafor", "Lloyd", "Murray", "Thornton", "Bell"], random)}`;
}

export const firstName = (signed: string): string => /^(?!Mrs)[A-Z][a-z]+(?=[ .]|$)/.exec(signed)?.[0] ?? "there";
