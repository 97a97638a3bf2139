import type { GenericSchema } from 'valibot'

/** A step of a pipe: a schema, or what is asked of its value. */
export interface Asked {
  readonly type: string
  readonly requirement?: unknown
  /** Of a schema that is a pipe itself. */
  readonly pipe?: readonly Asked[]
}

/** What schemas of valibot hold beside their type, as far as options are made of them. */
export interface AnySchema extends GenericSchema {
  /** Of `optional`, `nullable` and their like. */
  readonly wrapped?: AnySchema
  /** Of `union`: schemas; of `picklist`: values. */
  readonly options?: readonly unknown[]
  /** Of an object. */
  readonly entries?: Readonly<Record<string, AnySchema>>
  /** Of a record: what each name has. */
  readonly value?: AnySchema
  /** Of an array. */
  readonly item?: AnySchema
  /** Of `literal`. */
  readonly literal?: unknown
  /** The schema itself, then what is asked of its value. */
  readonly pipe?: readonly Asked[]
}

/** What a schema leaves the choice between: what is wrapped ("or left out"), each of a union; nothing for another. */
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
