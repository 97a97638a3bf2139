import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { whileLocked } from '../../src/owned/file-lock.ts'
import { type Owner, thisOwner } from '../../src/owned/owner.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-lock-test-'))
  path = join(folder, 'sub', 'main.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const source = fileURLToPath(new URL('../../src/owned/file-lock.ts', import.meta.url))

/** A process that does something with the lock, and its exit code. */
async function runLocked(body: string): Promise<number | null> {
  const program = `
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { whileLocked } from ${JSON.stringify(source)}
const path = ${JSON.stringify(path)}
const count = () => (existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0)
${body}`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], { stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

function leftBy(owner: Owner): void {
  whileLocked(path, () => {})
  writeFileSync(`${path}.lock`, JSON.stringify(owner))
}

async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

test('of many processes each finds what the one before it wrote', async () => {
  const add = `for (let time = 0; time < 20; time++) whileLocked(path, () => writeFileSync(path, String(count() + 1)))`
  const codes = await Promise.all(Array.from({ length: 6 }, async () => await runLocked(add)))
  expect(codes).toEqual([0, 0, 0, 0, 0, 0])
  expect(readFileSync(path, 'utf8')).toBe('120')
  expect(readdirSync(join(path, '..'))).toEqual(['main.json'])
})

test('the lock of a process that was killed in its work is taken over, by several at once too', async () => {
  expect(await runLocked(`whileLocked(path, () => process.kill(process.pid, 'SIGKILL'))`)).toBeNull()
  expect(readdirSync(join(path, '..'))).toEqual(['main.json.lock'])
  const add = `whileLocked(path, () => writeFileSync(path, String(count() + 1)))`
  expect(await Promise.all(Array.from({ length: 5 }, async () => await runLocked(add)))).toEqual([0, 0, 0, 0, 0])
  expect(readFileSync(path, 'utf8')).toBe('5')
  expect(readdirSync(join(path, '..'))).toEqual(['main.json'])
})

test('one that was killed while it took a lock over is in nobody’s way', async () => {
  const gone = { ...thisOwner(null), pid: await endedPid() }
  leftBy(gone)
  writeFileSync(`${path}.lock.left`, JSON.stringify(gone))
  expect(whileLocked(path, () => 'done')).toBe('done')
  expect(readdirSync(join(path, '..'))).toEqual([])
})

test.for([
  ['of a process that lives', JSON.stringify(thisOwner(null))],
  ['of another place', JSON.stringify({ ...thisOwner(null), place: 'a container', pid: 1 })],
  ['that cannot be read', ''],
] as const)('a lock %s is waited for, and not removed', ([, text]) => {
  whileLocked(path, () => {})
  writeFileSync(`${path}.lock`, text)
  expect(() => whileLocked(path, () => {}, 100)).toThrow(
    `${path} is being written by another process, which holds ${path}.lock: run again, or delete that file where none is`,
  )
  expect(readFileSync(`${path}.lock`, 'utf8')).toBe(text)
})

test('work that fails lets the lock go', () => {
  expect(() =>
    whileLocked(path, () => {
      throw new TypeError('mine')
    }),
  ).toThrow('mine')
  expect(readdirSync(join(path, '..'))).toEqual([])
})
