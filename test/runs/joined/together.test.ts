import { expect, test } from 'vitest'
import { partsTable } from '../../../reporters/formats/markdown/run/run-parts.ts'
import { emptyRun } from '../../../src/record/run.ts'
import type { LoadPart } from '../../../src/runs/joined/load-part.ts'
import { joinedChecks } from '../../../src/runs/joined/joined-checks.ts'
import { togetherOf, togetherShare } from '../../../src/runs/joined/together.ts'

const base = Date.UTC(2026, 10, 27, 12)

/** A part that was at work from one moment to another, in milliseconds after noon. */
function part(number: number, from: number, to: number, changes: Partial<LoadPart> = {}): LoadPart {
  const record = { ...emptyRun(), id: `run ${number}`, partNumber: { number, of: 2, by: 'shard' as const } }
  const columns = { sent: Float64Array.of(from), end: Float64Array.of(to) } as unknown as LoadPart['columns']
  return { record, columns, gaps: {} as never, clockZero: base, clock: 'a', ...changes }
}

test('parts on one clock: when each was at work, and for how long all were', () => {
  const joined = togetherOf([part(2, 1000, 9000), part(1, 0, 8000)])
  expect(joined).toEqual({
    parts: [
      {
        run: 'run 1',
        name: '1 of 2',
        startedAt: '2026-11-27T12:00:00.000Z',
        endedAt: '2026-11-27T12:00:08.000Z',
        requests: 0,
        lateMs: null,
      },
      expect.objectContaining({ run: 'run 2', name: '2 of 2', startedAt: '2026-11-27T12:00:01.000Z' }),
    ],
    togetherMs: 7000,
    wholeMs: 9000,
    clocks: 'one',
  })
  expect(togetherShare(joined)).toBeCloseTo(7 / 9, 12)
})

test('clocks of several machines, or of one that names none, are not known to agree', () => {
  expect(togetherOf([part(1, 0, 1), part(2, 0, 1, { clock: 'b' })]).clocks).toBe('several')
  expect(togetherOf([part(1, 0, 1, { clock: null }), part(2, 0, 1, { clock: null })]).clocks).toBe('several')
})

test('parts that nobody numbered are told apart by their labels, files or names', () => {
  const named = (changes: object[]): string[] =>
    togetherOf(
      changes.map((change, place) => {
        const of = part(1, place, 10)
        return { ...of, record: { ...of.record, partNumber: null, ...change } }
      }),
    ).parts.map(({ name }) => name)
  expect(named([{ blob: 'linux' }, { blob: 'mac' }])).toEqual(['linux', 'mac'])
  expect(named([{ file: 'a.bench.ts' }, { file: 'b.bench.ts' }])).toEqual(['a.bench.ts', 'b.bench.ts'])
  expect(named([{}, {}])).toEqual(['1', '2'])
})

test('parts that were not at work together did not load the server together', () => {
  const overlap = (...parts: LoadPart[]) => {
    const joined = togetherOf(parts)
    const checks = joinedChecks(
      parts.map(({ record }) => record),
      joined,
    )
    return { check: checks.at(-1), table: partsTable({ ...emptyRun(), joined, checks }) ?? '' }
  }
  expect(overlap(part(1, 0, 1000), part(2, 10, 1000)).check).toMatchObject({
    status: 'ok',
    message: '99 % of the time (990 ms of 1.00 s) all 2 parts were at work',
  })
  expect(overlap(part(1, 0, 1000), part(2, 100, 1000)).check?.status).toBe('warning')
  const apart = overlap(part(1, 0, 1000), part(2, 900, 1900, { clock: null }))
  expect(apart.check).toMatchObject({
    id: 'parts-overlap',
    status: 'invalid',
    message: expect.stringMatching(/^the parts did not load the server together: only 5 % .* difference is not known/u),
  })
  expect(apart.table).toContain('**They did not load the server together.**')
  expect(apart.table).toContain('12:00:00.900')
  expect(apart.table).toContain('difference is not known')
  expect(partsTable(emptyRun())).toBeNull()
})
