import type { CostPart, CostRecord } from '../../../../src/record/cost.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import type { Chart } from '../../../charts/kit/chart.ts'
import { formatCount, formatQuantity, none } from '../../../../src/figures.ts'
import { costBasis, costText, isTokenPriced, requestText } from '../../../words/cost-basis.ts'
import { fullText, volumeOf, yearText } from '../../../words/money/projection.ts'
import type { Report } from '../../../../src/record/report.ts'
import { estimatedMark } from '../../../words/token-figure.ts'
import { runLabel } from '../../../words/run-label.ts'
import { chartImages } from '../chart-images.ts'
import { costSidesTable } from '../money/cost-sides.ts'
import { sensitivitySection } from '../money/sensitivity.ts'
import { folded } from '../folded.ts'
import { sentenceText } from '../sentence.ts'
import { type Column, tableOfFirst } from '../table.ts'

/** Columns of a name in a table. */
const nameWidth = 60
/** Rows of runs at most. */
const mostRows = 100

type PricedRun = RunRecord & { readonly cost: CostRecord }

function partText(part: CostPart): string {
  return `${part.label}: ${formatQuantity(part.value, part.unit)} (${part.provenance})`
}

function perMillionTokens(run: PricedRun): string {
  const perRequest = run.requests.succeeded === 0 ? 0 : (run.tokens.output ?? 0) / run.requests.succeeded
  const usd = (run.cost.usdPerRequest / perRequest) * 1e6
  return perRequest === 0 ? none : `${costText(run.cost, usd)}${estimatedMark(run)}`
}

const columnsFor = (priced: readonly PricedRun[]): readonly Column<PricedRun>[] => [
  { heading: 'Run', cell: (run) => runLabel(run, nameWidth) },
  { heading: 'USD per request', align: 'right', cell: ({ cost }) => requestText(cost) },
  { heading: 'USD per million output tokens', align: 'right', cell: perMillionTokens },
  ...(priced.some(({ cost }) => cost.full !== undefined)
    ? [{ heading: 'Full cost', align: 'right', cell: ({ cost }) => fullText(cost) } satisfies Column<PricedRun>]
    : []),
  { heading: yearHeading(priced), align: 'right', cell: ({ cost }) => yearText(cost) },
  { heading: 'Kind', cell: (run) => costBasis(run.cost) },
]

/** The parts of costs, a line for all runs of which the same is said. */
function restsList(priced: readonly PricedRun[]): string {
  const alike = Map.groupBy(priced, ({ cost }) =>
    [...cost.parts.map(partText), ...cost.unknown.map((what) => `${what}: unknown`)].join('; '),
  )
  const lines = [...alike].map(([words, runs]) => {
    const [first] = runs
    const more = runs.length === 1 ? '' : ` and ${formatCount(runs.length - 1)} more`
    return `- ${sentenceText(`${first === undefined ? '' : runLabel(first, nameWidth)}${more}: ${words}`)}`
  })
  const left = lines.length - mostRows
  return [...lines.slice(0, mostRows), ...(left > 0 ? [`- ${formatCount(left)} more are in report.json`] : [])].join(
    '\n',
  )
}

/** The volume where all runs have the same one; else each says its own. */
function yearHeading(priced: readonly PricedRun[]): string {
  const volumes = new Set(priced.map(({ cost }) => volumeOf(cost).requestsPerDay))
  const [first] = volumes
  return volumes.size === 1 ? `A year at ${formatCount(first)} requests a day` : 'A year at its volume'
}

/** The costs: of a request, with the parts it rests on, and of a year. */
export function costDetails(report: Report, charts: readonly Chart[]): string {
  const priced = report.runs.filter((run): run is PricedRun => run.cost !== null)
  if (priced.length === 0) return ''
  const electricity = priced.every(({ cost }) => isTokenPriced(cost))
    ? null
    : 'Electricity is the marginal cost of a request: hardware, idle time and people are not in it ' +
      'unless a part above says so. The kind is that of the weakest part.'
  const prices = priced.some(({ cost, target }) => isTokenPriced(cost) && target.kind !== 'task')
    ? 'At a declared price a request costs what the tokens of the answered ones do, by the count of the server, ' +
      'or by an estimate where it says so; ' +
      'what failed may have been billed, and is not in it.'
    : null
  const tasks = priced.some(({ target }) => target.kind === 'task')
    ? 'Of a task a request is an execution that succeeded: all reported calls are in its cost, those of executions ' +
      'that failed too.'
    : null
  const kinds = new Set(priced.map(({ cost }) => `${cost.basis} ${cost.kind}`))
  const apart = kinds.size > 1 ? 'Costs of different kinds rest on different grounds: they are not compared.' : null
  return folded(
    'Cost: of a request and of a year, and what each rests on',
    tableOfFirst(columnsFor(priced), priced, mostRows),
    'What each cost rests on:',
    restsList(priced),
    apart,
    electricity,
    prices,
    tasks,
    costSidesTable(report.runs),
    sensitivitySection(report.runs),
    chartImages(charts.filter((chart) => chart.about === 'cost')),
  )
}
