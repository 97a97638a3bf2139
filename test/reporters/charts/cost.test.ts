import { expect, test } from 'vitest'
import { costSplit } from '../../../reporters/charts/cost/cost-split.ts'
import { reportCharts } from '../../../reporters/charts/report-charts.ts'
import { renderMarkdown } from '../../../reporters/formats/markdown/markdown.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { xmlProblem } from '../../support/well-formed.ts'
import { hostileName } from '../hostile.ts'
import { cost, full, money, runWith } from '../money-sample.ts'
import { sampleReport, sampleRun, sampleSeries } from '../sample-report.ts'

type Full = NonNullable<NonNullable<RunRecord['cost']>['full']>

/** A run on a declared machine beside an API. */
function owned(more: Partial<Full> = {}, volume = { requestsPerDay: 30_000, daysInMonth: 30 }, name = 'reference') {
  const of = { ...money, volume }
  return runWith(of, {
    id: name,
    name,
    title: name,
    cost: { ...cost, volume, full: { ...full, parts: [], unknown: [], ...more } },
  })
}

function chartsOf(...runs: RunRecord[]): Map<string, string> {
  return new Map(reportCharts(sampleReport(runs)).map(({ path, svg }) => [path.replace(/^charts\/|\.svg$/gu, ''), svg]))
}

test('the full cost stands in its parts beside the API, with what each rests on', () => {
  const svg = costSplit([owned()]) ?? ''
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).toContain('$0.0451 per thousand requests (declared)')
  expect(svg).toContain('electricity $0.0017, idle power $0.0003, hardware $0.0431')
  expect(svg).toContain('API: $0.15 per thousand requests (declared)')
  expect(svg).toContain('>OpenAI gpt-4o-mini, price of 2026-11-22,<')
  // From zero, one after the other: their widths are as their costs are.
  const widths = [...svg.matchAll(/<rect x="([\d.]+)" y="88" width="([\d.]+)"/gu)].map(([, x, w]) => [
    Number(x),
    Number(w),
  ])
  const [[, electricity = 0] = [], , [, hardware = 0] = []] = widths
  expect(hardware / electricity).toBeGreaterThan(10)
  const unknown = costSplit([owned({ unknown: ['idle power'], kind: 'assumed' })]) ?? ''
  expect(unknown).toContain('at least $0.0451 per thousand requests (assumed)')
  expect(unknown).toContain('fill-opacity=".4"')
  expect(costSplit([runWith(money), sampleRun(sampleSeries(10, 40))])).toBeNull()
})

test('a projection has both lines over months and requests, with break-even and its interval, in words too', () => {
  const charts = chartsOf(owned())
  const svg = charts.get('projection-01-reference-openai-gpt-4o-mini') ?? ''
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).toMatch(
    /At 30,000 requests a day the machine has cost as much as OpenAI gpt-4o-mini after [\d.]+ months \[/u,
  )
  expect(svg).toMatch(/>[\d,]+ a day \[[\d,]+, [\d,]+\]</u)
  expect(svg).toContain('>hardware declared<')
  expect(svg).toContain('>cost declared<')
  expect(svg).toContain('prefers-color-scheme:dark')
  expect(renderMarkdown(sampleReport([owned()]), reportCharts(sampleReport([owned()])))).toContain(
    '(charts/projection-01-reference-openai-gpt-4o-mini.svg)',
  )
})

test('where the machine never pays, or is not enough, it is said', () => {
  const dear = owned({ owned: { ...full.owned, usd: 200_000 } }, { requestsPerDay: 1000, daysInMonth: 30 }, 'dear')
  const busy = owned({}, { requestsPerDay: 200_000, daysInMonth: 30 }, 'busy')
  const all = [...chartsOf(dear, busy).values()].join('')
  expect(all).toContain('the machine does not cost less than OpenAI gpt-4o-mini within its life.')
  expect(all).toContain('at no use of this machine')
  expect(all).toMatch(/One machine answers at most 63,529/u)
  expect(all).not.toMatch(/NaN|Infinity|undefined/u)
})

test('hostile names stay text, at most eight projections are drawn, and a run without a machine has none', () => {
  const runs = Array.from({ length: 12 }, (_, index) => owned({}, undefined, `${index} ${hostileName}`))
  const charts = chartsOf(...runs)
  expect([...charts.keys()].filter((name) => name.startsWith('projection')).length).toBe(8)
  for (const svg of charts.values()) expect(xmlProblem(svg)).toBeNull()
  expect([...chartsOf(runWith(money)).keys()].filter((name) => /projection|split/u.test(name))).toEqual([])
})
