import { expect, test } from 'vitest'
import { abbaOrder } from '../../../src/cli/ab/abba.ts'
import { compareBench, type LaunchQuestion } from '../../../src/cli/ab/compare-launches.ts'
import type { Launch } from '../../../src/cli/ab/launch.ts'
import type { LoadedRun } from '../../../src/cli/load-runs.ts'
import { fingerprintFrom } from '../../../src/machine/facts/fingerprint.ts'
import type { CheckRecord } from '../../../src/record/check.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { artifactOf, seededRun } from '../../baseline/constructed.ts'

const question: LaunchQuestion = { of: 'latency', by: 0.05, accepted: [], alpha: 0.05 }

function loaded(median: number, seed: number, change: Partial<RunRecord> = {}): LoadedRun {
  const { record, columns } = artifactOf(seededRun(200, median, seed))
  return {
    key: 'run',
    record: { ...record, ...change },
    samples: { kind: 'columns', columns },
    fingerprint: null,
  }
}

/** Two sets of three launches a side; those of b take `ratio` times as long. */
function launches(
  ratio: number,
  change: (letter: 'a' | 'b', index: number) => Partial<RunRecord> = () => ({}),
): Launch[] {
  return [...abbaOrder(3, 0), ...abbaOrder(3, 0)].map((side, index) => {
    const median = side === 'a' ? 40 : 40 * ratio
    const run = loaded(median, index + 1, change(side, index))
    return { letter: side, set: index < 6 ? 0 : 1, runs: [run], tookMs: 1, exitCode: 0 }
  })
}

const check = (id: string): CheckRecord => ({ id, status: 'invalid', protects: ['all'], message: 'found' })

test('a bench is compared by one median a launch', () => {
  const slow = compareBench('run', launches(1.5), question)
  expect(slow).toMatchObject({ judgement: { word: 'slower', verdict: 'fail' }, doubts: [], notes: [] })
  expect(slow?.sets.map(({ a, b }) => [a.length, b.length])).toEqual([
    [3, 3],
    [3, 3],
  ])
  expect(compareBench('run', launches(1), question)?.judgement.verdict).toBe('pass')
  expect(compareBench('other', launches(1), question)).toBeNull()
})

test('a busy machine is noted and leaves nothing open, a client at its limit and false answers do', () => {
  const with_ = (id: string): Launch[] => launches(1.5, (_, index) => (index < 2 ? { checks: [check(id)] } : {}))
  for (const id of ['machine-busy', 'event-loop-lag', 'load-before', 'correlated']) {
    expect(compareBench('run', with_(id), question)).toMatchObject({
      judgement: { word: 'slower' },
      doubts: [],
      notes: [`${id} is invalid in 2 of 12 launches: what that does is in the spread between them`],
    })
  }
  for (const id of ['client-limit', 'replayed', 'early-stop', 'unheard-of']) {
    expect(compareBench('run', with_(id), question)).toMatchObject({
      judgement: { word: 'inconclusive', verdict: 'inconclusive' },
      doubts: [`the check ${id} is invalid: found`],
    })
  }
})

test('other work, a launch that ended early and one without the bench leave it open', () => {
  const doubtsOf = (made: Launch[]): unknown => compareBench('run', made, question)?.doubts
  const { workload } = loaded(40, 1).record
  const known = { ...workload, prompts: 1, maxTokens: 8 }
  expect(doubtsOf(launches(1, (side) => ({ workload: side === 'a' ? known : { ...known, maxTokens: 9 } })))).toEqual([
    'other work (a here, b there): maxTokens 8 here, 9 there',
  ])
  expect(doubtsOf(launches(1, (_, index) => (index === 3 ? { state: 'partial', error: 'killed' } : {})))).toEqual([
    'the run ended early: killed',
  ])
  const all = launches(1)
  const [first] = all
  const some = first === undefined ? [] : [{ ...first, runs: [] }, ...all.slice(1)]
  expect(doubtsOf(some)).toEqual(['it was not measured in 1 of 12 launches'])
})

test('where nobody names a metric it is latency, of an open load response, and a note says so', () => {
  const usual = { ...question, of: null }
  const loadOf = (kind: 'closed' | 'open'): Launch[] => {
    const { load } = loaded(40, 1).record
    return launches(1.5, () => ({ load: { ...load, kind } }))
  }
  expect(compareBench('run', loadOf('closed'), usual)).toMatchObject({ metric: 'latency', notes: [] })
  const open = compareBench('run', loadOf('open'), usual)
  expect(open).toMatchObject({ metric: 'response', judgement: { word: 'slower' } })
  expect(open?.notes).toEqual([expect.stringMatching(/^response counts from .*; --of latency leaves waits out$/u)])
})

const machine = fingerprintFrom({ cpu: 'x', architecture: 'x64', virtualMachine: null, nodeLlamaCpp: '3.22.1' })

/** Launches whose b is measured on a machine that is slower by this, as the anchor around each says. */
function anchoredLaunches(slower: number, change: (letter: 'a' | 'b') => Partial<LoadedRun> = () => ({})): Launch[] {
  return launches(slower, (letter) => {
    const ms = letter === 'a' ? 1 : slower
    const anchor = { beforeMs: ms, afterMs: ms, historyMs: null, history: 0, ratioBefore: null, ratioAfter: null }
    return { anchor }
  }).map((launch) => {
    const runs = launch.runs.map((run): LoadedRun =>
      Object.assign(run, { fingerprint: machine }, change(launch.letter)),
    )
    return Object.assign(launch, { runs })
  })
}

test('the ratio adjusted by the anchor stands beside the other, which alone decides', () => {
  const found = compareBench('run', anchoredLaunches(1.5), question)
  expect(found?.judgement).toEqual(compareBench('run', launches(1.5), question)?.judgement)
  expect(found).toMatchObject({ judgement: { word: 'slower', verdict: 'fail' }, doubts: [] })
  expect(found?.anchored?.ratio).toBeCloseTo(1, 1)
  expect(found?.notes).toEqual([expect.stringMatching(/^by the anchor workload the machine took 1\.50 times as long/u)])
})

test('without an anchor on both sides, or with another engine, nothing is adjusted', () => {
  expect(compareBench('run', launches(1.5), question)?.anchored).toBeNull()
  const lost = anchoredLaunches(1.5)
  const [unanchored] = launches(1).slice(3)
  if (unanchored !== undefined) lost[3] = unanchored
  expect(compareBench('run', lost, question)).toMatchObject({ anchored: null, notes: [] })
  const engine = fingerprintFrom({ ...machine.fields, nodeLlamaCpp: '3.23.0' })
  const other = anchoredLaunches(1.5, (letter) => (letter === 'b' ? { fingerprint: engine } : {}))
  expect(compareBench('run', other, question)).toMatchObject({ anchored: null, notes: [] })
})
