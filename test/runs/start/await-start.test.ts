import { expect, test } from 'vitest'
import { wallTime } from '../../../src/clock.ts'
import type { RunPlan } from '../../../src/plan/header.ts'
import type { ActiveRun } from '../../../src/runs/active-run.ts'
import type { GroupSetting } from '../../../src/runs/group.ts'
import { assertInTime, awaitStart } from '../../../src/runs/start/await-start.ts'
import { runHeader } from '../../support/samples.ts'

const { plan } = runHeader()

function beginsIn(milliseconds: number): RunPlan {
  return { ...plan, startAt: { atMs: wallTime() + milliseconds, by: 'call' } }
}

async function started(of: RunPlan, signal = new AbortController().signal, context = {} as GroupSetting['context']) {
  const told: string[] = []
  const run = { member: { name: 'b' }, header: { id: 'id' } } as unknown as ActiveRun
  const setting = {
    signal,
    context,
    onProgress: (_topic: string, text: string) => void told.push(text),
    onNotice: (text: string) => void told.push(text),
  } as unknown as GroupSetting
  await awaitStart(run, of, setting)
  return { told, start: run.start }
}

test('a run without a moment begins at once', async () => {
  expect(await started(plan)).toEqual({ told: [], start: undefined })
})

test('a ready run waits for its moment, and says for how long', async () => {
  const asked = beginsIn(1200)
  const { told, start } = await started(asked)
  expect(wallTime()).toBeGreaterThanOrEqual(asked.startAt?.atMs ?? Infinity)
  expect(start).toMatchObject({ by: 'call', lateMs: 0 })
  expect(Date.parse(start?.readyAt ?? '')).toBeLessThanOrEqual(Date.parse(start?.asked ?? ''))
  expect(told[0]).toMatch(/^b: ready, waiting [\d.]+ m?s until \d\d:\d\d:\d\d$/u)
  expect(told[1]).toMatch(/^waiting [12] s until \d\d:\d\d:\d\d$/u)
})

test('a run that is late begins at once, and its record says by how much', async () => {
  const { told, start } = await started(beginsIn(-4000))
  expect(start?.lateMs).toBeGreaterThanOrEqual(4000)
  expect(told).toEqual([
    expect.stringMatching(/^b: late, it was to begin at \d\d:\d\d:\d\d and is ready only .* later$/u),
  ])
})

test('a test that ends meanwhile ends the wait', async () => {
  const ended = new AbortController()
  setTimeout(() => ended.abort(), 20)
  await expect(started(beginsIn(60_000), ended.signal)).rejects.toThrow(
    /^bench "b" was aborted while it waited to begin at/u,
  )
})

test('a moment that the test would not live to see is refused, with the ways out', () => {
  const late = beginsIn(50_000)
  expect(() => assertInTime('b', late, 10_000)).toThrow(
    /^bench\("b", \{ startAt \}\): \S+Z, which is \S+ s away where the test has 10\.0 s, is not allowed here; give an/u,
  )
  expect(() => assertInTime('b', late, 10_000)).toThrow('more to the test: test(name, { timeout: milliseconds }, …)')
  expect(() => assertInTime('b', { ...late, durationMs: 20_000 }, 60_000)).toThrow('and measures for 20.0 s')
  expect(() => assertInTime('b', late, 60_000)).not.toThrow()
  expect(() => assertInTime('b', late, null)).not.toThrow()
  expect(() => assertInTime('b', plan, 1)).not.toThrow()
})

test('where everything is simulated nobody waits', async () => {
  const context = { simulate: {} } as unknown as GroupSetting['context']
  expect(await started(beginsIn(60_000), new AbortController().signal, context)).toEqual({ told: [], start: undefined })
})
