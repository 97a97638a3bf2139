/** Keywords of a JSON schema that say nothing of the form of a value. */
const annotations =
  'title description default examples deprecated readOnly writeOnly format $schema $id $comment $defs definitions ' +
  'contentEncoding contentMediaType strict'

/** Keywords that the grammar holds an answer to. */
const held =
  'type enum const anyOf oneOf allOf $ref nullable properties required additionalProperties items prefixItems ' +
  'minItems maxItems minLength maxLength'

const known: ReadonlySet<string> = new Set(`${annotations} ${held}`.split(' '))

/** The first keyword of a schema's own level that its grammar would not hold an answer to; null for none. */
export function unheldKeyword(schema: Readonly<Record<string, unknown>>): string | null {
  for (const [keyword, value] of Object.entries(schema)) {
    if (known.has(keyword) || keyword.startsWith('x-')) continue
    // Bounds of safe integers, which generators of schemas add to every one: longer numbers are not generated.
    const bound = keyword === 'minimum' || keyword === 'maximum'
    if (bound && typeof value === 'number' && Math.abs(value) >= Number.MAX_SAFE_INTEGER) continue
    return keyword
  }
  return null
}
