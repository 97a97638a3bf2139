import { mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { shareModules } from '../../../../src/cli/ab/sides/share-modules.ts'
import { makeFolder } from './folder.ts'

test('packages are links, those of the repository itself lead to the checkout’s own', async () => {
  const files = { 'package.json': '{}', 'packages/own/package.json': '{}', 'packages/own/index.js': 'there' }
  using from = makeFolder({
    ...files,
    'packages/own/index.js': 'here',
    'node_modules/one/index.js': '1',
    'node_modules/@scope/two/index.js': '2',
    'node_modules/.pnpm/three/index.js': '3',
    'node_modules/.vite/cache': '',
    'node_modules/.package-lock.json': '{}',
    'packages/own/node_modules/four/index.js': '4',
  })
  using to = makeFolder(files)
  await execa('git', ['init', '--quiet'], { cwd: to.path })
  const link = (target: string, path: string): void => symlinkSync(target, join(from.path, 'node_modules', path))
  link('../packages/own', 'own')
  link('../../packages/own', '@scope/own')
  link('.pnpm/three', 'three')
  mkdirSync(join(from.path, 'node_modules/.bin'))
  link('../one/index.js', '.bin/one')
  link('../own/index.js', '.bin/own')

  await shareModules(from.path, to.path)

  const read = (path: string): string => readFileSync(join(to.path, path), 'utf8')
  const lies = (path: string): string => realpathSync(join(to.path, path))
  expect(lies('node_modules/one')).toBe(join(from.path, 'node_modules/one'))
  expect(read('node_modules/@scope/two/index.js')).toBe('2')
  expect(read('node_modules/three/index.js')).toBe('3')
  expect(read('packages/own/node_modules/four/index.js')).toBe('4')
  expect([lies('node_modules/own'), lies('node_modules/@scope/own')]).toEqual(
    Array.from({ length: 2 }, () => join(to.path, 'packages/own')),
  )
  expect([read('node_modules/.bin/one'), read('node_modules/.bin/own')]).toEqual(['1', 'there'])
  expect(() => read('node_modules/.vite/cache')).toThrow('ENOENT')
})

test('packages of a submodule are given too', async () => {
  const files = { 'package.json': '{}', 'libs/own/package.json': '{}' }
  using from = makeFolder({ ...files, 'libs/own/node_modules/one/index.js': '1' })
  const names = '[submodule "own"]\n\tpath = libs/own\n\turl = ./own\n'
  using to = makeFolder({ ...files, '.gitmodules': names })
  const own = join(to.path, 'libs/own')
  for (const cwd of [own, to.path]) {
    // oxlint-disable-next-line no-await-in-loop -- one holds the other
    await execa('git', ['init', '--quiet'], { cwd })
    // oxlint-disable-next-line no-await-in-loop -- one holds the other
    await execa('git', ['add', '--all'], { cwd })
    // oxlint-disable-next-line no-await-in-loop -- one holds the other
    await execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '-m', 'a'], { cwd })
  }
  await shareModules(from.path, to.path)
  expect(readFileSync(join(own, 'node_modules/one/index.js'), 'utf8')).toBe('1')
})
