import { expect, test } from 'vitest'
import { exampleProblems } from '../../../scripts/examples/example-problems.ts'

const ours = {
  version: '1.2.3',
  peerDependencies: { vitest: '^5.1.0' },
  devDependencies: { vitest: '^5.1.1', typescript: '^7.0.2' },
}
const readme = Array.from({ length: 12 }, (_, line) => `line ${line}`).join('\n')
const packages = (asked: Readonly<Record<string, string>>): string => JSON.stringify({ devDependencies: asked })
const good = packages({ vitest: '^5.1.0', typescript: '^7.0.2', 'vitest-llm-bench': '^1.2.3' })

test('a whole example has no problem', () => {
  expect(exampleProblems({ readme, manifest: good, tsconfig: '{}' }, ours)).toEqual([])
})

test('what is missing is named', () => {
  expect(exampleProblems({ readme: null, manifest: null, tsconfig: null }, ours)).toEqual([
    'has no README.md',
    'has no package.json',
    'has no tsconfig.json',
  ])
})

test('a README is a page of some lines', () => {
  expect(exampleProblems({ readme: 'short\n', manifest: good, tsconfig: '{}' }, ours)).toEqual([
    'README.md has 1 lines: 10 to 25 are meant',
  ])
})

test('other versions, and packages that this one does not have, are refused', () => {
  const manifest = packages({ vitest: '^4.0.0', leftpad: '^1.0.0' })
  expect(exampleProblems({ readme, manifest, tsconfig: '{}' }, ours)).toEqual([
    'package.json lacks vitest-llm-bench: "^1.2.3"',
    'package.json asks for vitest ^4.0.0: ^5.1.0 is meant',
    'package.json asks for leftpad ^1.0.0: no is meant',
  ])
})
