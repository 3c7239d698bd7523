/** What customers say of anything, by their stars. Patterns as in `writer.ts`. */
export const openers: Readonly<Record<number, readonly string[]>> = {
  5: [
    "[Absolutely|Really|So|Just] [delighted|chuffed|thrilled|pleased] with [this|my] {noun}.",
    "[What a|Such a] [lovely|gorgeous|charming|cheerful|clever] {noun}!",
    "[I wasn't sure|I'd been dithering for weeks], but [I'm so glad I ordered|this was money well spent].",
    "[This|The] {noun} [is|was] [even nicer|better|prettier] than [in the pictures|I'd hoped|the photo].",
    "[Second|Third|Fourth] one I've bought, [which says it all|the others were gifts|they always go down well].",
    "[Spot on|Ten out of ten|Full marks|Can't fault it|Perfect].",
    "[Quality|Proper quality] for [the price|not a lot of money].",
    "[My husband|My wife|My sister|My daughter|My mum|My flatmate|My neighbour] [teases me about|laughs at] how many of these I own, but [secretly likes|has taken a liking to|keeps borrowing] this one.",
    "[Arrived|Came|Turned up] [next day|in two days|well wrapped|before I expected it], and [I love it|it's lovely|what a treat].",
    "[A|Such a] [joy|treat|pleasure] to [unwrap|open|use].",
    "[Ordered|Bought] the {name} [on a whim|after seeing a friend's|with a birthday voucher] and [have no regrets|am smitten].",
  ],
  4: [
    "[Very|Really|Pretty] [happy|pleased] with [this|the] {noun} [overall|on the whole|so far].",
    "[A|Such a] [nice|good|lovely] {noun}, [nearly|almost] perfect.",
    "[Good|Lovely] {noun} for [the money|the price].",
    "[Would have been|So nearly] five stars.",
    "[Does|It does] what it [says|should], and [nicely|it looks the part].",
    "[Well made|Nicely made|Decent quality], and [the colour is lovely|good to look at].",
    "The {name} is [just about|very nearly] what I [was after|had in mind].",
    "[Not bad at all|Solid buy|Good find].",
  ],
  3: [
    "[It's|This is] [alright|okay|fine|decent enough], [nothing special|but no more than that|I suppose].",
    "[In two minds|Undecided] about this {noun}.",
    "[Nice|Good] idea, [so-so|middling] [quality|finish].",
    "[Looks|It looks] [good|pretty], but [I expected more|there are a few buts].",
    "[Not quite|Not exactly] what I [pictured|had in mind] when I ordered the {name}.",
    "[Fair|Average] for the price.",
  ],
  2: [
    "[A bit|Rather|Quite] [disappointed|let down] [with this one|by this {noun}|if I'm honest].",
    "[Wanted to love|So wanted to like] the {name}, [but|sadly] [no|I can't].",
    "[Not|Hardly] [worth the money|what the photo promises].",
    "[Looks nice|Pretty], but that's [about it|where it ends].",
    "[I'd|I would] [think twice|look elsewhere] before [buying again|ordering this].",
  ],
  1: [
    "[Very|Really|Bitterly] [disappointed|disappointing].",
    "[Sent|Sending] it [straight back|back].",
    "[Not|Nothing] like the [picture|description].",
    "[Oh dear|What a shame|Sorry, but no].",
    "[Avoid|Don't bother], at least with the {name} that [reached me|I was sent].",
  ],
};

export const bought: readonly string[] = [
  "[Bought|Got|Ordered] it {use}.",
  "[It's|This is] {use}, [and it's perfect for that|just right].",
  "I [needed|wanted|was looking for] something {use} and this [fits the bill|does nicely|was the one].",
  "Mine is {use}, [my sister|a friend] has hers [in the bedroom|at work].",
  "[A present|Bought as a gift] for [my mum|a friend who has everything|my son's teacher|our neighbour in {place}|my aunt], [who rang to say thank you|and it went down a storm|she uses it daily].",
];

export const closers: Readonly<Record<number, readonly string[]>> = {
  5: [
    "[Will|I will|I'll] [certainly|definitely] [order|buy|shop here] again.",
    "[Would|I'd] [happily|gladly] [recommend|buy another].",
    "[Thank you|Thanks|Well done] to whoever [packed|wrapped] it so [carefully|well].",
    "[Worth every penny|A bargain|Best thing I've bought this {season}].",
    "[Highly recommended|Recommended|Don't hesitate].",
    "[Already|I've already] [eyeing up|ordered] [another|the other colour|a second].",
    "[Delivery|Post] to {place} [was quick|took two days], too.",
    "",
    "",
  ],
  4: [
    "[Would|I'd] buy again.",
    "[Happy|Pleased] [overall|enough] though.",
    "[Knocked|Took] a star off for that, [but|otherwise] [I'd recommend it|lovely].",
    "[Good service|Quick delivery] as [always|usual].",
    "[Recommended|Worth having], [all things considered|at this price].",
    "",
    "",
  ],
  3: [
    "[It'll do|It will do] for [now|us].",
    "[Kept it|I've kept it], [as returning was a faff|but won't buy another].",
    "[Might|It might] suit [someone else|others] better.",
    "[Delivery was quick|Posted quickly], [to be fair|at least].",
    "",
  ],
  2: [
    "[Won't|I won't] be [ordering|buying] another.",
    "[Customer service|The shop] was [kind|helpful] about it, [credit where it's due|hence two stars].",
    "[Gone|It has gone] to the charity shop.",
    "[Expected|I expected] better [from here|after all the good reviews].",
    "",
  ],
  1: [
    "[Refund|My refund] came [quickly|without fuss], [at least|I'll give them that].",
    "[Won't|I shan't] [bother|try] again.",
    "[Maybe|Perhaps] I had a [bad one|dud].",
    "[Such a shame|Shame], as the [rest of my order was|other bits I bought were] lovely.",
    "",
  ],
};

