import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { missing, type Schema, type SchemaDocument } from '../../scripts/schema-growth.ts'
import { packageManifest } from '../../src/package-root.ts'

const folder = new URL('../../schema/', import.meta.url)

function read(path: string): SchemaDocument {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as SchemaDocument
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
  const changed = (definition: Schema): SchemaDocument => ({
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
