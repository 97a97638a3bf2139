import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isInstalled } from '../../../../src/cli/ab/sides/installed.ts'
import { lockfileOf } from '../../../../src/cli/ab/sides/lockfile.ts'
import { type Folder, makeFolder } from './folder.ts'

function isUpToDate({ path }: Folder): boolean {
  const lockfile = lockfileOf(path, '')
  if (lockfile === null) throw new Error('no lockfile')
  return isInstalled(path, lockfile)
}

const packages = (entries: object): string => JSON.stringify({ packages: { '': {}, ...entries } })
const one = { 'node_modules/one': { version: '1.0.0', resolved: 'a', integrity: 'x' } }

test('npm’s list of what it installed is held against the lockfile', () => {
  using root = makeFolder({ 'package-lock.json': packages(one) })
  expect(isUpToDate(root)).toBe(false)
  root.write({ 'node_modules/.package-lock.json': packages(one) })
  expect(isUpToDate(root)).toBe(true)
  root.write({ 'package-lock.json': packages({ ...one, 'node_modules/two': { version: '1.0.0' } }) })
  expect(isUpToDate(root)).toBe(false)
  // What is made for another system was left out.
  root.write({ 'package-lock.json': packages({ ...one, 'node_modules/two': { version: '1.0.0', optional: true } }) })
  expect(isUpToDate(root)).toBe(true)
  root.write({ 'package-lock.json': packages({ 'node_modules/one': { version: '1.0.1' } }) })
  expect(isUpToDate(root)).toBe(false)
})

test('packages that no manager left a word about are taken as they are', () => {
  using root = makeFolder({ 'package-lock.json': packages(one), 'node_modules/one/package.json': '{}' })
  expect(isUpToDate(root)).toBe(true)
})

test('of pnpm its copy of the lockfile counts, else the time; of Yarn the time', () => {
  using pnpm = makeFolder({ 'pnpm-lock.yaml': 'a: 1', 'node_modules/.modules.yaml': '' })
  const old = (folder: Folder, name: string): void => utimesSync(join(folder.path, 'node_modules', name), 1, 1)
  expect(isUpToDate(pnpm)).toBe(true)
  old(pnpm, '.modules.yaml')
  expect(isUpToDate(pnpm)).toBe(false)
  pnpm.write({ 'node_modules/.pnpm/lock.yaml': 'a: 1' })
  expect(isUpToDate(pnpm)).toBe(true)
  using yarn = makeFolder({ 'yarn.lock': '', 'node_modules/.yarn-integrity': '' })
  expect(isUpToDate(yarn)).toBe(true)
  old(yarn, '.yarn-integrity')
  expect(isUpToDate(yarn)).toBe(false)
})
