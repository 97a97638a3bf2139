import { expect, test } from 'vitest'
import type { RunHeader } from '../../../src/plan/header.ts'
import { doubtsAbout } from '../../../src/verdicts/doubts.ts'
import { runEnd, runHeader } from '../../support/samples.ts'
import { buildRun } from '../../../src/runs/build-run.ts'
import { check, ten } from '../support/checked-run.ts'

const { facts } = runHeader()
const experts = { count: 64, used: 8 }

function header(provenance: 'measured' | 'synthetic', of: typeof experts | null): RunHeader {
  return runHeader({ facts: { ...facts, provenance, target: { ...facts.target, experts: of } } })
}

test('a mixture of experts with random weights is said to choose them at random', () => {
  expect(check('random-experts', header('synthetic', experts), ten)).toMatchObject({
    status: 'invalid',
    message: expect.stringContaining('experts chosen at random: random weights send each token to 8 of 64 experts'),
  })
})

test('neither a trained mixture nor a dense model with random weights is', () => {
  expect(check('random-experts', header('measured', experts), ten)).toBeUndefined()
  expect(check('random-experts', header('synthetic', null), ten)).toBeUndefined()
})

test('it leaves claims of speed, cost and energy open, either way, and those of memory and load time alone', () => {
  const { record } = buildRun(header('synthetic', experts), ten, runEnd)
  for (const metric of ['latency', 'ttft', 'decodeSpeed', 'tokenThroughput', 'goodput', 'cost', 'energyPerToken'])
    expect(doubtsAbout(record, [metric]).join(' '), metric).toContain('experts chosen at random')
  for (const metric of ['memory', 'loadTime', 'backend', 'successRate'])
    expect(doubtsAbout(record, [metric])).toEqual([])
})
