import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bundleDeclarations, declaredEntries } from '../../scripts/declarations.ts'

const folder = mkdtempSync(join(tmpdir(), 'llm-bench-declarations-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    type: 'module',
    sideEffects: false,
    exports: {
      '.': { types: './dist/src/index.d.ts', default: './dist/src/index.js' },
      './plugin': { types: './dist/src/plugin.d.ts', default: './dist/src/plugin.js' },
      './schema.json': './schema.json',
    },
  }),
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "isolatedDeclarations": true } }',
  'src/index.ts': `import './matcher.ts'\nexport type { Shared } from './shared.ts'\nexport { unused as used } from './inner.ts'\n`,
  'src/plugin.ts': `import type { Plugin } from 'vitest/config'\nimport type { Shared } from './shared.ts'\n/** Makes it. */\nexport function plugin(shared: Shared): Plugin {\n  return { name: shared.name }\n}\n`,
  'src/shared.ts': `/** Of both. */\nexport interface Shared {\n  /** Its name. */\n  readonly name: string\n}\n`,
  'src/inner.ts': `/** Kept. */\nexport const unused: number = 1\nexport const dropped: string = ''\n`,
  'src/matcher.ts': `import type {} from 'vitest'\ndeclare module 'vitest' {\n  interface Matchers {\n    /** Claims it. */\n    toBeQuick(): void\n  }\n}\n`,
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

test('entries are what package.json exports with types', () => {
  expect(declaredEntries(folder)).toEqual([
    { name: '.', types: 'dist/src/index.d.ts', code: 'dist/src/index.js' },
    { name: './plugin', types: 'dist/src/plugin.d.ts', code: 'dist/src/plugin.js' },
  ])
})

test('entries share files; comments and augmentations stay, inner declarations do not', async () => {
  const target = join(folder, 'dist')
  await bundleDeclarations(folder, declaredEntries(folder), target)
  const paths = readdirSync(target, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('.'))
  const shared = paths.filter((path) => path.startsWith('types'))
  expect(shared).not.toHaveLength(0)
  expect(paths.filter((path) => !path.startsWith('types')).toSorted()).toEqual([
    join('src', 'index.d.ts'),
    join('src', 'plugin.d.ts'),
  ])
  const text = paths.map((path) => readFileSync(join(target, path), 'utf8')).join('\n')
  expect(text.match(/interface Shared/g)).toHaveLength(1)
  expect(text).toContain('Makes it.')
  expect(text).toContain('Its name.')
  expect(text).toMatch(/declare module ["']vitest["']/)
  expect(text).toContain('Claims it.')
  expect(text).toMatch(/from ["']vitest\/config["']/)
  expect(text).not.toContain('dropped')
})

test('an entry by itself is one file', async () => {
  const target = join(folder, 'alone')
  await bundleDeclarations(folder, declaredEntries(folder).slice(1), target)
  const names = readdirSync(target, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('.'))
  expect(names).toEqual([join('src', 'plugin.d.ts')])
  expect(readFileSync(join(target, 'src/plugin.d.ts'), 'utf8')).toContain('Of both.')
})
