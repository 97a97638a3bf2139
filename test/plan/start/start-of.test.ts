import { expect, test } from 'vitest'
import { optionsOf } from '../../../src/option-check/call.ts'
import { planRun } from '../../../src/plan/plan.ts'
import { resolveRunDefaults } from '../../../src/plan/run-defaults.ts'
import { startOf } from '../../../src/plan/start/start-of.ts'

const defaults = resolveRunDefaults({})
const noon = Date.now() + 60_000

test('a part begins at the moment of the environment, else of its call; what is no part, when it is ready', () => {
  const call = optionsOf('bench')
  expect(planRun('b', {}, defaults).startAt).toBeUndefined()
  expect(planRun('b', { part: 'whole' }, defaults).startAt).toBeUndefined()
  expect(planRun('b', { part: 'whole', startAt: noon }, defaults).startAt).toEqual({ atMs: noon, by: 'call' })
  const asked = { LLM_BENCH_START_AT: String(noon + 1) }
  expect(startOf(call, { part: 'whole', startAt: noon }, 1, asked)).toEqual({
    startAt: { atMs: noon + 1, by: 'environment' },
  })
  expect(startOf(call, {}, 1, asked)).toEqual({})
  expect(() => startOf(call, { part: 'whole' }, 2, asked)).toThrow('LLM_BENCH_START_AT: it with 2 launches')
})

test('a moment that was left in the environment fails nothing but parts', () => {
  const stale = { LLM_BENCH_START_AT: '2020-01-01T00:00:00Z' }
  expect(startOf(optionsOf('bench'), {}, 1, stale)).toEqual({})
  expect(() => startOf(optionsOf('bench'), { part: 'whole' }, 1, stale)).toThrow('ago, is not allowed here')
})

test.each([
  [{ startAt: noon }, 'bench("b", { startAt }): it without a part is not allowed here; give part too'],
  [{ startAt: noon, part: 'whole', launches: 2 }, 'bench("b", { startAt }): it with 2 launches is not allowed here'],
  [{ startAt: true as never, part: 'whole' }, 'bench("b", { startAt }): true is not allowed here; give a time'],
])('%o is refused', (options, message) => {
  expect(() => planRun('b', options, defaults)).toThrow(message)
})
