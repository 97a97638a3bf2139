import { expect, test } from 'vitest'
import { lockfileOf } from '../../../../src/cli/ab/sides/lockfile.ts'
import { makeFolder } from './folder.ts'

test('the lockfile of the nearest folder counts, and of several there that of npm', () => {
  using root = makeFolder({
    'yarn.lock': '__metadata:',
    'packages/a/package-lock.json': '{}',
    'packages/a/bun.lock': '',
    'packages/a/deep/x': '',
    'packages/b/bun.lock': '',
  })
  const found = (prefix: string): unknown => lockfileOf(root.path, prefix)
  expect(found('packages/a/deep')).toEqual({
    name: 'package-lock.json',
    folder: 'packages/a',
    manager: 'npm',
    text: '{}',
  })
  expect(found('packages/b')).toMatchObject({ name: 'bun.lock', manager: null })
  expect(found('packages')).toMatchObject({ name: 'yarn.lock', folder: '', manager: 'yarn' })
  expect(found('')).toMatchObject({ name: 'yarn.lock' })
})

test('null where there is none', () => {
  using root = makeFolder({ 'a/b': '' })
  expect(lockfileOf(root.path, 'a')).toBeNull()
})
