import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { whileLockedLong } from '../../src/owned/long-lock.ts'
import { temporaryFolder } from '../models/temporary-folder.ts'

test('one works at a time, the others wait and say so', async () => {
  await using folder = await temporaryFolder()
  const lock = join(folder.path, 'a', 'lock')
  const order: string[] = []
  const onWait = vi.fn<() => void>()
  const work = async (name: string): Promise<string> =>
    await whileLockedLong(
      lock,
      async () => {
        order.push(`${name} begins`)
        await pause(300)
        order.push(`${name} ends`)
        return name
      },
      { onWait },
    )
  expect(await Promise.all([work('one'), work('two')])).toEqual(['one', 'two'])
  expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
  expect(onWait).toHaveBeenCalled()
  expect(existsSync(lock)).toBe(false)
})

test('the lock of a process that was killed is taken over at once', async () => {
  await using folder = await temporaryFolder()
  const lock = join(folder.path, 'lock')
  const module = new URL('../../src/owned/long-lock.ts', import.meta.url).href
  const script = `import { whileLockedLong } from ${JSON.stringify(module)}
await whileLockedLong(${JSON.stringify(lock)}, async () => { process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}) })`
  const holder = spawn(process.execPath, ['--input-type=module-typescript', '--no-warnings', '-e', script])
  await once(holder, 'exit')
  expect(existsSync(lock)).toBe(true)
  const onWait = vi.fn<() => void>()
  expect(await whileLockedLong(lock, async () => await pause(1, 'done'), { onWait })).toBe('done')
  expect(onWait).not.toHaveBeenCalled()
})

test('a wait is given up by its signal, and failed work lets go of the lock', async () => {
  await using folder = await temporaryFolder()
  const lock = join(folder.path, 'lock')
  writeFileSync(lock, JSON.stringify({ place: 'elsewhere', pid: 1, began: null, door: null }))
  const late = AbortSignal.timeout(300)
  await expect(whileLockedLong(lock, async () => await pause(1), { signal: late })).rejects.toThrow()
  const other = join(folder.path, 'other')
  const failing = async (): Promise<never> => await Promise.reject(new Error('no'))
  await expect(whileLockedLong(other, failing)).rejects.toThrow('no')
  expect(existsSync(other)).toBe(false)
})

test('the lock of a process in another container is taken over once it gives no sign of life', async () => {
  await using folder = await temporaryFolder()
  const lock = join(folder.path, 'lock')
  writeFileSync(lock, JSON.stringify({ place: 'elsewhere', pid: 1, began: null, door: null }))
  let signs = 0
  const onWait = (): void => {
    if (signs < 3) utimesSync(lock, ++signs, signs)
  }
  expect(await whileLockedLong(lock, async () => await pause(1, signs), { onWait, silenceMs: 100 })).toBe(3)
  expect(existsSync(lock)).toBe(false)
})