export const niggles: readonly string[] = [
  "[Only|My only|One] [niggle|grumble|quibble]: {gripe}",
  "[But|Mind you,] {gripe}",
  "[If I'm being picky|To be fussy]: {gripe}",
];

export const headlines: Readonly<Record<number, readonly string[]>> = {
  5: [
    "[Love it|Love this|Love love love]",
    "[Perfect|Lovely|Gorgeous|Beautiful|Delightful] {noun}",
    "[Better than|Even nicer than] [expected|the photo]",
    "[Exactly|Just] what I [wanted|was after]",
    "[So|Really|Very] [pretty|well made|pleased|useful]",
    "[Brilliant|Super|Great] [gift|present|buy|find]",
    "[Five stars|Top marks|Ten out of ten]",
    "[Chuffed|Thrilled] to bits",
    "[A|My new] favourite",
    "[Would|Will] buy again",
    "[Charming|Cheerful|Clever] and [useful|well made|good value]",
    "[Makes me smile|Brings joy] every [day|morning]",
  ],
  4: [
    "[Very nice|Good|Lovely] {noun}",
    "[Nearly|Almost] perfect",
    "[Good|Great] value",
    "[Happy|Pleased] with it",
    "[Nice|Good] quality",
    "[Does|It does] the job [well|nicely]",
    "[Lovely|Pretty], with one [niggle|small but]",
    "[Solid|Decent] [buy|{noun}]",
  ],
  3: [
    "[It's okay|Alright|Fine|So-so]",
    "[Nice|Good] idea, but",
    "[Not quite|Not exactly] what I [expected|hoped]",
    "[Mixed feelings|In two minds]",
    "[Average|Middling] {noun}",
    "[Pretty|Nice] but [small|flimsy|fussy]",
  ],
  2: [
    "[Disappointed|A bit let down]",
    "[Not|Hardly] worth it",
    "[Looks better|Nicer] [online|in the picture]",
    "[Expected|Hoped for] more",
    "[Not for me|Sadly not]",
  ],
  1: [
    "[Poor|Very poor] [quality|{noun}]",
    "[Sent|Going] back",
    "[Don't|Wouldn't] bother",
    "[Not as|Nothing like] [described|pictured]",
    "[Really|Very] disappointed",
  ],
};

/** The same from those who were not happy. */
export const boughtInVain: readonly string[] = [
  "[Bought|Got|Ordered] it {use}.",
  "It was meant to be {use}.",
  "I'd [hoped|planned] to use it {use}.",
  "[Ended up|I ended up] with something else {use}.",
];

/** What the shop says to those who were not happy. */
export const responses: readonly string[] = [
  "Hello {person}, [we're sorry|we are so sorry] to hear that. [Please|Do] [reply to your order confirmation|write to us] and we'll [put it right|send another|sort it out].",
  "[Thank you|Thanks] for [telling us|being honest], {person}. [We've passed it on|Your note has gone] to the people who [choose|check] our [range|stock].",
  "Hello {person}, that's not the [{noun}|quality] we [want|mean] to send out. [A replacement is on its way|We will happily refund you].",
  "[Sorry|Apologies] about that, {person}. [Every batch is a little different|It should not have left us like that] and we'd like to [make it up to you|replace yours].",
];

export const thanks: readonly string[] = [
  "Thank you, {person}, [that made our day|what a lovely thing to read|we'll tell the packing team].",
  "[So glad|Very glad] you like [it|the {noun}], {person}!",
];

/** How a question begins, before the question itself. */
export const greetings: readonly string[] = [
  "",
  "",
  "",
  "Hi, ",
  "Hello, ",
  "Quick question: ",
  "Hello there, ",
  "Before I order: ",
];
/** Why one asks, after it. */
export const reasons: readonly string[] = [
  "",
  "",
  "It's {use}.",
  "I'd like it {use}.",
  "Thinking of it {use}.",
  "Many thanks.",
  "Thanks in advance!",
  "Asking for [my mum|a friend].",
  "Couldn't see it in the description.",
  "My old one [wasn't|was different].",
];
export const sellerSigns: readonly string[] = [
  "",
  "",
  "Hope that helps!",
  "Do ask if you need anything else.",
  "Best wishes, the shop team.",
];
