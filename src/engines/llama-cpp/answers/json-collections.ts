import { isObject } from '../../../json.ts'
import type { JsonSchema } from '../../../workload/validate-answer.ts'
import { literal, repeated } from './grammar-text.ts'
import type { ValueRules } from './value-rules.ts'

/**
 * The rule of an object: its properties in their order, each that is not required may be left out. Others come last,
 * and only where the schema asks for them: models would go on adding some.
 */
export function jsonObject(rules: ValueRules, schema: JsonSchema, place: string): string {
  const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : []
  const additional = schema['additionalProperties']
  if (properties.length === 0 && (additional === undefined || additional === true)) return rules.anyObject()
  const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [])
  const { space, grammar } = rules
  const comma = `${space} "," ${space}`
  const members = properties.map(([name, value]) => ({
    text: `${literal(JSON.stringify(name))} ${space} ":" ${space} ${rules.value(value, `${place}.properties.${name}`)}`,
    required: required.has(name),
  }))
  const others =
    additional === undefined || additional === false
      ? null
      : `${rules.string()} ${space} ":" ${space} ${rules.value(additional, `${place}.additionalProperties`)}`
  // From the last member to the first: what may follow, with a comma in front or as the first of all.
  let after = others === null ? '""' : `(${comma} ${others})*`
  let first = others === null ? '""' : `(${others} (${comma} ${others})*)?`
  for (const { text, required: must } of members.toReversed()) {
    const [following, leading] = [grammar.rule(grammar.fresh(), after), first]
    after = must ? `${comma} ${text} ${following}` : `(${comma} ${text})? ${following}`
    first = must ? `${text} ${following}` : `(${text} ${following} | ${leading})`
  }
  return grammar.rule(grammar.fresh(), `"{" ${space} ${first} ${space} "}"`)
}

/** The rule of an array, with its first items in their order where the schema names them. */
export function jsonArray(rules: ValueRules, schema: JsonSchema, place: string): string {
  const { space, grammar } = rules
  const comma = `${space} "," ${space}`
  const named = Array.isArray(schema['prefixItems']) ? (schema['prefixItems'] as unknown[]) : []
  const leading = named.map((item, index) => rules.value(item, `${place}.prefixItems[${index}]`))
  const { items, minItems = 0, maxItems = null } = schema as { items?: unknown; minItems?: number; maxItems?: number }
  const more =
    items === false || (items === undefined && named.length > 0) ? null : rules.value(items ?? true, `${place}.items`)
  const list = [...leading]
  const [least, most] = [Math.max(0, minItems - named.length), maxItems === null ? null : maxItems - named.length]
  let body = list.join(` ${comma} `)
  if (more !== null && (most === null || most > 0)) {
    if (list.length > 0) body += ` ${repeated(`${comma} ${more}`, least, most)}`
    else if (least === 0) body = `(${more} ${repeated(`${comma} ${more}`, 0, most === null ? null : most - 1)})?`
    else body = `${more} ${repeated(`${comma} ${more}`, least - 1, most === null ? null : most - 1)}`
  }
  return grammar.rule(grammar.fresh(), `"[" ${space} ${body} ${space} "]"`)
}
