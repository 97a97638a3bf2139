import { expect, test } from 'vitest'
import { buildRun } from '../../src/runs/build-run.ts'
import type { DecisionRecord } from '../../src/record/claim.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { judgePercentileBelow } from '../../src/verdicts/percentile.ts'
import { sequentialAgain, sequentialJudgement } from '../../src/verdicts/sequential.ts'
import { runEnd, runHeader } from '../support/samples.ts'

const decision: DecisionRecord = {
  metric: 'latency',
  percentile: 95,
  limit: 50,
  verdict: 'pass',
  n: 88,
  bad: 0,
  alpha: 0.05,
  estimated: false,
}
const clean = judgePercentileBelow(new Float64Array(88).fill(10), 0.95, 50)
const claim = { metric: 'latency', percentile: 95, limit: 50 } as const

function stopped(decisions: DecisionRecord[]): RunRecord {
  return buildRun(runHeader(), [], { ...runEnd, endedBy: 'decided', decisions }).record
}

test('a run with a fixed number of requests keeps its judgement', () => {
  expect(sequentialJudgement(clean, stopped([]), claim, 0.05)).toBe(clean)
})

test('a claim the run went on for takes the verdict of the sequential test, whichever it is', () => {
  expect(sequentialJudgement(clean, stopped([decision]), claim, 0.05).verdict).toBe('pass')
  expect(sequentialJudgement(clean, stopped([{ ...decision, verdict: 'inconclusive' }]), claim, 0.05).verdict).toBe(
    'inconclusive',
  )
})

test('any other claim stays open, and says what to do', () => {
  const other = sequentialJudgement(clean, stopped([decision]), { ...claim, limit: 60 }, 0.05)
  expect(other.verdict).toBe('inconclusive')
  expect(other.doubts[0]).toContain('name this one in decided({ … }) too')
})

test('a claim that shares its error rate takes the decision only where its evidence is enough', () => {
  const early: DecisionRecord = { ...decision, n: 74 }
  expect(sequentialJudgement(clean, stopped([early]), claim, 0.05).verdict).toBe('pass')
  const shared = sequentialJudgement(clean, stopped([early]), claim, 0.05 / 3)
  expect(shared.verdict).toBe('inconclusive')
  expect(shared.doubts).toEqual([
    'the run stopped when this was decided at 5 %, of which the claim has 1.7 %: ' +
      'claim it alone, or give requests in the place of until',
  ])
  expect(sequentialJudgement(clean, stopped([{ ...early, n: 300 }]), claim, 0.05 / 3).verdict).toBe('pass')
  const rate = { ...early, metric: 'successRate', percentile: null, limit: 0.95, verdict: 'fail', bad: 40 } as const
  const asked = { metric: 'successRate', percentile: null, limit: 0.95 }
  expect(sequentialJudgement(clean, stopped([rate]), asked, 0.05 / 3).verdict).toBe('fail')
})

test('moved times are tested again at the error rate of the claim', () => {
  const series = new Float64Array(80).fill(10)
  const again = (alpha: number) => sequentialAgain(clean, stopped([decision]), { ...claim, alpha }, series).verdict
  expect([again(0.05), again(0.05 / 3)]).toEqual(['pass', 'inconclusive'])
})
