import { expect, test } from 'vitest'
import { contentProblems } from '../../scripts/package-contents.ts'

const declarations = ['dist/src/index.d.ts']
const good = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'docs/load.md',
  'schema/report.schema.json',
  'dist/THIRD-PARTY-NOTICES.md',
  'dist/src/index.js',
  'dist/src/index.d.ts',
  'dist/chunks/shared.js',
  'dist/types/shared.d.ts',
]

test('what users need', () => {
  expect(contentProblems(good, declarations)).toEqual([])
})

test.for([
  'dist/src/stats/quantile.d.ts',
  'dist/types/inner/quantile.d.ts',
  'dist/chunks/shared.d.ts',
  'dist/src/index.js.map',
  'dist/types/shared.d.ts.map',
  'dist/test/a.js',
  'src/index.ts',
  'test/a.test.ts',
  'bench/a.bench.ts',
  'scripts/build.ts',
  'docs/notes.txt',
  'tsconfig.json',
])('%s is told', (path) => {
  const problem = `the package contains ${path}, which no user needs: see scripts/package-contents.ts`
  expect(contentProblems([...good, path], declarations)).toEqual([problem])
})

test.for(['dist/THIRD-PARTY-NOTICES.md', 'dist/src/index.d.ts', 'LICENSE'])('a missing %s is told', (path) => {
  const rest = good.filter((other) => other !== path)
  expect(contentProblems(rest, declarations)).toEqual([`the package lacks ${path}`])
})

test('more files than can be meant are told', () => {
  const many = Array.from({ length: 20 }, (_, index) => `dist/types/more${index}.d.ts`)
  expect(contentProblems([...good, ...many], declarations)).toEqual([
    String.raw`the package contains 21 files like ^dist\/types\/[^/]+\.d\.ts$: at most 20 are meant`,
  ])
})
