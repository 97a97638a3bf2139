import { isObject } from '../../../json.ts'
import type { JsonSchema } from '../../../workload/validate-answer.ts'
import { GrammarText, literal, repeated } from './grammar-text.ts'
import { jsonArray, jsonObject } from './json-collections.ts'
import { unheldKeyword } from './schema-keywords.ts'
import type { ValueRules } from './value-rules.ts'

/** A schema, or a part of one, that no grammar can be made of. The message names the keyword and its place. */
export class UnheldSchema extends Error {}

/** The GBNF grammar of a JSON text that a schema describes; of any JSON object without one. */
export function jsonGrammar(schema: JsonSchema | null): string {
  const grammar = new GrammarText()
  const maker = new JsonRules(grammar, schema ?? {})
  return grammar.toString(schema === null ? maker.anyObject() : maker.value(schema, ''))
}

/** Makes the rules of the values of one schema. */
class JsonRules implements ValueRules {
  readonly grammar: GrammarText
  readonly #root: JsonSchema

  constructor(grammar: GrammarText, root: JsonSchema) {
    this.grammar = grammar
    this.#root = root
  }

  /** White space between the parts of a value: little, or a model could go on with it forever. */
  get space(): string {
    return this.grammar.rule('space', String.raw`(" " | "\n" " "{0,12})?`)
  }

  /**
   * Name or text of a rule for the values of a schema.
   * @throws UnheldSchema
   */
  value(schema: unknown, place: string): string {
    if (schema === true) return this.any()
    if (!isObject(schema)) throw new UnheldSchema(`${place === '' ? 'the schema' : place} is no schema`)
    const unheld = unheldKeyword(schema)
    if (unheld !== null) throw new UnheldSchema(`${place}${place === '' ? '' : '.'}${unheld}`)
    const described = this.#described(schema, place)
    return schema['nullable'] === true ? `(${described} | "null")` : described
  }

  /** Any value. */
  any(): string {
    const { space } = this
    const member = `${this.string()} ${space} ":" ${space} any`
    this.grammar.rule('any-object', `"{" ${space} (${member} (${space} "," ${space} ${member})*)? ${space} "}"`)
    this.grammar.rule('any-array', `"[" ${space} (any (${space} "," ${space} any)*)? ${space} "]"`)
    return this.grammar.rule('any', `any-object | any-array | ${this.string()} | ${this.number()} | ${simple}`)
  }

  anyObject(): string {
    this.any()
    return 'any-object'
  }

  string(least = 0, most: number | null = null): string {
    const character = this.grammar.rule(
      'character',
      String.raw`[^"\\\x00-\x1F\x7F] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F]{4})`,
    )
    if (least === 0 && most === null) return this.grammar.rule('string', String.raw`"\"" ${character}* "\""`)
    return String.raw`"\"" ${repeated(character, least, most)} "\""`
  }

  integer(): string {
    return this.grammar.rule('integer', '"-"? ("0" | [1-9] [0-9]{0,15})')
  }

  number(): string {
    return this.grammar.rule('number', `${this.integer()} ("." [0-9]{1,16})? ([eE] [-+]? [0-9]{1,3})?`)
  }

  #described(schema: JsonSchema, place: string): string {
    const { $ref: reference, const: constant, enum: values, type } = schema
    if (typeof reference === 'string') return this.#referred(reference, place)
    if ('const' in schema) return literal(JSON.stringify(constant))
    if (Array.isArray(values)) return oneOf(values.map((value) => literal(JSON.stringify(value))))
    const choices = schema['anyOf'] ?? schema['oneOf']
    if (Array.isArray(choices))
      return oneOf(choices.map((choice, index) => this.value(choice, `${place}.anyOf[${index}]`)))
    const all = schema['allOf']
    if (Array.isArray(all)) {
      if (all.length !== 1) throw new UnheldSchema(`${place}.allOf of several schemas`)
      return this.value(all[0], `${place}.allOf[0]`)
    }
    if (Array.isArray(type)) return oneOf(type.map((one) => this.#typed(String(one), schema, place)))
    if (typeof type === 'string') return this.#typed(type, schema, place)
    if ('properties' in schema) return jsonObject(this, schema, place)
    if ('items' in schema || 'prefixItems' in schema) return jsonArray(this, schema, place)
    return this.any()
  }

  #typed(type: string, schema: JsonSchema, place: string): string {
    switch (type) {
      case 'object':
        return jsonObject(this, schema, place)
      case 'array':
        return jsonArray(this, schema, place)
      case 'string':
        return this.string(Number(schema['minLength'] ?? 0), (schema['maxLength'] as number | undefined) ?? null)
      case 'integer':
        return this.integer()
      case 'number':
        return this.number()
      case 'boolean':
        return '("true" | "false")'
      case 'null':
        return '"null"'
      default:
        throw new UnheldSchema(`${place}.type ${JSON.stringify(type)}`)
    }
  }

  /** A rule of its own for each definition, which may contain itself. */
  #referred(reference: string, place: string): string {
    const steps = /^#(?:\/(.*))?$/.exec(reference)
    if (steps === null) throw new UnheldSchema(`${place}.$ref to another document`)
    let found: unknown = this.#root
    for (const step of steps[1]?.split('/') ?? []) {
      const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
      found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined
    }
    if (found === undefined) throw new UnheldSchema(`${place}.$ref ${JSON.stringify(reference)}, which is not there,`)
    const known = this.#references.get(reference)
    if (known !== undefined) return known
    const name = `ref-${this.#references.size + 1}`
    this.#references.set(reference, name)
    this.grammar.rule(name, this.value(found, reference))
    return name
  }

  readonly #references = new Map<string, string>()
}

const simple = '"true" | "false" | "null"'

function oneOf(parts: readonly string[]): string {
  return `(${parts.join(' | ')})`
}
