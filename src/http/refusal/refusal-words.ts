/** Alternatives of a pattern. */
function oneOf(...words: readonly string[]): string {
  return `(?:${words.join('|')})`
}

/** A field as a server's words name it: bare, in quotes of any kind, in a list, at the end of a path. */
function named(field: string): string {
  return String.raw`(?<![\w-])${field.replaceAll(/[^\w]/g, String.raw`\$&`)}(?![\w-])`
}

/** Words between a refusal and the field it is about: a part of one sentence, and no condition. */
const near = String.raw`(?:(?!\b(?:with|without|when|while|if|unless|together)\b)[^.;{}\n]){0,80}?`
/** The same, without a word between them but "supplied". */
const close = String.raw`[^.;{}\n\w]{0,10}(?:supplied)?[^.;{}\n\w]{0,10}`

const thing = oneOf('name', 'field', 'parameter', 'argument', 'key', 'property', 'input')
const things = String.raw`${thing}s?`

const extraField = oneOf(
  'unrecogni[sz]ed request arguments?',
  `(?:unknown|unsupported|unrecogni[sz]ed|unpermitted|extra) ${things}`,
  `unexpected (?:keyword )?${things}`,
  'additional propert(?:y|ies)',
  `invalid ${thing} name`,
)

const cannot = oneOf("does ?n[o']t support", 'do(?:es)? not support', 'disallowed', 'forbidden')
const adjective = oneOf('unsupported', 'unknown', 'unrecogni[sz]ed', 'unexpected')

const before = oneOf(
  extraField,
  cannot,
  adjective,
  'not support(?:ed|ing)?',
  `not ${oneOf('allowed', 'permitted', 'accepted', 'available')}`,
)

const aboveZero = String.raw`(?:strictly positive|(?:greater than|>) ?0(?!\.))`

const after = oneOf(
  cannot,
  adjective,
  `not (?:be )?${oneOf('supported', 'allowed', 'permitted', 'recogni[sz]ed', 'accepted', 'available', 'expected')}`,
  `not ${oneOf('implemented', `an? (?:valid|known|supported) ${thing}`)}`,
  `extra ${things}`,
  'deprecated',
  'no longer',
  'cannot find field',
  `must be ${oneOf('removed', 'omitted', 'unset', aboveZero)}`,
)

const wanted = oneOf('supported', 'allowed', 'permitted', 'valid', 'known', 'available', 'accepted')
const listedThings = oneOf(`${thing}s`, 'properties', 'params', 'options')

/** Lists of what a server would take, which it does not refuse. */
const listed = new RegExp(
  String.raw`,?\s*\b${oneOf(
    'expected(?: one of)?',
    'must be one of',
    'did you mean',
    'use',
    'instead of',
    `${wanted} ${listedThings}(?: are| is)?`,
  )}\b:?[^.;\n]*`,
  'giu',
)

/** Only the value 1 is taken, in the words that several services have for it. */
const range = oneOf('between', 'in', 'less', 'at', 'from', 'greater')
const onlyOne = String.raw`\b(?:only|must be|may only be)\b(?! ${range})[^.;{}\n]{0,30}?\b(?:default|1(?:\.0)?)\b`

/** Fields whose names are ordinary words of such sentences: only what is about the field itself is believed. */
const ordinary: ReadonlySet<string> = new Set(['model', 'messages', 'prompt', 'stream', 'n', 'user', 'stop', 'tools'])

/** Whether a server's text says that it does not take a field, or not the value that we give it. */
export function refuses(text: string, field: string): boolean {
  const words = text.replaceAll(listed, '')
  return patternsOf(field).some((pattern) => pattern.test(words))
}

const known = new Map<string, readonly RegExp[]>()

function patternsOf(field: string): readonly RegExp[] {
  const found = known.get(field) ?? sourcesOf(field).map((source) => new RegExp(source, 'iu'))
  known.set(field, found)
  return found
}

function sourcesOf(field: string): readonly string[] {
  const name = named(field)
  if (ordinary.has(field)) {
    const quote = '["\'`]'
    return [
      `${extraField}${close}${name}`,
      `${quote}${name}${quote} (?:is|are) ${after}`,
      `${name}${close}extra ${things}`,
    ]
  }
  const both = [`${before}${near}${name}`, `${name}${near}${after}`]
  return field === 'temperature' ? [...both, `${name}${near}${onlyOne}`, `only${near}${name} ?=? ?1\\b`] : both
}

const ratherThan = oneOf('use', 'try', 'did you mean', 'replaced by', 'renamed to', 'in favou?r of', 'superseded by')
const quoted = new RegExp(String.raw`\b${ratherThan}\s*:?\s*(?:the )?["'\x60]([a-z][\w.]*)`, 'iu')
const bare = /\b(?:use|try)\s+([a-z]+(?:_[a-z]+)+)\b/iu

/** The field that a server's text wants in the place of another; null where it names none. */
export function wantedInstead(text: string, field: string): string | null {
  for (const pattern of [quoted, bare]) {
    const [, found] = pattern.exec(text) ?? []
    if (found !== undefined && found !== field) return found
  }
  return null
}
