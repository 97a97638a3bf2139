import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packageManifest } from '../../src/package-root.ts'

/** What of JSON Schema the generator writes. */
interface Schema {
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

interface Document extends Schema {
  readonly definitions: Readonly<Record<string, Schema>>
}

const folder = new URL('../../schema/', import.meta.url)

function read(path: string): Document {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as Document
}

function versionOf(file: string): number[] {
  return file
    .replaceAll(/[^\d.]/gu, '')
    .split('.')
    .filter(Boolean)
    .map(Number)
}

const copies = readdirSync(new URL('versions/', folder)).toSorted((one, other) => {
  const [a, b] = [versionOf(one), versionOf(other)]
  const at = a.findIndex((part, index) => part !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
})

/** What each path of a document may hold: its types, and the names of objects' fields. */
function pathsOf(document: Document): Map<string, Set<string>> {
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
function missing(older: Document, newer: Document): string[] {
  const now = pathsOf(newer)
  return [...pathsOf(older)].flatMap(([path, types]) => {
    const known = now.get(path)
    if (known === undefined) return [`${path} is gone`]
    return [...types].filter((type) => !known.has(type)).map((type) => `${path} is no longer ${type}`)
  })
}

test('the version of this package has its copy', () => {
  expect(copies).toContain(`report-${packageManifest().version}.schema.json`)
})

test('the newest copy is of fields that are all there still, under their names and with their types', () => {
  expect(missing(read(`versions/${copies.at(-1) ?? ''}`), read('report.schema.json'))).toEqual([])
})

test('a renamed field, a lost type and a field that need not be there any more are found', () => {
  const document = read('report.schema.json')
  const run = document.definitions['RunRecord']
  if (run?.properties === undefined) throw new Error('there is no RunRecord')
  const { project, ...others } = run.properties
  const changed = (definition: Schema): Document => ({
    ...document,
    definitions: { ...document.definitions, RunRecord: definition },
  })
  const renamed = changed({ ...run, properties: { ...others, vitestProject: project ?? {} } })
  expect(missing(document, renamed)).toContain('.runs[].project is gone')
  const retyped = changed({ ...run, properties: { ...run.properties, project: { type: 'number' } } })
  expect(missing(document, retyped)).toEqual(['.runs[].project is no longer string'])
  const optional = changed({ ...run, required: run.required?.filter((name) => name !== 'project') ?? [] })
  expect(missing(document, optional)).toEqual(['.runs[] is no longer always project'])
  const grown = changed({ ...run, properties: { ...run.properties, more: { type: 'string' } } })
  expect(missing(document, grown)).toEqual([])
})
