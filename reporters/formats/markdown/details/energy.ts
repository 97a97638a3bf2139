import type { EnergyRecord } from '../../../../src/record/energy.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import type { Report } from '../../../../src/record/report.ts'
import {
  formatConfidence,
  formatCount,
  formatGiven,
  formatGivenShare,
  formatNumber,
  none,
} from '../../../../src/figures.ts'
import { formatRange, withInterval } from '../../../words/interval.ts'
import { runLabel } from '../../../words/run-label.ts'
import { estimatedMark } from '../../../words/token-figure.ts'
import { folded } from '../folded.ts'
import { type Column, table, tableOfFirst } from '../table.ts'

/** Columns of a name in a table. */
const nameWidth = 60

type MeteredRun = RunRecord & { readonly energy: EnergyRecord }

/** A figure with its share of the interval of all energy. */
function over({ energy }: MeteredRun, figure: number | null): string {
  const { interval, grossJoules } = energy
  if (figure === null || grossJoules === null) return none
  const factor = figure / grossJoules
  const scaled = (end: number | null): number | null => (end === null ? null : end * factor)
  const range = interval === null ? null : { ...interval, low: scaled(interval.low), high: scaled(interval.high) }
  return withInterval(formatNumber(figure), formatRange(range))
}

function meterCell({ energy: { meter, provenance, refusal } }: MeteredRun): string {
  if (meter === null) return refusal === null ? `${provenance} watts` : none
  return provenance === 'measured' ? meter : `${meter} (${provenance})`
}

function accuracyCell({ energy: { meter, accuracy, refusal } }: MeteredRun): string {
  if (refusal !== null) return `refused (${refusal.code}): ${refusal.reason}`
  if (meter === null) return 'as declared'
  if (accuracy === null) return 'unknown'
  return `${formatGivenShare(accuracy.share)} and ${formatGiven(accuracy.watts)} W`
}

const runColumn: Column<MeteredRun> = { heading: 'Run', cell: (metered) => runLabel(metered, nameWidth) }

const columns: readonly Column<MeteredRun>[] = [
  runColumn,
  { heading: 'Meter', cell: meterCell },
  { heading: 'All (J)', align: 'right', cell: (run) => over(run, run.energy.grossJoules) },
  {
    heading: 'Net of idle (J)',
    align: 'right',
    cell: ({ energy }) => withInterval(formatNumber(energy.netJoules), formatRange(energy.netInterval)),
  },
  { heading: 'J per request', align: 'right', cell: (run) => over(run, run.energy.joulesPerRequest) },
  {
    heading: 'J per output token',
    align: 'right',
    cell: (run) => `${over(run, run.energy.joulesPerOutputToken)}${estimatedMark(run)}`,
  },
  { heading: 'Tokens per J', align: 'right', cell: ({ energy }) => formatNumber(energy.tokensPerJoule) },
  { heading: 'Wh per 1,000 tokens', align: 'right', cell: ({ energy }) => formatNumber(energy.wattHoursPer1000Tokens) },
]

/** Columns that say which meter told, of which part of the machine. */
const meterColumns: readonly Column<MeteredRun>[] = [
  runColumn,
  { heading: 'Meter', cell: meterCell },
  {
    heading: 'Scope',
    cell: ({ energy }) => (energy.refusal === null ? `${energy.scope}: ${energy.rails.join(', ')}` : none),
  },
  { heading: 'Readings', align: 'right', cell: ({ energy }) => formatCount(energy.readings) },
  { heading: 'Accuracy stated', cell: accuracyCell },
]

/** Rows of runs at most. */
const mostRows = 100

/** The energy that runs took, each figure with its meter and its scope. */
export function energyDetails(report: Report): string {
  const metered = report.runs.filter((run): run is MeteredRun => (run.energy ?? null) !== null)
  if (metered.length === 0) return ''
  const confidence = metered.find(({ energy }) => energy.interval !== null)?.energy.interval?.confidence
  const interval =
    confidence === undefined
      ? null
      : `In brackets: the ${formatConfidence(confidence)} interval, of the error of sampling, the ends of the window ` +
        'and the accuracy that the meter’s maker states; where that is unknown it is not in it.'
  const told = metered.filter(({ energy }) => energy.refusal === null)
  const scopes = new Set(told.map(({ energy }) => energy.scope))
  const origins = new Set(told.map(({ energy }) => energy.provenance))
  const apart =
    scopes.size > 1
      ? 'Figures of different scopes are of different parts of the machine: they are neither added up nor compared.'
      : null
  const origin =
    origins.size > 1
      ? `Figures of different origins (${[...origins].join(', ')}) are known in different ways: they are not compared.`
      : null
  return folded(
    'Energy: joules of each run, and the meter',
    tableOfFirst(columns, metered, mostRows),
    interval,
    apart,
    origin,
    table(meterColumns, metered.slice(0, mostRows)),
  )
}
