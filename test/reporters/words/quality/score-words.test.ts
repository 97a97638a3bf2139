import { expect, test } from 'vitest'
import { scoreLines } from '../../../../reporters/words/quality/score-words.ts'
import { runSummary } from '../../../../reporters/words/run-summary.ts'
import type { ScoreRecord } from '../../../../src/record/quality.ts'
import { sampleRun, sampleSeries } from '../../sample-report.ts'

function score(name: string, mean: number, partOf: string | null = null): ScoreRecord {
  return {
    name,
    mean,
    partOf,
    n: 30,
    prompts: 30,
    nulls: 0,
    failures: 0,
    failure: null,
    interval: { low: mean - 0.1, high: mean + 0.1, confidence: 0.9 },
    signature: null,
    whole: null,
    judge: null,
    provenance: 'measured',
  }
}

test('a total is shown with its parts, by their own names', () => {
  const scores = [score('a', 0.5), score('a: one', 0.75, 'a'), score('two\u001B[31m', 0.25, 'a'), score('rouge', 0.4)]
  const quality = { scores, prompts: [], answers: [], unanswered: 0, page: null }
  const run = sampleRun(sampleSeries(30, 40), { quality })
  expect(scoreLines([run])).toEqual([
    expect.stringMatching(
      /: a 0\.500 \(90 % interval \[0\.400, 0\.600\], 30 prompts\) of one 0\.750, two 0\.250; rouge 0\.400 \(/u,
    ),
  ])
  expect(runSummary(run)).toContain('n = 30, a 0.500 of one 0.750, two 0.250, rouge 0.400')
})
