import { expect, test } from 'vitest'
import { costBasis } from '../../../reporters/words/cost-basis.ts'
import { taskCost } from '../../../src/cost/task/task-cost.ts'
import { unpricedNotice } from '../../../src/runs/money/unpriced-calls.ts'
import { Ledger } from '../../../src/targets/task/ledger.ts'
import { callPrices, detailsOf } from '../../../src/targets/task/task-tokens.ts'
import { price } from '../../../src/cost/price.ts'
import { completedSample } from '../../support/samples.ts'

test('what a task called without a price, or without tokens, reads as a sentence wherever it is told', () => {
  const usage = { input: 1000, output: 0, cached: null, reasoning: null, nonsense: null }
  const ledger = new Ledger()
  ledger.call('big', usage)
  ledger.call('other', usage)
  ledger.call('big')
  const prices = callPrices({ big: price({ inputPerMTok: 1000, outputPerMTok: 1 }) })
  const task = detailsOf(ledger, prices, new Date(0))
  const cost = taskCost([{ state: 'completed', task }])
  expect(cost && costBasis(cost)).toBe(
    'at the declared price, the price of calls of other unknown, the tokens of calls of big unknown',
  )
  const said = new Set<string>()
  expect(unpricedNotice([{ ...completedSample(0, 10), task }], said)).toBe(
    'maxUsd counts no call whose cost is unknown (the price of calls of other, the tokens of calls of big): ' +
      'give task(name, execute, { price }), and report the tokens of each call',
  )
  expect(unpricedNotice([{ ...completedSample(0, 10), task }], said)).toBeNull()
})
