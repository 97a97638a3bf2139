import { afterEach, expect, test, vi } from 'vitest'
import { now } from '../../../src/clock.ts'
import { Timeline, type Timed } from '../../../src/mock-server/answers/timeline.ts'
import { seededRandom } from '../../../src/stats/random.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('things run under fake timers, too', async () => {
  vi.useFakeTimers()
  const timeline = new Timeline()
  const waits = [0, 1, 20]
  await Promise.all(
    waits.map(async (wait) => {
      await new Promise<void>((resolve) => {
        timeline.add({ due: now() + wait, run: () => (resolve(), false) })
      })
    }),
  )
  timeline.stop()
})

test('things run in the order of their due times, never early, and again when they say so', async () => {
  const timeline = new Timeline()
  const random = seededRandom(7)
  const start = now()
  const ran: { due: number; at: number }[] = []
  let left = 200
  await new Promise<void>((resolve) => {
    for (let index = 0; index < 200; index++) {
      let turns = 0
      let due = start + 5 + random() * 30
      const item: Timed = {
        get due() {
          return due
        },
        run() {
          ran.push({ due, at: now() })
          turns++
          due += random() * 20
          if (turns < 3) return true
          if (--left === 0) resolve()
          return false
        },
      }
      timeline.add(item)
    }
  })
  expect(ran).toHaveLength(600)
  for (const { due, at } of ran) expect(at).toBeGreaterThanOrEqual(due)
  // What was due long before something else also ran before it.
  const late = Math.max(...ran.map(({ due, at }) => at - due))
  for (let index = 1; index < ran.length; index++) {
    expect(ran[index]?.due).toBeGreaterThan((ran[index - 1]?.due ?? 0) - late - 1)
  }
})

test('what is added while something runs is run too, also when it is due earlier', async () => {
  const timeline = new Timeline()
  const order: string[] = []
  const once = (name: string, due: number, then: () => void): Timed => ({
    due,
    run() {
      order.push(name)
      then()
      return false
    },
  })
  const start = now()
  await new Promise<void>((resolve) => {
    timeline.add(once('last', start + 40, resolve))
    timeline.add(
      once('first', start + 5, () => {
        timeline.add(once('third', start + 30, () => {}))
        timeline.add(once('second', start, () => {}))
      }),
    )
  })
  expect(order).toEqual(['first', 'second', 'third', 'last'])
})

test('a stopped timeline runs nothing more', async () => {
  const timeline = new Timeline()
  let ran = false
  timeline.add({
    due: now() + 5,
    run() {
      ran = true
      return false
    },
  })
  timeline.stop()
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(ran).toBe(false)
})
