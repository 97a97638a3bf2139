import type { GenericSchema } from 'valibot'

/** A step of a pipe: a schema, or a condition on its value. */
export interface Asked {
  readonly type: string
  readonly requirement?: unknown
  /** Steps of a schema that is a pipe itself. */
  readonly pipe?: readonly Asked[]
}

/** A schema of valibot with the fields that any of those may have which options are made of. */
export interface AnySchema extends GenericSchema {
  /** Schema inside `optional`, `nullable` and their like. */
  readonly wrapped?: AnySchema
  /** Schemas of a `union`, values of a `picklist`. */
  readonly options?: readonly unknown[]
  /** Schemas of an object's fields. */
  readonly entries?: Readonly<Record<string, AnySchema>>
  /** Schema of each value of a record. */
  readonly value?: AnySchema
  /** Schema of each item of an array. */
  readonly item?: AnySchema
  /** Value of a `literal`. */
  readonly literal?: unknown
  /** The schema itself, then the conditions on its value. */
  readonly pipe?: readonly Asked[]
}

/** Schemas that a schema leaves the choice between: the wrapped one, or each of a union; none for any other. */
export function choicesOf({ type, wrapped, options = [] }: AnySchema): readonly AnySchema[] {
  if (wrapped !== undefined) return [wrapped]
  return type === 'union' ? (options as readonly AnySchema[]) : []
}

/** The schemas a value may be checked by in the end. */
export function alternatives(schema: AnySchema): readonly AnySchema[] {
  const choices = choicesOf(schema)
  return choices.length === 0 ? [schema] : choices.flatMap(alternatives)
}

/** Every schema on the way along a path, the outermost first; those of the path's end last. */
export function schemasAlong(schema: AnySchema, path: readonly PropertyKey[]): readonly (readonly AnySchema[])[] {
  const along = [[schema] as readonly AnySchema[]]
  for (const key of path) {
    const last: readonly AnySchema[] = along.at(-1) ?? []
    along.push(last.flatMap(alternatives).flatMap((each) => partOf(each, key) ?? []))
  }
  return along
}

function partOf({ entries, value, item }: AnySchema, key: PropertyKey): AnySchema | undefined {
  if (entries !== undefined) return Object.hasOwn(entries, key) ? entries[String(key)] : undefined
  return value ?? item
}
