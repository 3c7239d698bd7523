import type { Family } from "./family.ts";

/** What is said of things to wear, to give, to play and to grow with. */
export const lifeFamilies = {
  festive: {
    nouns: {
      bauble: "bauble",
      xmastree: "tree",
      stocking: "stocking",
      snowman: "snowman",
      santa: "santa",
      reindeer: "reindeer",
      angel: "angel",
      egg: "egg",
      eggs: "eggs",
      rabbit: "rabbit",
      crackers: "crackers",
      calendar: "calendar",
    },
    praise: [
      "[Comes|It comes] out of the loft [every year|first] now and gets pride of place.",
      "[The grandchildren|The little ones|Our two] argued over who could put it up.",
      "[Traditional|Old-fashioned] in the nicest way, not a bit of [plastic|glitter] everywhere.",
      "[Packed|It was packed] so well that [nothing|not one] was broken, even in the [December|seasonal] post.",
      "[Looks|It looks] [just right|so pretty] with [white lights|candles|greenery] around it.",
    ],
    gripes: [
      "[Sheds|It sheds] glitter [everywhere|on everything].",
      "[Smaller|Tinier] than I expected for a [big|six foot] tree.",
      "The [loop|ribbon] came off the first day.",
      "[One|One of mine] arrived [cracked|squashed] but was [replaced|refunded] at once.",
    ],
    uses: [
      "for the tree",
      "for my mum's mantelpiece",
      "for the school fair",
      "for the family get-together",
      "for our first house",
    ],
    asked: [
      {
        question: "What size is {the} {noun}?",
        answers: [
          "About {centimetres} cm.",
          "{centimetres} cm [tall|top to bottom], a good size for a [mantelpiece|normal tree].",
          "Mine is {centimetres} cm with the loop.",
        ],
      },
      {
        question: "Will {the} {noun} arrive [in time|before the holidays] if I order [this week|now]?",
        answers: [
          "Standard delivery is [two to four|three to five] working days, express is quicker.",
          "Mine took [two|three] days to {place}.",
          "Order early in the week if you can, the post gets busy.",
        ],
      },
      {
        question: "Is {the} {noun} [heavy|too heavy for a small branch]?",
        answers: [
          "Not at all, it barely bends the branch.",
          "Light as a feather.",
          "It's fine on a [sturdy|thicker] branch near the trunk.",
        ],
      },
    ],
  },
  bags: {
    nouns: {
      tote: "bag",
      handbag: "handbag",
      purse: "purse",
      wallet: "wallet",
      backpack: "rucksack",
      washbag: "wash bag",
      suitcase: "case",
      passport: "passport cover",
      luggagetag: "luggage tag",
    },
    praise: [
      "[Carries|It carries|Takes] a [full|whole] week's [shop|swimming kit|library books] and the [handles|seams] don't complain.",
      "[Wipes|It wipes] clean, which with [a toddler|two muddy dogs] is half the battle.",
      "[Folds|It folds] flat into [a pocket|my handbag] and weighs next to nothing.",
      "The [pattern|print] is [cheerful|bright] and I can spot it [a mile off|on any carousel].",
      "[Zip|The zip] runs smoothly and the lining is [neat|stitched properly].",
    ],
    gripes: [
      "The handles are [too short|a bit short] to go over a [coat|shoulder].",
      "[Had|It has] a plasticky smell for the first [day|week].",
      "A [seam|stitch] had gone inside one [corner|pocket].",
      "[Would|I would] have liked a [zip|pocket] inside.",
    ],
    uses: ["for the weekly shop", "for swimming lessons", "for the beach at {place}", "for work", "for carting toys to nan's"],
    asked: [
      {
        question: "How [big|wide] is {the} {noun}?",
        answers: [
          "About {centimetres} cm wide.",
          "[Roughly|Around] {centimetres} cm at the top, a bit less at the base.",
          "Big enough for [A4|a box of cereal and more], {centimetres} cm across.",
        ],
      },
      {
        question: "Does {the} {noun} have a [zip|fastening|closing]?",
        answers: [
          "Mine is open at the top, apart from a [popper|button].",
          "Yes, it closes, and [well|securely] too.",
          "It has a simple [popper|fastening], fine for shopping.",
        ],
      },
      {
        question: "How strong are the [handles|seams]?",
        answers: [
          "I've carried [tins|bottles|books] in mine [for a year|no bother].",
          "Stitched across and back, they have held [everything|so far].",
          "Good for about ten kilos, I'd say.",
        ],
      },
    ],
  },
  jewellery: {
    nouns: {
      necklace: "necklace",
      bracelet: "bracelet",
      earrings: "earrings",
      ring: "ring",
      brooch: "brooch",
      keyring: "charm",
      hairclip: "hair clip",
      compact: "compact",
      cosmetics: "set",
      glasses: "glasses",
      fan: "fan",
    },
    praise: [
      "[Delicate|Pretty] without being [fussy|flimsy], and it goes with [nearly everything|most of what I own].",
      "[Had|I have had] [so many|three] compliments, [one from a stranger on the bus|all from people who never notice anything].",
      "[Light|Comfortable] enough to wear all day, I [forget it's there|forgot I had it on].",
      "The [clasp|catch|fastening] is [secure|easy] and hasn't [slipped|come undone] once.",
      "[Catches|It catches] the light [nicely|beautifully], looks like a proper [vintage|antique] piece.",
    ],
    gripes: [
      "The [clasp|catch] is [fiddly|tiny] if your hands aren't what they were.",
      "[Shorter|Longer] than I [like|expected], though an extender [sorted|solved] it.",
      "[Has|It has] [dulled|lost its shine] a little already.",
      "The stones are [smaller|paler] than in the [photo|picture].",
    ],
    uses: ["for my niece's eighteenth", "for a wedding in {place}", "for a night out", "as a bridesmaid's present", "for my mum"],
    asked: [
      {
        question: "Is {the} {noun} nickel free?",
        answers: [
          "I have [sensitive ears|fussy skin] and have had no [trouble|reaction].",
          "We can't promise it for every part, so please be careful if you react.",
          "No green marks on me [so far|after a month].",
        ],
      },
      {
        question: "How long is {the} {noun}?",
        answers: [
          "About {centimetres} cm, with a few links to [play with|spare].",
          "{centimetres} cm from end to end.",
          "It's roughly {centimetres} cm.",
        ],
      },
      {
        question: "Does it come in a [box|gift box]?",
        answers: [
          "Mine came on a card in a little bag.",
          "A small [box|pouch], nice enough to give as it is.",
          "Tissue and a card, I [put|popped] it in a box of my own.",
        ],
      },
    ],
  },
  paper: {
    nouns: {
      card: "card",
      giftwrap: "wrap",
      gifttag: "tags",
      notebook: "notebook",
      album: "album",
      pencils: "pencils",
      pen: "pen",
      ribbon: "ribbon",
      tape: "tape",
      stickers: "stickers",
      rubber: "rubber",
      stamp: "stamp",
      plasters: "plasters",
      patches: "patches",
    },
    praise: [
      "[Thick|Good quality] paper, ink doesn't [bleed|show through].",
      "The [design|pattern] is [charming|a delight] and a bit different from what's [on the high street|in the supermarkets].",
      "[Goes|It goes] a [long|surprisingly long] way, I have wrapped [a dozen|half a family's] presents.",
      "[Too nice|Almost too nice] to [use|write in|cut], but I'm [making myself|managing].",
      "[Colours are crisp|Printing is crisp] and the [fold|binding|edge] is [clean|neat].",
    ],
    gripes: [
      "[Thinner|A bit thin], you can [see|guess] what's underneath.",
      "Came [slightly bent|creased] in the post.",
      "The [glue|sticky side] doesn't [hold|stick] on [rough|fabric] surfaces.",
      "[Fewer|There are fewer] in the [pack|roll] than I remembered.",
    ],
    uses: [
      "for thank you notes",
      "for party bags",
      "for my journal",
      "for the craft cupboard",
      "for the school run emergency drawer",
    ],
    asked: [
      {
        question: "How many [are|do you get] in {the} pack?",
        answers: [
          "There are {count} in mine.",
          "{count}, [counted|I counted] them.",
          "You get {count}, as the description says.",
        ],
      },
      {
        question: "Is {the} {noun} [A5|A4|big]?",
        answers: [
          "Closer to A6, {centimetres} cm on the long side.",
          "About {centimetres} cm long.",
          "{centimetres} cm, fits in a [handbag|coat pocket].",
        ],
      },
      {
        question: "Is it [blank inside|plain or lined|plain on the back]?",
        answers: [
          "Plain, [which is what I wanted|thank goodness].",
          "Plain, so there's room for [your own message|drawing].",
          "Mine is plain with a small [logo|line] at the bottom.",
        ],
      },
    ],
  },
  toys: {
    nouns: {
      bear: "soft toy",
      doll: "doll",
      matryoshka: "dolls",
      robot: "robot",
      dinosaur: "dinosaur",
      horse: "horse",
      elephant: "elephant",
      monkey: "monkey",
      cat: "cat",
      dog: "dog",
      jigsaw: "puzzle",
      cards: "cards",
      dominoes: "game",
      blocks: "blocks",
      skittles: "skittles",
      windup: "toy",
      balloontoy: "inflatable",
      ball: "ball",
      craftkit: "kit",
      sewing: "sewing set",
      knitting: "kit",
    },
    praise: [
      "[Kept|It kept] [a five year old|two cousins|the whole table] [busy|quiet] for [an hour|a wet afternoon].",
      "[Well stitched|Sturdy], no loose [eyes|bits], has survived [the washing machine|being thrown from a buggy].",
      "[Like|Just like] the ones I had as a [girl|boy|child], it took me right back.",
      "[Instructions|The instructions] were clear and everything was in the [box|packet].",
      "[Goes|It goes] everywhere with {child} now, [shops|nursery|bed] included.",
    ],
    gripes: [
      "[Smaller|A good deal smaller] than I [thought|pictured].",
      "Some [pieces|parts] are fiddly for [small hands|under-fives].",
      "The paint [has|had] [chipped|rubbed] on one side.",
      "[Could|It could] do with [clearer|better] instructions.",
    ],
    uses: [
      "for my grandson's birthday",
      "for a rainy half term",
      "for a christening present",
      "for the toy box at work",
      "for godchildren",
    ],
    asked: [
      {
        question: "What age is {the} {noun} [suitable for|meant for]?",
        answers: [
          "From three up, because of the [small parts|size of the bits].",
          "My {age} year old [loves it|plays with it daily].",
          "I'd say {age} and over, younger with help.",
        ],
      },
      {
        question: "Can {the} {noun} be [washed|cleaned]?",
        answers: [
          "A damp cloth [does it|works well].",
          "Surface wash only, [it says|the label says].",
          "Ours went through a cool wash in a pillowcase and [survived|came out smiling].",
        ],
      },
      {
        question: "Does it need batteries or [glue|anything else]?",
        answers: ["No, [everything's|it is all] in the box.", "Nothing else needed.", "No batteries, [hooray|thank goodness]."],
      },
    ],
  },
  garden: {
    nouns: {
      plantpot: "pot",
      herbs: "herb pots",
      wateringcan: "watering can",
      gardentools: "garden tools",
      birdhouse: "bird house",
      windmill: "windmill",
      kneeler: "kneeler",
      gnome: "gnome",
      parasol: "parasol",
    },
    praise: [
      "[Stood|It stood] out [all summer|in all weathers] and still looks [smart|new].",
      "[Blue tits|The robins|A family of sparrows] moved in [within a week|almost at once].",
      "[Good grip|Comfortable grip] and the right length, my [back thanks|knees thank] me.",
      "[Drains|It drains] well, the [geraniums are|basil is|lavender is] thriving.",
      "[Cheers|It cheers] up a [shady|dull] corner by the [shed|compost|back gate].",
    ],
    gripes: [
      "A little rust has [appeared|shown] after [one|the first] winter.",
      "[Tips|It tips] over in a [strong wind|gale].",
      "[Smaller|Daintier] than [a proper|the full-size] one.",
      "No [hole|drainage] in the bottom, I [drilled|made] one.",
    ],
    uses: [
      "for the allotment",
      "for my balcony in {place}",
      "for the patio",
      "for my dad, who lives in his greenhouse",
      "for the front step",
    ],
    asked: [
      {
        question: "Can {the} {noun} stay out in winter?",
        answers: [
          "We bring ours in when it's [frosty|really cold].",
          "Ours stayed out all [year|winter] and has only a bit of [weathering|patina].",
          "I'd give it some shelter, like most [pots|things] of this kind.",
        ],
      },
      {
        question: "How [big|tall] is {the} {noun}?",
        answers: ["{centimetres} cm high.", "About {centimetres} cm.", "{centimetres} cm, [a neat|a useful] size."],
      },
      {
        question: "Does {the} {noun} have [holes|drainage]?",
        answers: [
          "No, but [they are|one is] easily [drilled|made].",
          "I use it with an inner pot and it's fine.",
          "Mine hadn't, so put some gravel in first.",
        ],
      },
    ],
  },
  party: {
    nouns: { balloons: "balloons", straws: "straws", papercups: "cups", partyhat: "hats", confetti: "party set" },
    praise: [
      "[Made|They made] the table look [amazing|so cheerful] for [next to nothing|pennies].",
      "[Matched|They matched] the [plates|bunting] exactly, so it all looked [planned|grown-up].",
      "[Strong enough|Sturdy enough] for [squash and jelly|a garden full of six year olds].",
      "[Plenty|More than enough] in the pack, I've saved the rest for [next year|my sister].",
      "[Children|The children] [loved|fought over] them, and so did the [mums|grown-ups].",
    ],
    gripes: [
      "A [couple|few] were [split|squashed] in the packet.",
      "[Thinner|Flimsier] than [I'd like|the supermarket ones].",
      "The colours are [paler|softer] than shown.",
      "[One pack|A pack] isn't enough for a [big|class] party.",
    ],
    uses: ["for a third birthday", "for a hen do", "for the village jubilee lunch", "for a baby shower", "for our street party"],
    asked: [
      {
        question: "How many [are|come] in a pack?",
        answers: ["{count} in each pack.", "I counted {count}.", "{count}, so order two for a big do."],
      },
      {
        question: "Are they [recyclable|paper or plastic]?",
        answers: [
          "Ours went in the [paper|mixed] recycling.",
          "Paper, [mostly|as far as I can see].",
          "It depends on your council, but the packaging is card.",
        ],
      },
      {
        question: "Do you [deliver|post] to {place} before the weekend?",
        answers: [
          "Express delivery should make it, if ordered by midday.",
          "Mine came in two days.",
          "Standard took [three|four] days for me.",
        ],
      },
    ],
  },
  weather: {
    nouns: { umbrella: "umbrella", raincoat: "raincoat", scarf: "scarf", gloves: "gloves", socks: "socks", hat: "hat" },
    praise: [
      "[Survived|It survived] a [proper|filthy] [gale|downpour] in {place} without turning inside out.",
      "[Soft|Warm] and not [itchy|scratchy], which for me is [rare|everything].",
      "[Small|Light] enough to live in my bag.",
      "The [pattern|colour] cheers up the [greyest|gloomiest] Monday.",
      "[Well made|Nicely made], the [handle|edging|stitching] feels like it will last.",
    ],
    gripes: [
      "[One spoke|A seam] [bent|went] after [a month|the first storm].",
      "A bit [small|snug] for [adults|two].",
      "Takes a [while|good while] to dry.",
      "[Colour|The colour] [ran|faded] slightly.",
    ],
    uses: ["for the school run", "for dog walks", "for festivals", "for commuting", "for my teenager, who lost the last three"],
    asked: [
      {
        question: "Is {the} {noun} [adult size|for children or adults]?",
        answers: [
          "It fits me, and I'm [five foot six|a size fourteen].",
          "Fine for [adults|anyone], roomy for a child.",
          "My {age} year old and I [both|share and both] use it.",
        ],
      },
      {
        question: "How does it [pack away|fold]?",
        answers: ["Down to about {centimetres} cm.", "Small enough for a coat pocket.", "Folds flat, {centimetres} cm or so."],
      },
      {
        question: "Is it [waterproof|warm enough for winter]?",
        answers: [
          "It [has|'s] kept me dry so far.",
          "For [showers|normal weather], yes.",
          "I wear it [most days|on every walk] and have no complaints.",
        ],
      },
    ],
  },
  clothes: {
    nouns: {
      tshirt: "T-shirt",
      shirt: "shirt",
      jumper: "jumper",
      dress: "dress",
      skirt: "skirt",
      trousers: "jeans",
      coat: "coat",
    },
    praise: [
      "[True to size|Fits true to size], I'm a [ten|twelve|fourteen|medium] and didn't need to [send it back|exchange].",
      "[Soft|The fabric is soft] and has kept its shape after [five|six|ten] washes.",
      "[Hangs|It hangs] beautifully, not [clingy|boxy], and the length is [spot on|right] for my [five foot three|five foot eight].",
      "The colour is [rich|gorgeous] and hasn't [faded|bobbled].",
      "[Dressed up|I've dressed it up] with boots and down with [pumps|trainers], works both ways.",
    ],
    gripes: [
      "[Comes up|It comes up] [small|large], go [up|down] a size.",
      "[Sleeves|The sleeves] are [long|short] on me.",
      "[Creases|It creases] the moment you sit down.",
      "A loose thread at the [hem|cuff] on the first day.",
    ],
    uses: ["for work", "for weekends", "for a christening in {place}", "for lounging about in", "to replace an old favourite"],
    asked: [
      {
        question: "Does {the} {noun} come up [small|large|true to size]?",
        answers: [
          "True to size for me, I'm a [twelve|medium].",
          "I'd go by your usual size.",
          "I'm between sizes and took the [larger|smaller], which was right.",
        ],
      },
      {
        question: "How long is {the} {noun} [on someone who's five foot four|in a medium]?",
        answers: [
          "It [hits|comes to] just below the [hip|waist] on me.",
          "About {centimetres} cm from the shoulder in a medium.",
          "On me, five foot five, it's the length in the picture.",
        ],
      },
      {
        question: "Can {the} {noun} go in the [tumble dryer|dryer]?",
        answers: [
          "I line dry mine, it hardly needs ironing.",
          "Better not, [the label says|we suggest] dry flat.",
          "A low heat was fine [for me|once], but I wouldn't make a habit of it.",
        ],
      },
    ],
  },
  shoes: {
    nouns: { trainers: "trainers", boots: "boots", wellies: "wellies", slippers: "slippers" },
    praise: [
      "Comfortable [straight|right] out of the box, no [rubbing|blisters] even after [eight|ten] thousand steps.",
      "[Roomy|Enough room] in the toe without my heel [slipping|lifting].",
      "[Good|Plenty of] grip on wet [pavements|grass], and they [wipe|brush] clean.",
      "[Walked|I walked] [the coast path|round {place} all day] in them and my feet [were happy|didn't ache].",
      "[Smart|Neat] enough for the office and comfy enough for the dog.",
    ],
    gripes: [
      "They come up [narrow|half a size small].",
      "The laces are [too long|rather short].",
      "The [insole|sole] is [thin|a bit hard].",
      "[Stiff|They were stiff] for the first [week|few days].",
    ],
    uses: ["for walking to work", "for dog walks", "for standing all day at the shop", "for a city break", "for pottering about"],
    asked: [
      {
        question: "[Are they wide fitting|Do they suit wide feet]?",
        answers: [
          "I have wide feet and they're [fine|comfortable].",
          "Standard width, I'd say, go up half a size if you're [broad|between sizes].",
          "Wider than [most|my last pair], no pinching.",
        ],
      },
      {
        question: "Do the {noun} come up true to size?",
        answers: [
          "Yes, my usual [five|six|nine].",
          "I took my normal size with thick socks and all is well.",
          "A touch generous, if anything.",
        ],
      },
      {
        question: "Can you [put|fit] your own insoles in?",
        answers: [
          "Yes, the ones in them lift out.",
          "Mine did, with [plenty|a bit] of room left.",
          "I use [orthotics|gel insoles] in mine, no problem.",
        ],
      },
    ],
  },
} satisfies Record<string, Family>;
