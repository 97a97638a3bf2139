import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const ending = '.test.ts'

/** Rooms of tests that are about no single source: whole Vitest processes, and what is beside the package. */
const free: ReadonlySet<string> = new Set(['docs', 'real', 'wiring', 'support', 'types', 'scripts'])
/** Tests of the whole project. */
const whole: ReadonlySet<string> = new Set(['floors', 'mirror', 'package'])
/** Folders of sources that stand beside `src`, and are mirrored under their own name. */
const beside: ReadonlySet<string> = new Set(['bench', 'fixtures', 'reporters'])
const mostFiles = 20

const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((path) =>
  statSync(join(root, 'test', path)).isFile(),
)

/** The file or folder that a test is named after; null where there is none. */
function sourceOf(name: string): string | null {
  const path = beside.has(roomOf(name)) ? name : `src/${name}`
  return [`${path}.ts`, path].find((source) => existsSync(join(root, source))) ?? null
}

function roomOf(name: string): string {
  return name.split('/')[0] ?? ''
}

test('every test is named after a source file or a folder of them', () => {
  const named = files
    .filter((path) => path.endsWith(ending))
    .map((path) => path.slice(0, -ending.length).replaceAll('\\', '/'))
    .filter((name) => !free.has(roomOf(name)) && !whole.has(name))
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter((name) => sourceOf(name) === null)).toEqual([])
})

test('no folder of tests holds more than twenty files', () => {
  const counts = Map.groupBy(files, (path) => join('test', path, '..'))
  const full = [...counts].filter(([, inside]) => inside.length > mostFiles)
  expect(full.map(([folder, inside]) => `${folder}: ${inside.length}`)).toEqual([])
})
