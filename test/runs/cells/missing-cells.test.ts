import { expect, test } from 'vitest'
import { LlmBenchError } from '../../../src/errors.ts'
import type { ActiveRun } from '../../../src/runs/active-run.ts'
import type { Cell } from '../../../src/runs/cells/cell.ts'
import { isWhole, missingCells } from '../../../src/runs/cells/missing-cells.ts'

function cell(name: string, launches: number | null, problem: unknown = null): Cell {
  const active = launches === null ? null : ({ launches: Array.from({ length: launches }) } as unknown as ActiveRun)
  return { member: { cell: name, sweep: { axes: [] } } as unknown as Cell['member'], active, problem }
}

const cells = [
  cell('whole', 3),
  cell('two', 2),
  cell('none', null),
  cell('not here', null, new LlmBenchError('engine-unsupported', 'no cuda')),
  cell('broken', 1, new Error('it crashed')),
]

test('what the budget had no time for is skipped, beside what is unsupported and what failed', () => {
  expect(
    missingCells(cells, { rounds: 3, budgetMs: 60_000, ended: null }).map(({ name, state, reason }) => [
      name,
      state,
      reason,
    ]),
  ).toEqual([
    ['two', 'skipped', 'the budget of 1 min 0 s was over after 2 of its 3 launches: raise it, or measure less'],
    ['none', 'skipped', 'the budget of 1 min 0 s was over before it was started: raise it, or measure less'],
    ['not here', 'unsupported', 'no cuda'],
    ['broken', 'failed', 'it crashed'],
  ])
})

test('a sweep that ended early says why', () => {
  const ended = new LlmBenchError('aborted', 'it was aborted')
  expect(missingCells([cell('none', null)], { rounds: 3, budgetMs: 1, ended })).toMatchObject([
    { state: 'skipped', reason: 'the sweep ended before it was started: it was aborted' },
  ])
})

test('a configuration is whole with all launches and requests', () => {
  const run = (launches: number, measured: number): ActiveRun =>
    ({
      launches: Array.from({ length: launches }),
      measured,
      header: { plan: { requests: 24 } },
    }) as unknown as ActiveRun
  expect([isWhole(run(3, 24), 3), isWhole(run(3, 20), 3), isWhole(run(2, 16), 3)]).toEqual([true, false, false])
})
