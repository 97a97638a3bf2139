/** A suffix, and what takes its place. */
type Rule = readonly [suffix: string, replacement: string]

const irregular: ReadonlyMap<string, string> = new Map([
  ['sky', 'sky'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['news', 'news'],
  ['innings', 'inning'],
  ['inning', 'inning'],
  ['outings', 'outing'],
  ['outing', 'outing'],
  ['cannings', 'canning'],
  ['canning', 'canning'],
  ['howe', 'howe'],
  ['proceed', 'proceed'],
  ['exceed', 'exceed'],
  ['succeed', 'succeed'],
])

const plurals: readonly Rule[] = [
  ['sses', 'ss'],
  ['ies', 'i'],
  ['ss', 'ss'],
  ['s', ''],
]
const doubleSuffixes: readonly Rule[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['fulli', 'ful'],
]
const adjectives: readonly Rule[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
]
const endings = 'al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize'.split(' ')

/**
 * The stem of a lower-case English word by Porter's algorithm (Program 14, 1980: 130-137) with the extensions of NLTK's
 * `PorterStemmer`, which rouge_score takes.
 */
export function porterStem(word: string): string {
  const known = irregular.get(word)
  if (known !== undefined) return known
  if (word.length <= 2) return word
  return withoutLastE(withoutEnding(replaced(withoutSuffixes(withI(withoutTense(singular(word)))), adjectives)))
}

function singular(word: string): string {
  if (word.length === 4 && word.endsWith('ies')) return word.slice(0, -1)
  const rule = plurals.find(([suffix]) => word.endsWith(suffix))
  return rule === undefined ? word : cut(word, rule[0]) + rule[1]
}

function withoutTense(word: string): string {
  if (word.endsWith('ied')) return word.length === 4 ? word.slice(0, -1) : word.slice(0, -2)
  if (word.endsWith('eed')) return measureOf(cut(word, 'eed')) > 0 ? word.slice(0, -1) : word
  const suffix = ['ed', 'ing'].find((ending) => word.endsWith(ending) && kindsOf(cut(word, ending)).includes('v'))
  if (suffix === undefined) return word
  const stem = cut(word, suffix)
  if (/(?:at|bl|iz)$/u.test(stem)) return `${stem}e`
  if (endsDouble(stem)) return /[lsz]$/u.test(stem) ? stem : stem.slice(0, -1)
  return measureOf(stem) === 1 && endsShort(stem) ? `${stem}e` : stem
}

function withI(word: string): string {
  const stem = word.slice(0, -1)
  return word.endsWith('y') && stem.length > 1 && kindsOf(stem).endsWith('c') ? `${stem}i` : word
}

function withoutSuffixes(word: string): string {
  if (word.endsWith('alli') && measureOf(cut(word, 'alli')) > 0) return withoutSuffixes(word.slice(0, -2))
  const short = replaced(word, doubleSuffixes)
  // The l of logi is counted with what stands before it, so that geo and theo are like archaeo.
  const isOther = doubleSuffixes.some(([suffix]) => word.endsWith(suffix))
  return !isOther && word.endsWith('logi') && measureOf(word.slice(0, -3)) > 0 ? word.slice(0, -1) : short
}

function withoutEnding(word: string): string {
  const ending = endings.find((one) => word.endsWith(one))
  if (ending === undefined) return word
  const stem = cut(word, ending)
  if (measureOf(stem) <= 1 || (ending === 'ion' && !/[st]$/u.test(stem))) return word
  return stem
}

function withoutLastE(word: string): string {
  const stem = word.slice(0, -1)
  const measure = measureOf(stem)
  if (word.endsWith('e')) return withoutLastL(measure > 1 || (measure === 1 && !endsShort(stem)) ? stem : word)
  return withoutLastL(word)
}

function withoutLastL(word: string): string {
  return word.endsWith('ll') && measureOf(word.slice(0, -1)) > 1 ? word.slice(0, -1) : word
}

/** The first rule whose suffix a word has decides, whether or not enough stands before it. */
function replaced(word: string, rules: readonly Rule[]): string {
  const rule = rules.find(([suffix]) => word.endsWith(suffix))
  if (rule === undefined) return word
  const stem = cut(word, rule[0])
  return measureOf(stem) > 0 ? stem + rule[1] : word
}

function cut(word: string, suffix: string): string {
  return word.slice(0, word.length - suffix.length)
}

/** Number of times that a vowel is followed by a consonant. */
function measureOf(stem: string): number {
  return kindsOf(stem).split('vc').length - 1
}

/** A letter for each: consonant or vowel. A y is a vowel behind a consonant. */
function kindsOf(stem: string): string {
  let kinds = ''
  for (const letter of stem) {
    const isVowel = letter === 'y' ? kinds.endsWith('c') : 'aeiou'.includes(letter)
    kinds += isVowel ? 'v' : 'c'
  }
  return kinds
}

function endsDouble(stem: string): boolean {
  return stem.length >= 2 && stem.at(-1) === stem.at(-2) && kindsOf(stem).endsWith('c')
}

/** Whether it ends in consonant, vowel, consonant (no w, x or y), or is a vowel and a consonant alone. */
function endsShort(stem: string): boolean {
  const kinds = kindsOf(stem)
  return kinds === 'vc' || (kinds.endsWith('cvc') && !/[wxy]$/u.test(stem))
}
