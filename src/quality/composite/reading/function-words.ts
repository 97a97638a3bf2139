type Words = ReadonlySet<string>

const set = (words: string): Words => new Set(words.split(' '))

/** English words that a noun, or its adjective, has to follow. */
export const determiners: Words = set('a an the my your our their every')
/** Prepositions that are no particles of verbs. */
export const prepositions: Words = set('of from at into with by for')
export const finiteAuxiliaries: Words = set('is are was were has had does did')
export const modals: Words = set('will would can could should may might must shall')
export const subjects: Words = set('i he she we they')
export const conjunctions: Words = set('and or but nor because')
export const objects: Words = set('me him them us')

/** English words that carry grammar and no subject. */
export const functionWords: Words = new Set([
  ...determiners,
  ...prepositions,
  ...finiteAuxiliaries,
  ...modals,
  ...subjects,
  ...conjunctions,
  ...objects,
  ...set(
    'am be been being have having do doing to in on as than so if when while although unless though ' +
      'until since it its ' +
      "it's you yours he's she's that this these those there here his her not no yes only just also " +
      'too very more most less ' +
      'least much many few some any each all both either neither other another such same own which who ' +
      'whom whose what ' +
      'where why how then now up out off over under again about between through during before after ' +
      'above below against ' +
      "within without per via across along around among toward towards upon don't doesn't didn't isn't aren't wasn't " +
      "won't can't cannot couldn't wouldn't shouldn't i'm you're we're they're i've you've we've " +
      "that's there's let's " +
      'whether ever never always often still even yet already once one two',
  ),
])

/** Words with which a task is given, and which an answer need not repeat. */
export const taskWords: Words = set(
  'write explain describe give show tell make create compose draft generate implement provide list compare answer ' +
    'please scroll stopping grabbing catching catchy compelling engaging powerful opener intro need ' +
    'want help use using used short brief simple simply detail detailed example examples sentence ' +
    'sentences word words paragraph paragraphs step steps way ways thing things difference function functions method ' +
    'class script program snippet typescript javascript python ts js hook hooks post tweet caption video reel ' +
    'tiktok youtube linkedin instagram thread opening line headline audience viral attention people ' +
    'work works working does happen happens happened mean means good best better new get gets take ' +
    'takes returns return ' +
    'given accept accepts without three four five six seven eight nine ten app application',
)

/** Words of grammar of other languages in Latin letters: German, French, Spanish, Italian, Portuguese, Dutch, … */
export const otherFunctionWords: Words = set(
  'der die das und ist nicht ein eine einen mit von zu den dem des sich auf f\u00FCr im es er sie ich wie auch als ' +
    'le la les et est un une des du que qui dans pour pas sur avec ce il elle nous vous je ne se au aux plus ' +
    'el los las y en por con para no su lo como m\u00E1s pero al del una es sus si ' +
    'il di che \u00E8 per non sono gli della con da nel si ha pi\u00F9 ' +
    'o os as e um uma n\u00E3o com em do da dos mais \u00E9 ao ' +
    'het een van en niet op te dat zijn met voor aan er maar om ook ' +
    'och att det som p\u00E5 \u00E4r av f\u00F6r med den till inte har jag ' +
    'i w na nie si\u0119 z do jest to \u017Ce jak po ve bir bu da de i\u00E7in ile',
)
