import { afterEach, expect, test, vi } from 'vitest'
import { now, original, pause, systemPerformance, timers, timestamp, wallTime } from '../src/clock.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** Work that takes a moment. */
function work(): number {
  let sum = 0
  for (let index = 0; index < 200_000; index++) sum += Math.sqrt(index)
  return sum
}

test.each([undefined, ['hrtime', 'performance', 'setTimeout', 'clearTimeout', 'setImmediate', 'Date'] as const])(
  'under fake timers time goes on and timers fire: %j',
  async (toFake) => {
    vi.useFakeTimers({ now: 0, ...(toFake === undefined ? {} : { toFake: [...toFake] }) })
    const [began, performed] = [now(), systemPerformance.now()]
    work()
    expect(now()).toBeGreaterThan(began)
    expect(systemPerformance.now()).toBeGreaterThan(performed)
    expect(Date.now()).toBe(0)
    expect(wallTime()).toBeGreaterThan(Date.UTC(2024))
    expect(Date.parse(timestamp())).toBeGreaterThan(Date.UTC(2024))
    await new Promise((resolve) => timers.setTimeout(resolve, 1))
    await new Promise((resolve) => timers.setImmediate(resolve))
    expect(await pause(1, 'over')).toBe('over')
  },
)

test('what was replaced before the import is found behind its replacement', () => {
  const real = process.hrtime
  vi.useFakeTimers({ toFake: ['hrtime'] })
  expect(process.hrtime).not.toBe(real)
  expect(original('hrtime', process.hrtime)).toBe(real)
  vi.useRealTimers()
  expect(original('hrtime', process.hrtime)).toBe(real)
})
