import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isGone, isOwner, lifeOf, type Owner, thisOwner } from '../../src/owned/owner.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'owner-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

test('a process is alive to itself, and gone once it has ended', async () => {
  const own = thisOwner(null)
  expect(lifeOf(own)).toBe('alive')
  expect(await isGone(own)).toBe(false)
  const ended = { ...own, pid: await endedPid() }
  expect(lifeOf(ended)).toBe('gone')
  expect(await isGone(ended)).toBe(true)
})

test.runIf(process.platform === 'linux')('a pid that was given to another process since is not its owner', () => {
  const earlier: Owner = { ...thisOwner(null), began: '1' }
  expect(lifeOf(earlier)).toBe('gone')
})

test.runIf(process.platform !== 'win32')('of an owner elsewhere only its door tells', async () => {
  const door = join(folder, 'door.sock')
  const elsewhere: Owner = { place: 'another', pid: 1, began: '1', door }
  expect(lifeOf(elsewhere)).toBe('elsewhere')
  // Nobody knows whether it is there to be seen from here.
  expect(await isGone(elsewhere)).toBe(false)
  expect(await isGone({ ...elsewhere, door: null })).toBe(false)
  const program = `require('net').createServer().listen(${JSON.stringify(door)}, () => console.log('open'))`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  expect(await isGone(elsewhere)).toBe(false)
  child.kill('SIGSTOP')
  expect(await isGone(elsewhere)).toBe(false)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await isGone(elsewhere)).toBe(true)
})

test('no answer but a refusal means that an owner is gone', async () => {
  const listening = createServer()
  listening.listen(process.platform === 'win32' ? String.raw`\\.\pipe\owner-test` : join(folder, 'a.sock'))
  await once(listening, 'listening')
  expect(await isGone({ place: 'x', pid: 1, began: null, door: join(folder, 'no-folder', 'a.sock') })).toBe(false)
  expect(await isGone({ place: 'x', pid: 1, began: null, door: folder })).toBe(process.platform !== 'win32')
  listening.close()
})

test.for([
  null,
  'x',
  { place: 1, pid: 1, began: null, door: null },
  { place: 'x', pid: 0, began: null, door: null },
  { place: 'x', pid: 1, began: 3, door: null },
  { place: 'x', pid: 1, began: null },
])('what is damaged is no owner: %j', (value) => {
  expect(isOwner(value)).toBe(false)
})
