import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { memoryOf, memoryOfTree } from '../../../src/machine/meters/memory-meter.ts'
import type { MemoryPeaks } from '../../../src/machine/meters/memory-peaks.ts'

const size = 100_000_000
/** Holds so much memory, lets go of it when it is told anything, and then says so. */
const holder = `
let held = Buffer.alloc(${size}, 1)
process.stdout.write('held')
process.stdin.once('data', () => { held = null; gc(); process.stdout.write('free') })
`

function startHolder(): { pid: number; letGo: () => Promise<void>; held: Promise<void> } & Disposable {
  const child = spawn(process.execPath, ['--expose-gc', '-e', holder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const said = async (): Promise<void> =>
    await new Promise((resolve) => void child.stdout.once('data', () => resolve()))
  return {
    pid: child.pid ?? Number.NaN,
    held: said(),
    async letGo() {
      const free = said()
      child.stdin.write('now')
      await free
    },
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  }
}

test('the highest memory of a process is kept until it is forgotten', async ({ skip }) => {
  skip(process.platform !== 'linux', 'memory is read from /proc')
  using child = startHolder()
  const watch = memoryOf(child.pid).start()
  await child.held
  const peak = watch.peaks.rssBytes ?? Number.NaN
  expect(peak).toBeGreaterThan(size)
  expect(watch.peaks.anonBytes).toBeGreaterThan(size)
  await child.letGo()
  expect(watch.peaks.rssBytes).toBeGreaterThanOrEqual(peak)
  await expect
    .poll(() => {
      watch.forget()
      return watch.peaks.rssBytes
    })
    .toBeLessThan(peak - size / 2)
  expect(watch.stop().rssBytes).toBeGreaterThan(0)
})

test('memory of a tree is that of its processes together', async ({ skip }) => {
  skip(process.platform !== 'linux', 'memory is read from /proc')
  using child = startHolder()
  await child.held
  const alone = memoryOf(process.pid).start().stop().rssBytes ?? Number.NaN
  expect(memoryOfTree(process.pid).start().stop().rssBytes).toBeGreaterThan(alone + 0.9 * size)
})

test('nothing is known of a process that is not there', () => {
  const nothing: MemoryPeaks = { rssBytes: null, anonBytes: null, fileBytes: null }
  expect(
    memoryOf(2 ** 30)
      .start()
      .stop(),
  ).toEqual(nothing)
})
