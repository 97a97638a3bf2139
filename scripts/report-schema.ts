/**
 * Writes schema/report.schema.json from the `Report` interface, its doc comments as descriptions. The
 * first time a version of the package is seen, a copy is kept under schema/versions: what was published
 * may grow, and never changes. With `--check` nothing is written, and the exit code is 1 when the file
 * is out of date or the version has no copy.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createGenerator } from 'ts-json-schema-generator'

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

if (!process.argv.includes('--check')) {
  writeFileSync(path, text)
  mkdirSync(dirname(copy), { recursive: true })
  if (!existsSync(copy)) writeFileSync(copy, text)
} else if (!existsSync(path) || readFileSync(path, 'utf8') !== text || !existsSync(copy)) {
  process.stderr.write('schema/report.schema.json or its copy of this version is out of date: run npm run schema\n')
  process.exitCode = 1
}
