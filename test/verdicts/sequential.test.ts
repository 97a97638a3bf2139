import { expect, test } from 'vitest'
import { buildRun } from '../../src/runs/build-run.ts'
import type { DecisionRecord } from '../../src/record/claim.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { judgePercentileBelow } from '../../src/verdicts/percentile.ts'
import { sequentialJudgement } from '../../src/verdicts/sequential.ts'
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
  expect(sequentialJudgement(clean, stopped([]), claim)).toBe(clean)
})

test('a claim the run went on for takes the verdict of the sequential test, whichever it is', () => {
  expect(sequentialJudgement(clean, stopped([decision]), claim).verdict).toBe('pass')
  expect(sequentialJudgement(clean, stopped([{ ...decision, verdict: 'inconclusive' }]), claim).verdict).toBe(
    'inconclusive',
  )
})

test('any other claim stays open, and says what to do', () => {
  const other = sequentialJudgement(clean, stopped([decision]), { ...claim, limit: 60 })
  expect(other.verdict).toBe('inconclusive')
  expect(other.doubts[0]).toContain('name this one in decided({ … }) too')
})
