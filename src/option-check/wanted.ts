import { type AnySchema, alternatives } from './schema-parts.ts'
import { wordsOf } from './schema-words.ts'

/**
 * Words for what is to be given in place of a value, after "give". Of a text that reads as the number that
 * is wanted they say so: it came from a variable of the environment or a form, and looks right.
 */
export function wantedOf(schema: AnySchema, given: unknown): string {
  const words = wordsOf(schema)
  return isNumberInText(given) && alternatives(schema).some(({ type }) => type === 'number')
    ? `${words}, as a number and not as a text`
    : words
}

function isNumberInText(given: unknown): boolean {
  return typeof given === 'string' && given.trim() !== '' && Number.isFinite(Number(given))
}
