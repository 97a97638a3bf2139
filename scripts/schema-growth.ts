/** What of JSON Schema the generator writes. */
export interface Schema {
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
}

export interface SchemaDocument extends Schema {
  readonly definitions: Readonly<Record<string, Schema>>
}

/** What each path of a document may hold: its types, and the names of objects' fields. */
function pathsOf(document: SchemaDocument): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const walk = (schema: Schema, path: string, above: readonly string[]): void => {
    if (schema.$ref !== undefined) {
      const name = decodeURIComponent(schema.$ref.split('/').at(-1) ?? '')
      const target = document.definitions[name]
      if (target === undefined) throw new Error(`${path}: ${schema.$ref} is nowhere`)
      if (!above.includes(name)) walk(target, path, [...above, name])
      return
    }
    for (const option of schema.anyOf ?? []) walk(option, path, above)
    const types = found.get(path) ?? new Set()
    found.set(path, types)
    for (const type of [schema.type ?? []].flat()) types.add(type)
    for (const value of [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const])]) {
      types.add(JSON.stringify(value))
    }
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (schema.required?.includes(name) === true) types.add(`always ${name}`)
      walk(property, `${path}.${name}`, above)
    }
    if (schema.items !== undefined) walk(schema.items, `${path}[]`, above)
    if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties, `${path}.*`, above)
  }
  walk(document, '', [])
  return found
}

/** What a reader of the older document would miss in the newer one. */
export function missing(older: SchemaDocument, newer: SchemaDocument): string[] {
  const now = pathsOf(newer)
  return [...pathsOf(older)].flatMap(([path, types]) => {
    const known = now.get(path)
    if (known === undefined) return [`${path} is gone`]
    return [...types].filter((type) => !known.has(type)).map((type) => `${path} is no longer ${type}`)
  })
}
