/** Classes of the English words that carry grammar. A word is in one class; what may be several things is in none. */
const members = {
  determiner: 'a an the my your our their every its',
  preposition: 'of from at into with by for',
  to: 'to',
  be: 'is are was were',
  have: 'has had does did',
  modal: 'will would can could should may might must shall',
  subject: 'i he she we they',
  you: 'you',
  it: 'it',
  object: 'me him them us',
  conjunction: 'and or but nor',
  reason: 'because if when while although unless though whether',
  infinitive: 'be been am',
  very: 'very',
  than: 'than',
  this: 'this',
  these: 'these those',
  that: 'that which',
  no: 'no',
  there: 'there here',
  where: 'where whose',
  also: 'also',
} as const

/** One of the classes. */
export type WordClass = keyof typeof members

const classOf: ReadonlyMap<string, WordClass> = new Map(
  (Object.entries(members) as [WordClass, string][]).flatMap(([name, words]) =>
    words.split(' ').map((word) => [word, name] as const),
  ),
)

/** Classes, and single words, that may not follow a class. A few pairs that people write are left out of them. */
const wrong: Partial<Record<WordClass, string>> = {
  determiner:
    'determiner preposition to be have subject you it object conjunction reason infinitive than this these that ' +
    'there where also would could should shall',
  preposition:
    'of into with by for to be have modal subject conjunction because if although unless though infinitive than',
  to: 'is are was were have modal of into with by for from conjunction subject because if although been am than to',
  be: 'be have modal infinitive',
  have: 'be modal infinitive of than',
  modal: 'be have modal to of from into with by been am object than',
  subject: 'determiner subject of from into to object been this these you it than',
  you: 'determiner is was has does of into subject been',
  it: 'are am of into subject been',
  conjunction: 'conjunction of than',
  reason: 'be have modal conjunction infinitive than',
  infinitive: 'be have modal subject infinitive',
  very: 'be have modal subject object conjunction to preposition determiner reason',
  than: 'conjunction than of',
  this: 'are were determiner subject of',
  these: 'is was has does determiner subject',
  no: 'determiner be have modal to of subject object',
}

const followers: ReadonlyMap<WordClass, ReadonlySet<string>> = new Map(
  (Object.entries(wrong) as [WordClass, string][]).map(([name, list]) => [
    name,
    new Set(list.split(' ').flatMap((one) => (one in members ? members[one as WordClass].split(' ') : [one]))),
  ]),
)

/** Forms of verbs that agree with some subjects only. */
const disagreeing: Readonly<Record<string, ReadonlySet<string>>> = {
  i: new Set(['is', 'are', 'has', 'does']),
  he: new Set(['are', 'were', 'am']),
  she: new Set(['are', 'were', 'am']),
  we: new Set(['is', 'was', 'has', 'does', 'am']),
  they: new Set(['is', 'was', 'has', 'does', 'am']),
}

const doing = /^(?!bring$|string$|spring$|sing$|ring$|swing$).{2,}ing$/u
const done = /^(?!(?:need|feed|embed|seed|speed|shed|bed|wed|exceed|proceed|succeed|bleed|breed|heed|weed)$).{2,}ed$/u
const quality = /(?:ness|[^s]ity)$/u
/** Plural, by its look: `a` stands before none. */
const plural = /^(?!series$|means$|news$|always$|sales$|systems$|lens$|plus$|less$|yes$|gas$|bonus$).{2,}[^sui'ao]s$/u

/** Whether English says that the second word cannot follow the first; null where it says nothing of the first. */
export function cannotFollow(first: string): ((second: string) => boolean) | null {
  const name = classOf.get(first)
  const list = name === undefined ? undefined : followers.get(name)
  if (name === undefined || list === undefined) return null
  const forms = disagreeing[first]
  return (second) =>
    list.has(second) ||
    (forms?.has(second) ?? false) ||
    ((first === 'a' || first === 'an') && plural.test(second)) ||
    (name === 'modal' && (doing.test(second) || done.test(second) || quality.test(second))) ||
    (name === 'subject' && (doing.test(second) || quality.test(second)))
}

/** Words that end no sentence. */
export const noEnd: ReadonlySet<string> = new Set([
  ...members.determiner.split(' '),
  ...'of and or but nor because than into if with i he she we they am very although unless while as from'.split(' '),
])
