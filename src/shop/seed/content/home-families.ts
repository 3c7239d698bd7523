import type { Family } from "./family.ts";

/** What is said of things for the kitchen and the house. */
export const homeFamilies = {
  cups: {
    nouns: { mug: "mug", teacup: "cup and saucer", glass: "glass", flask: "flask", teapot: "teapot", jug: "jug" },
    praise: [
      "[Holds|It takes] a proper [builder's|Yorkshire] brew and the handle [fits my hand|is comfortable|doesn't get hot].",
      "The glaze is [even|smooth|really nicely done] and the [print|pattern] goes right up to the rim.",
      "[Been through the dishwasher|Has been washed] [a dozen times|every day for weeks|more times than I can count] and the [pattern|colour] hasn't faded [at all|one bit].",
      "[Feels|It feels] solid without being heavy, and it [sits nicely on the shelf|stacks well with the others|looks smart on the dresser].",
      "Tea [stays warm|keeps hot] [for ages|longer than in my old one].",
      "Pours [cleanly|without a drip], which is [more than I can say for the last one|all I ask|rarer than you'd think].",
    ],
    gripes: [
      "[Smaller|A bit smaller] than I [pictured|expected], more of an espresso size really.",
      "There's a [tiny chip|small bubble in the glaze|rough spot] on the [base|rim|underside].",
      "The handle is [a bit tight|on the small side] if you have big [hands|fingers].",
      "The inside has [stained|marked] already with tea.",
    ],
    uses: [
      "for my morning cuppa",
      "for the office, where the mugs are grim",
      "for elevenses in the garden",
      "for when the neighbours pop round",
      "for our holiday let in {place}",
    ],
    asked: [
      {
        question: "[Is {the} {noun} dishwasher safe|Would {the} {noun} be alright in the dishwasher]?",
        answers: [
          "Yes, ours has been in the dishwasher [for months|since last winter] with no fading.",
          "We'd [suggest|recommend] the top rack, or a gentle hand wash to keep the [print|glaze] at its best.",
          "I wash mine by hand [to be safe|out of habit], but it says dishwasher safe on the [base|bottom].",
        ],
      },
      {
        question: "How much does {the} {noun} hold?",
        answers: [
          "Filled to a sensible level about {millilitres} ml.",
          "[Just measured it|I checked with a jug]: {millilitres} ml to the brim.",
          "Roughly {millilitres} ml, so a [decent|good-sized] cup of tea.",
        ],
      },
      {
        question: "Can you [put|use] {the} {noun} in the microwave?",
        answers: [
          "Yes, as long as there is no metallic [trim|rim] on yours.",
          "I warm [milk|soup] in mine [most days|all the time], no trouble.",
          "It's fine for reheating, [thirty seconds|a minute] at a time.",
        ],
      },
    ],
  },
  table: {
    nouns: {
      plate: "plate",
      bowl: "bowl",
      tray: "tray",
      coaster: "coaster",
      cutlery: "cutlery",
      cakestand: "cake stand",
      board: "board",
      napkins: "napkins",
    },
    praise: [
      "[Makes|It makes] even a [shop-bought|plain] Victoria sponge look like something out of a tea room.",
      "The [pattern looks|colours look] [lovely|cheerful|really pretty] against a white tablecloth.",
      "[Wipes|It wipes] clean [in seconds|easily] and there's not a mark on it.",
      "[Good|Decent] weight, no sharp edges, [feels|seems] well made for the [money|price].",
      "[Everyone|Half the guests|My sister-in-law] asked where I'd [got|found] it.",
    ],
    gripes: [
      "[Arrived|Mine came] with a [hairline crack|scuff|scratch] [near the edge|on the back].",
      "The [print|transfer] is slightly [off centre|crooked] if you look closely.",
      "[Thinner|Lighter] than I'd hoped, I [worry|wonder] how long it will last.",
      "[Wobbles|It wobbles] a [touch|little] on a flat table.",
    ],
    uses: [
      "for Sunday tea",
      "for my daughter's baby shower",
      "for the church coffee morning",
      "for afternoon tea with the girls",
      "for a street party",
    ],
    asked: [
      {
        question: "What is the [diameter|size|width] of {the} {noun}?",
        answers: [
          "[About|Around|Roughly] {centimetres} cm [across|at the widest point].",
          "Mine measures {centimetres} cm with a tape.",
          "It is {centimetres} cm, give or take a few millimetres.",
        ],
      },
      {
        question: "Is {the} {noun} food safe, [or just for show|or only decorative]?",
        answers: [
          "Perfectly food safe, we use ours [every week|for cakes and sandwiches].",
          "Yes, it is made for food. Just avoid [the microwave|scouring pads].",
          "I serve [biscuits|scones|sandwiches] on mine and it's been fine.",
        ],
      },
      {
        question: "Does {the} {noun} [chip|scratch] easily?",
        answers: [
          "Not in my experience, and [I have two boys|we're a clumsy family].",
          "Treat it like any [good china|china] and it will be fine.",
          "Mine has had a [knock or two|few knocks] and looks as new.",
        ],
      },
    ],
  },
  baking: {
    nouns: { bakingcases: "cases", rollingpin: "baking set", scales: "scales", pan: "pan", spoon: "utensil" },
    praise: [
      "[My|The] [fairy cakes|muffins|cupcakes] came [out|away] [clean as a whistle|without sticking].",
      "[Sturdy|Strong] enough to [stand|be used] on their own, and the [colour|pattern] still shows after baking.",
      "[Just right|Spot on|Ideal] for [little hands|grandchildren], who now want to bake every [Saturday|weekend].",
      "[Does|It does] exactly what it should, and [looks cheerful hanging up|brightens up the drawer].",
      "[Sold|I sold] [every|the whole] batch at the [school fete|village show|WI stall] and I'm sure the [look|pretty cases] helped.",
    ],
    gripes: [
      "The [pattern goes|colours go] a bit [see-through|pale|greasy] once baked.",
      "A bit [flimsy|thin], I had to double [them|it] up.",
      "Smaller than the standard size, so adjust your [recipe|timing].",
      "The handle [feels|is] [cheap|light] next to my old one.",
    ],
    uses: [
      "for the school cake sale",
      "for baking with the grandchildren",
      "for my WI stall",
      "for a tea party",
      "for a friend who has caught the baking bug",
    ],
    asked: [
      {
        question: "Are these [a standard size|fairy cake or muffin size]?",
        answers: [
          "Nearer to [muffin|fairy cake] size, about [five|four and a half] cm at the base.",
          "They fit my [normal|ordinary] twelve-hole tin [perfectly|no problem].",
          "Standard UK size, they sit nicely in a shallow bun tin.",
        ],
      },
      {
        question: "[Does|Will] {the} {noun} [go|survive] in the dishwasher?",
        answers: [
          "I'd wash by hand, it takes [ten seconds|no time].",
          "Ours has been fine on a [cool|gentle] cycle.",
          "Anything with wood or print is better washed by hand.",
        ],
      },
      {
        question: "Would {this} suit a [beginner|child of seven|young baker]?",
        answers: [
          "[Definitely|Yes], my {age} year old [uses it every weekend|loves it].",
          "Yes, though keep an [eye|adult] nearby when the oven is on.",
          "Ideal, it's nice and [light|simple].",
        ],
      },
    ],
  },
  storage: {
    nouns: {
      tin: "tin",
      caketin: "cake tin",
      jar: "jar",
      box: "box",
      basket: "basket",
      cabinet: "cabinet",
      lunchbox: "lunch box",
      shelf: "shelf",
      bin: "bin",
      bucket: "bucket",
      tissuebox: "tissue box",
      table: "table",
      chair: "chair",
      firstaid: "first aid tin",
      moneybox: "money box",
      desk: "desk tidy",
      keysafe: "key cabinet",
      bottle: "bottle",
    },
    praise: [
      "The lid [fits|closes] [snugly|tight|properly], so [biscuits stay|cakes stay|everything stays] fresh.",
      "[Swallows|It swallows|Takes] far more than you'd think: [all my thread|the post|the children's bits|a whole Christmas cake].",
      "[Finally|At last] somewhere for [keys|odds and ends|recipe cards|sewing bits], and it's pretty enough to leave out.",
      "[Proper|Good] thick [metal|material], no sharp seams, hinges [line up|work] as they should.",
      "[Looks|It looks] like something from my [grandmother's pantry|nan's kitchen], in the best way.",
    ],
    gripes: [
      "The lid is [stiff|tight], you need [both hands|a good tug].",
      "[Arrived|Came] with a small dent in [one corner|the base].",
      "It has a faint smell of [varnish|paint], airing it [helped|for a day or two helped].",
      "[Not quite|Not] as [deep|roomy] as [I needed|it looks].",
    ],
    uses: [
      "for biscuits, mostly",
      "for my button collection",
      "for the hall table",
      "for keepsakes",
      "in the utility room",
      "for the caravan",
    ],
    asked: [
      {
        question: "What are the [measurements|dimensions] of {the} {noun}?",
        answers: [
          "About {centimetres} cm wide and a bit less than that deep.",
          "[Measured|I measured] mine at {centimetres} cm on the longest side.",
          "Roughly {centimetres} cm. Happy to measure anything else if you ask.",
        ],
      },
      {
        question: "Is {the} {noun} airtight?",
        answers: [
          "Not [completely|a hundred per cent], but biscuits last [a good week|until they are eaten].",
          "It's a close fit rather than airtight, so keep [flour|coffee] in its bag.",
          "Good enough for [cake|tea bags], I wouldn't use it for coffee beans.",
        ],
      },
      {
        question: "Does {the} {noun} come [assembled|ready to use], or do I need tools?",
        answers: [
          "Ready to use straight from the box.",
          "No tools needed, it comes as you see it.",
          "Mine was all in one piece, only some tissue paper to take out.",
        ],
      },
    ],
  },
  light: {
    nouns: {
      candle: "candle",
      dinnercandles: "candles",
      jarcandle: "candle",
      tlight: "t-light holder",
      hangingtlight: "hanging t-light holder",
      candlestick: "candlestick",
      lantern: "lantern",
      lamp: "lamp",
      lampshade: "lampshade",
      chandelier: "chandelier",
      stringlights: "lights",
      incense: "incense",
      disco: "mirror ball",
      nightlight: "night light",
    },
    praise: [
      "[Gives|It gives] such a [warm|soft|gentle] glow, the [whole room|whole mood|bathroom] changes.",
      "[Throws|It throws] the [prettiest|loveliest] [shadows|patterns] on the wall once it's dark.",
      "[Had|We had] [three|six|ten] of these down the middle of the table and [nobody wanted to go home|people kept taking photos].",
      "[Burned|It burns] evenly, no [smoke|soot], and the [scent|smell] is there without shouting.",
      "[Heavier|More solid] than it looks, so the cat [hasn't knocked it off yet|can't topple it].",
    ],
    gripes: [
      "[The glass|It] gets very hot, so [mind|watch] your [fingers|windowsill].",
      "A standard t-light [sits a bit loose|wobbles] in it.",
      "[Not|Nowhere near] as bright as [I hoped|the picture suggests].",
      "Came with [a scratch|wax marks|a slight dent], though it doesn't show when lit.",
    ],
    uses: [
      "for our wedding tables",
      "on the mantelpiece",
      "for long winter evenings",
      "on the patio when it's dry",
      "around the bath",
    ],
    asked: [
      {
        question: "Can {the} {noun} be [left|used] outdoors?",
        answers: [
          "On a dry evening, yes, but I'd bring it in [overnight|when it rains].",
          "It isn't treated for weather, so under cover [only|is best].",
          "Ours [hangs|stands] in the porch and is holding up [well|fine].",
        ],
      },
      {
        question: "Which size of candle [fits|goes in]?",
        answers: [
          "An ordinary t-light, the [four|eight] hour ones fit too.",
          "Standard t-lights, about 38 mm.",
          "I use the battery ones [because of the dog|with the children about] and they fit.",
        ],
      },
      {
        question: "How [tall|big] is {the} {noun}?",
        answers: [
          "About {centimetres} cm.",
          "{centimetres} cm, I've just put a ruler against it.",
          "A touch under {centimetres} cm without [the hook|the candle].",
        ],
      },
    ],
  },
  textile: {
    nouns: {
      cushion: "cushion",
      throw: "throw",
      apron: "apron",
      teatowel: "tea towel",
      ovenglove: "oven glove",
      cosy: "cosy",
      towels: "towel",
      hotwaterbottle: "hot water bottle",
      doormat: "doormat",
      doorstop: "doorstop",
      bed: "bedding",
    },
    praise: [
      "The fabric is [thick|soft|a good weight] and the [stitching is|seams are] neat all round.",
      "[Washed|I've washed] it at [thirty|forty] and it came out [as new|the same shape and colour].",
      "[Brightens|It brightens] up a [grey|rather beige] [sofa|hallway|kitchen] no end.",
      "[The dog|The cat] has claimed it already, which I take as [praise|a compliment].",
      "[Keeps|It keeps] its shape, no [lumps|bobbling] after [a month|weeks] of use.",
    ],
    gripes: [
      "[Sheds|It shed] a bit for the first [week|few days].",
      "The colour is [a shade|slightly] [duller|darker] than [on screen|the photo].",
      "[Thinner|Not as padded] [than I like|as I expected].",
      "One [seam|corner] had come [undone|loose], five minutes with a needle fixed it.",
    ],
    uses: ["for the spare room", "for my reading chair", "for the back door", "for cold nights", "for my new kitchen"],
    asked: [
      {
        question: "How do I [wash|clean] {the} {noun}?",
        answers: [
          "A cool wash, thirty degrees, and dry it [flat|on the line].",
          "I [sponge|shake and sponge] mine and it comes up [fine|lovely].",
          "Check the label, but ours has been through the machine [several times|without any trouble].",
        ],
      },
      {
        question: "What [size|measurement] is {the} {noun}?",
        answers: [
          "[About|Around] {centimetres} cm on the long side.",
          "Mine is {centimetres} cm.",
          "{centimetres} cm [when laid flat|measured flat].",
        ],
      },
      {
        question: "Is the colour [true to the picture|the same as in the photos]?",
        answers: [
          "Very close. A touch [softer|deeper] in daylight.",
          "Yes, [exactly|pretty much] as shown.",
          "I'd say so, mine [matches|goes with] my {colour} curtains.",
        ],
      },
    ],
  },
  wall: {
    nouns: {
      clock: "clock",
      alarmclock: "alarm clock",
      frame: "frame",
      picture: "print",
      mirror: "mirror",
      sign: "sign",
      letter: "letter",
      hook: "hook",
      hanger: "hanger",
      knob: "knob",
      chalkboard: "chalkboard",
      thermometer: "thermometer",
      magnet: "magnet",
      globe: "globe",
      radio: "gadget",
      telephone: "telephone",
    },
    praise: [
      "[Went|It went] up in [five|ten] minutes with one [screw|nail] and a spirit level.",
      "[Looks|It looks] [far|much] more expensive than it [was|is].",
      "The [finish|paint] has just the right amount of [wear|age] to it.",
      "[Visitors|People] always [comment|mention it], usually before they've [got their coat off|sat down].",
      "[Fills|It fills] that awkward bit of wall [by the stairs|above the radiator|in the hall] [perfectly|a treat].",
    ],
    gripes: [
      "The [fixing|hanging loop] on the back is [a bit feeble|not quite central].",
      "[Ticks|It is] louder than I'd like [in a bedroom|at night].",
      "The edges [could be|are not] [smoother|finished better].",
      "It's [smaller|lighter] than I thought, my own fault for not measuring.",
    ],
    uses: [
      "for the hallway",
      "for the downstairs loo",
      "for my daughter's first flat",
      "over the fireplace",
      "in the shed, of all places",
    ],
    asked: [
      {
        question: "[Are fixings included|Do fixings come] with {the} {noun}?",
        answers: [
          "There's a [hook|loop] on the back, but you need your own [screw|nail and plug].",
          "Mine came without, any small [screw|nail] will do.",
          "No screws in the box, just the [bracket|hanger] on the back.",
        ],
      },
      {
        question: "How [big|wide] is {the} {noun} [exactly|in real life]?",
        answers: [
          "{centimetres} cm [across|at its widest].",
          "About {centimetres} cm, a [nice|good] size without taking over.",
          "I make it {centimetres} cm.",
        ],
      },
      {
        question: "Would {the} {noun} be [alright|safe] in a bathroom?",
        answers: [
          "Ours [hangs|is] in the bathroom and it's fine with the window open.",
          "I'd avoid [steam|anywhere steamy], the [finish|back] might suffer.",
          "A cloakroom is fine, next to the shower perhaps not.",
        ],
      },
    ],
  },
  decoration: {
    nouns: {
      heart: "heart",
      star: "star",
      hangingfigure: "decoration",
      ornament: "ornament",
      garland: "garland",
      bunting: "bunting",
      wreath: "wreath",
      bird: "bird",
      hen: "hen",
      chick: "chick",
      owl: "owl",
      butterfly: "butterfly",
      bell: "bell",
      windchime: "wind chime",
      vase: "vase",
      flower: "flower",
      house: "house",
      paperweight: "paperweight",
      mobile: "mobile",
      mushroom: "toadstool",
      frog: "frog",
      gift: "piece",
      pets: "bowl",
    },
    praise: [
      "[Simple|Delicate] and [well made|nicely finished], with a [proper|strong] [string|ribbon|base].",
      "[Catches|It catches] the light [beautifully|by the window] in the [mornings|afternoon].",
      "[Exactly|Just] the [touch|little something] the [mantelpiece|dresser|windowsill] needed.",
      "[Bought|I bought] one, then [went back for|ordered] [two|three|four] more.",
      "The colours are [softer|prettier] in real life than [on the screen|in the picture].",
    ],
    gripes: [
      "One of the [pieces|ends] had come [loose|unstuck], a dab of glue did it.",
      "[Lighter|Flimsier] than I [imagined|thought], it [swings|blows] about in a draught.",
      "[Could|It could] do with a longer [string|ribbon].",
      "The paint had [rubbed|chipped] in one place.",
    ],
    uses: ["for the kitchen window", "for our village fete", "for the nursery", "for a garden party", "for the porch"],
    asked: [
      {
        question: "How long is the [string|ribbon|cord] on {the} {noun}?",
        answers: [
          "About {centimetres} cm in all.",
          "Long enough for a [door knob|curtain pole], {centimetres} cm or so.",
          "Mine was {centimetres} cm, I shortened it.",
        ],
      },
      {
        question: "Is {the} {noun} [alright|suitable] for outside?",
        answers: [
          "Under a porch, yes. In the rain I wouldn't.",
          "We put ours out for [parties|dry days] and bring it in after.",
          "It's really for indoors, though ours has [survived|managed] a summer in the summerhouse.",
        ],
      },
      {
        question: "What is {the} {noun} [made of|made from]?",
        answers: [
          "It's {material}.",
          "{material}, as far as I can tell, and [nicely|neatly] finished.",
          "Mostly {material}, with a [string|little metal loop] to hang it.",
        ],
      },
    ],
  },
} satisfies Record<string, Family>;
