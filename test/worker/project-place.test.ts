import { expect, test } from 'vitest'
import { blobLabel, filePath, projectName } from '../../src/worker/project-place.ts'

test.each([
  ['web (bench)', true, 'web'],
  ['bench', true, ''],
  ['web (chromium) (bench)', true, 'web (chromium)'],
  ['bench', false, 'bench'],
  ['old (bench)', false, 'old (bench)'],
  ['', false, ''],
])('project %j, of benches %j, is %j', (name, benches, expected) => {
  expect(projectName(name, benches)).toBe(expected)
})

test('the label of a blob is told where there is one', () => {
  expect(blobLabel({ __vitest_label__: 'linux' })).toBe('linux')
  expect(blobLabel({})).toBeNull()
  expect(blobLabel({ __vitest_label__: 3 })).toBeNull()
})

test('a file is named from the root of the execution', () => {
  expect(filePath('/work', '/work/packages/a/x.bench.ts')).toBe('packages/a/x.bench.ts')
})
