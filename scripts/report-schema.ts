/**
 * Writes schema/report.schema.json from the `Report` interface, its doc comments as descriptions. A copy
 * of this version of the package is kept under schema/versions, and may only grow: what would take a field
 * or a type of it away is refused. With `--check` nothing is written, and the exit code is 1 when the file
 * or the copy is out of date.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createGenerator } from 'ts-json-schema-generator'
import { missing, type SchemaDocument } from './schema-growth.ts'

const root = resolve(import.meta.dirname, '..')
const path = join(root, 'schema', 'report.schema.json')

/** Fields may be added to any object, so readers of an older schema accept a newer report. */
const schema = createGenerator({
  path: join(root, 'src', 'record', 'report.ts'),
  tsconfig: join(root, 'tsconfig.json'),
  type: 'Report',
  expose: 'export',
  topRef: true,
  jsDoc: 'extended',
  sortProps: true,
  skipTypeCheck: true,
  additionalProperties: true,
}).createSchema('Report')

const definitions = Object.fromEntries(
  Object.entries(schema.definitions ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)),
)
const text = `${JSON.stringify({ title: 'report.json of vitest-llm-bench', ...schema, definitions }, null, 2)}\n`

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const copy = join(root, 'schema', 'versions', `report-${version}.schema.json`)

const lost = existsSync(copy)
  ? missing(JSON.parse(readFileSync(copy, 'utf8')) as SchemaDocument, JSON.parse(text) as SchemaDocument)
  : []
for (const line of lost) process.stderr.write(`${line}: fields of a version keep their names and types\n`)

if (lost.length > 0) {
  process.exitCode = 1
} else if (!process.argv.includes('--check')) {
  writeFileSync(path, text)
  mkdirSync(dirname(copy), { recursive: true })
  writeFileSync(copy, text)
} else if (![path, copy].every((file) => existsSync(file) && readFileSync(file, 'utf8') === text)) {
  process.stderr.write('schema/report.schema.json or its copy of this version is out of date: run npm run schema\n')
  process.exitCode = 1
}
