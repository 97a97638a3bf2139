import { getDescription } from 'valibot'
import { type AnySchema, type Asked, choicesOf } from './schema-parts.ts'
import { property, shown } from './shown.ts'

/** Conditions on a value by kind: `gt_value` of 0. */
type Bounds = ReadonlyMap<string, string>

/**
 * Words for the values that a schema allows, to be read after "give": its description where it has one,
 * else words of its kind and bounds.
 */
export function wordsOf(schema: AnySchema): string {
  const different = [...new Set(choiceWords(schema))]
  const last = different.pop() ?? ''
  return different.length === 0 ? last : `${different.join(', ')} or ${last}`
}

function choiceWords(schema: AnySchema): readonly string[] {
  const described = getDescription(schema)
  if (described !== undefined) return [described]
  if (schema.type === 'boolean') return ['true', 'false']
  if (schema.type === 'picklist') return (schema.options ?? []).map(shown)
  const choices = choicesOf(schema)
  if (choices.length > 0) return choices.flatMap(choiceWords)
  return [words[schema.type]?.(schema) ?? 'something else']
}

/** Words by the kind of schema, for each that leaves no choice. */
const words: Readonly<Record<string, (schema: AnySchema) => string>> = {
  literal: ({ literal }) => shown(literal),
  string: textWords,
  number: numberWords,
  function: () => 'a function',
  array: ({ item }) => (item === undefined ? 'a list' : `a list, each ${wordsOf(item)}`),
  record: ({ value }) => (value === undefined ? 'an object' : `an object of names, each with ${wordsOf(value)}`),
  object: objectWords,
  strict_object: objectWords,
}

function textWords(schema: AnySchema): string {
  const bounds = boundsOf(schema)
  if (bounds.has('url')) return 'a URL'
  return bounds.has('min_length') || bounds.has('non_empty') ? 'a text that is not empty' : 'a text'
}

function numberWords(schema: AnySchema): string {
  const bounds = boundsOf(schema)
  const [least, above, most, below] = ['min_value', 'gt_value', 'max_value', 'lt_value'].map((kind) => bounds.get(kind))
  const kind = bounds.has('integer') ? 'a whole number' : 'a number'
  if (least !== undefined && most !== undefined) return `${kind} from ${least} to ${most}`
  const ends = [
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(least === undefined ? [] : [`of at least ${least}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
    ...(most === undefined ? [] : [`of at most ${most}`]),
  ]
  if (ends.length === 0) return bounds.has('finite') ? 'a finite number' : kind
  return `${kind} ${ends.join(' and ')}`
}

function objectWords({ entries = {} }: AnySchema): string {
  return `{ ${Object.keys(entries).map(property).join(', ')} }`
}

function boundsOf(schema: AnySchema): Bounds {
  return new Map(asked(schema).map(({ type, requirement }) => [type, shown(requirement)]))
}

/** Steps of a pipe and of those inside it: a schema that was extended is the first of another pipe. */
function asked({ pipe = [] }: Pick<AnySchema, 'pipe'>): readonly Asked[] {
  return pipe.flatMap((step) => [step, ...asked(step)])
}
