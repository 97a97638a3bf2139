import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

/**
 * The floors of the house, the ground first. A room is a folder of src, a folder of reporters, fixtures,
 * or a single file beside them; it imports only rooms of floors below its own, types included.
 */
const floors: readonly (readonly string[])[] = [
  ['plain-text'],
  [
    'record',
    'stats',
    'clock',
    'errors',
    'json',
    'nearest-name',
    'package-root',
    'regular-file',
    'system-error',
    'write-whole',
  ],
  ['figures', 'lock', 'read-turns', 'requirements', 'sleep-until', 'text-table', 'waiting'],
  ['option-check', 'samples', 'channel', 'machine', 'money'],
  ['owned'],
  ['intrinsic', 'metrics', 'models', 'workload', 'verdicts'],
  ['http', 'mock-server', 'objectives', 'sweeps', 'baseline'],
  ['requesters', 'servers', 'reporters/words'],
  ['block', 'engines', 'reporters/charts'],
  ['cost', 'host', 'reporters/formats'],
  ['broker'],
  ['targets', 'reporters/terminal'],
  ['quality'],
  ['plan', 'selfcheck'],
  ['checks', 'options', 'worker'],
  ['runs'],
  ['imports', 'matchers', 'reporters/collect'],
  ['vitest', 'reporters'],
  ['cli'],
  ['fixtures'],
  ['index', 'plugin'],
  ['command-bench'],
]

const files = ['src', 'fixtures', 'reporters'].flatMap((folder) =>
  globSync(`${folder}/**/*.ts`, { cwd: root }).map((path) => path.replaceAll('\\', '/')),
)

interface Source {
  readonly path: string
  readonly text: string
}

const sources: readonly Source[] = files.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** The room a file belongs to. */
function roomOf(path: string): string {
  const [folder = '', first = '', ...rest] = path.split('/')
  if (folder === 'fixtures') return folder
  if (folder === 'reporters') return rest.length === 0 ? folder : `${folder}/${first}`
  return rest.length === 0 ? first.replace(/\.ts$/u, '') : first
}

/** Paths of our own that a file imports, types included. */
function importsOf({ path, text }: Source): string[] {
  const code = text.replaceAll(/\/\*.*?\*\//gsu, '')
  const found = code.matchAll(/(?:^|[\s;])(?:from|import)\s*\(?\s*'(?<specifier>\.[^']*)'/gu)
  return [...found].map(({ groups }) => normalize(join(dirname(path), groups?.['specifier'] ?? '')))
}

function floorOf(room: string): number {
  return floors.findIndex((floor) => floor.includes(room))
}

test('every room imports only rooms of floors below its own', () => {
  process.stdout.write(`\nfloors, the ground first\n${floors.map((floor) => `  ${floor.join('  ')}`).join('\n')}\n`)
  const wrong = sources.flatMap((source) => {
    const room = roomOf(source.path)
    return importsOf(source).flatMap((path) => {
      const other = roomOf(path)
      return other === room || floorOf(other) < floorOf(room) ? [] : [`${source.path} imports ${path}`]
    })
  })
  expect(wrong).toEqual([])
})

test('every room stands on a floor, and every room of the table is there', () => {
  expect(new Set(floors.flat())).toEqual(new Set(files.map(roomOf)))
})

test('what stands on the ground without a file of ours below it imports none', () => {
  const ground = new Set(floors.slice(0, 2).flat())
  const importing = sources
    .filter(({ path }) => ground.has(roomOf(path)))
    .filter((source) => importsOf(source).some((path) => roomOf(path) !== roomOf(source.path)))
    // A message is one plain line, wherever it is made.
    .filter(({ path }) => path !== 'src/errors.ts')
  expect(importing.map(({ path }) => path)).toEqual([])
})

test('a record type is declared among the records, nowhere else', () => {
  const declared = sources
    .filter(({ path }) => roomOf(path) !== 'record')
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^(?:export )?(?:interface|type) (\w+Record)\b/gmu)].map(([, name]) => `${path}: ${name}`),
    )
  expect(declared).toEqual([])
})

test('no folder holds more than 20 files', () => {
  const folders = Map.groupBy([...files, ...globSync('test/**/*.*', { cwd: root })], (path) => dirname(path))
  const full = [...folders].filter(([, held]) => held.length > 20).map(([folder, held]) => `${folder}: ${held.length}`)
  expect(full).toEqual([])
})

test('files are small: the median below 60 lines, none above 300, no line above 120 columns', () => {
  const lengths = sources.map(({ text }) => text.split('\n').length - 1).toSorted((one, other) => one - other)
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(60)
  expect(sources.filter(({ text }) => text.split('\n').length - 1 > 300).map(({ path }) => path)).toEqual([])
  const wide = sources.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (line.length > 120 ? [`${path}:${index + 1}`] : [])),
  )
  expect(wide).toEqual([])
})

test('a comment has a subject: none begins with What', () => {
  const begun = sources.flatMap(({ path, text }) => {
    const count = [...text.matchAll(/\/\*\*\s*(?:\n\s*\* )?What\b/gu)].length
    return count === 0 ? [] : [`${path}: ${count}`]
  })
  expect(begun).toEqual([])
})
