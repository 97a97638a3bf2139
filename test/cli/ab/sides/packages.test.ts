import { chmodSync, existsSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { execa } from 'execa'
import { afterEach, expect, test } from 'vitest'
import type { PackageSource } from '../../../../src/cli/ab/sides/packages.ts'
import { givePackages, ownSource } from '../../../../src/cli/ab/sides/packages.ts'
import { type Folder, makeFolder } from './folder.ts'

const path = process.env['PATH'] ?? ''

afterEach(() => {
  process.env['PATH'] = path
})

const told: string[] = []

/** Gives a checkout its packages as a side that is called "v2". */
async function give(checkout: Folder, sources: readonly PackageSource[], prefix = ''): Promise<PackageSource> {
  await execa('git', ['init', '--quiet'], { cwd: checkout.path })
  told.length = 0
  const stop = new AbortController().signal
  const tell = (text: string): void => void told.push(text)
  return await givePackages({ root: checkout.path, prefix, revision: 'v2', stop, tell }, sources)
}

/** A project that asks for a package in its own folder, which npm installs without a network. */
function npmProject(version: string): Record<string, string> {
  const manifest = { name: 'project', version: '1.0.0', dependencies: { one: 'file:vendor/one' } }
  const packages = {
    '': manifest,
    'vendor/one': { version },
    'node_modules/one': { resolved: 'vendor/one', link: true },
  }
  return {
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify({ ...manifest, lockfileVersion: 3, requires: true, packages }),
    'vendor/one/package.json': JSON.stringify({ name: 'one', version }),
  }
}

/** Puts a program of that name before all others, which writes down its arguments and makes node_modules. */
function standIn(folder: Folder, name: string, exitCode = 0): void {
  const mark = `require('node:fs').writeFileSync('called.json', JSON.stringify(process.argv.slice(2)))`
  folder.write({
    [`bin/${name}`]: `#!/usr/bin/env node\n${mark}\nconsole.error('it said no')\nprocess.exitCode = ${exitCode}\n`,
  })
  chmodSync(join(folder.path, 'bin', name), 0o755)
  process.env['PATH'] = `${join(folder.path, 'bin')}${delimiter}${path}`
}

test('where the lockfile is the installed one its packages are used, without an installation', async () => {
  using here = makeFolder({ ...npmProject('1.0.0'), 'node_modules/two/index.js': '' })
  using there = makeFolder(npmProject('1.0.0'))
  const own = ownSource(here.path, '')
  expect(own).not.toBeNull()
  await give(there, own === null ? [] : [own])
  expect(told).toEqual([])
  expect(realpathSync(join(there.path, 'node_modules/two'))).toBe(join(here.path, 'node_modules/two'))
})

test('npm installs what another lockfile says, and a side with the same one shares it', async () => {
  using here = makeFolder({ ...npmProject('1.0.0'), 'node_modules/two/index.js': '' })
  using there = makeFolder(npmProject('2.0.0'))
  const own = ownSource(here.path, '')
  const source = await give(there, own === null ? [] : [own])
  expect(told).toEqual(['installing the packages of v2 by its package-lock.json'])
  expect(realpathSync(join(there.path, 'node_modules/one'))).toBe(join(there.path, 'vendor/one'))
  expect(existsSync(join(there.path, 'node_modules/two'))).toBe(false)
  using other = makeFolder(npmProject('2.0.0'))
  await give(other, [source])
  expect(told).toEqual([])
  expect(realpathSync(join(other.path, 'node_modules/one'))).toBe(join(other.path, 'vendor/one'))
})

test('a lockfile that does not fit its package.json makes the revision unusable, in one line', async () => {
  using there = makeFolder({ ...npmProject('1.0.0'), 'package.json': '{ "dependencies": { "gone": "1.0.0" } }' })
  const error = await give(there, []).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'revision-unusable' })
  expect(String(error)).toMatch(/npm ci --no-audit --no-fund failed for v2 \(exit code 1\): .+$/u)
})

test.each([
  ['pnpm-lock.yaml', 'lockfileVersion: 9', 'pnpm', ['install', '--frozen-lockfile']],
  ['yarn.lock', '# yarn lockfile v1', 'yarn', ['install', '--frozen-lockfile']],
  ['yarn.lock', '__metadata:\n  version: 8', 'yarn', ['install', '--immutable']],
] as const)('%s (%s) is installed by %s', async (name, text, manager, args) => {
  using there = makeFolder({ 'package.json': '{}', [`web/${name}`]: text, 'web/package.json': '{}' })
  standIn(there, manager)
  await give(there, [], 'web')
  expect(existsSync(join(there.path, 'web/called.json'))).toBe(true)
  expect(JSON.parse((await execa('cat', [join(there.path, 'web/called.json')])).stdout)).toEqual(args)
  standIn(there, manager, 3)
  await expect(give(there, [], 'web')).rejects.toThrow(
    `${manager} ${args.join(' ')} failed for v2 (exit code 3): it said no`,
  )
})

test('another manager is refused, one that is missing named, and nothing is guessed without a lockfile', async () => {
  using bun = makeFolder({ 'package.json': '{}', 'bun.lock': '{}' })
  await expect(give(bun, [])).rejects.toThrow(
    'v2 has other packages by its bun.lock, and only npm, pnpm and yarn install them here',
  )
  using here = makeFolder({ 'package.json': '{ "dependencies": { "one": "1" } }', 'node_modules/one/index.js': '' })
  using same = makeFolder({ 'package.json': '{ "name": "v2", "dependencies": { "one": "1" } }' })
  using other = makeFolder({ 'package.json': '{ "dependencies": { "one": "2" } }' })
  const own = [{ root: here.path, lockfile: null }]
  await give(same, own)
  expect(existsSync(join(same.path, 'node_modules/one/index.js'))).toBe(true)
  await expect(give(other, own)).rejects.toThrow('v2 asks for other packages, and has no lockfile that says which')
  using pnpm = makeFolder({ 'package.json': '{}', 'pnpm-lock.yaml': '' })
  const { stdout } = await execa('which', ['git'])
  using only = makeFolder()
  await execa('ln', ['-s', stdout, join(only.path, 'git')])
  process.env['PATH'] = only.path
  await expect(give(pnpm, [])).rejects.toThrow('there is no pnpm on the PATH: install it')
})
