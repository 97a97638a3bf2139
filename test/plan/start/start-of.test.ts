import { expect, test } from 'vitest'
import { planRun } from '../../../src/plan/plan.ts'
import { resolveRunDefaults } from '../../../src/plan/run-defaults.ts'

const defaults = resolveRunDefaults({})
const noon = Date.now() + 60_000

test('a part begins at the moment of the environment, else of its call; what is no part, when it is ready', () => {
  expect(planRun('b', {}, defaults).startAt).toBeUndefined()
  expect(planRun('b', { part: 'whole' }, defaults).startAt).toBeUndefined()
  expect(planRun('b', { part: 'whole', startAt: noon }, defaults).startAt).toEqual({ atMs: noon, by: 'call' })
  const asked = resolveRunDefaults({}, undefined, { atMs: noon + 1, by: 'environment' })
  expect(planRun('b', { part: 'whole', startAt: noon }, asked).startAt).toEqual({ atMs: noon + 1, by: 'environment' })
  expect(planRun('b', {}, asked).startAt).toBeUndefined()
})

test.each([
  [{ startAt: noon }, 'bench("b", { startAt }): it without a part is not allowed here; give part too'],
  [{ startAt: noon, part: 'whole', launches: 2 }, 'bench("b", { startAt }): it with 2 launches is not allowed here'],
  [{ startAt: true as never, part: 'whole' }, 'bench("b", { startAt }): true is not allowed here; give a time'],
])('%o is refused', (options, message) => {
  expect(() => planRun('b', options, defaults)).toThrow(message)
})
