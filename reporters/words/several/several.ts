import type { RunRecord } from '../../../src/record/run.ts'
import type {
  AloneTogether,
  SeveralModelRecord,
  SeveralRecord,
  SeveralScoreRecord,
  SlowdownRecord,
  SwitchSummary,
} from '../../../src/record/several/several.ts'
import type { TogetherRecord } from '../../../src/record/several/together.ts'
import { formatBinaryBytes, formatNumber, none } from '../../../src/figures.ts'
import { plainName } from '../../../src/plain-text.ts'
import { quantileSorted } from '../../../src/stats/quantiles/quantile.ts'
import { groupBy } from '../group-by.ts'
import { mainScores, scoreOf } from '../quality/score-words.ts'
import { outputRate } from '../output-rate.ts'
import { latestAttempts } from '../run-label.ts'

type TogetherRun = RunRecord & { readonly together: TogetherRecord }

/** The measurements of several models among the runs; runs that a retry replaced are left out. */
export function severalOf(runs: readonly RunRecord[]): SeveralRecord[] {
  // Reports of earlier versions have none.
  const own = latestAttempts(runs).filter((run): run is TogetherRun => (run.together ?? null) !== null)
  return groupBy(own, ({ together }) => together.id).map(recordOf)
}

function recordOf(runs: readonly TogetherRun[]): SeveralRecord {
  const { id, name, models: names, route, loading, memoryBudget } = (runs[0] as TogetherRun).together
  const models = names.flatMap((model) => modelRecord(runs.filter(({ together }) => together.model === model)))
  const missing = runs.map(({ together }) => together.missing).toSorted((one, other) => other.length - one.length)[0]
  return {
    id,
    name,
    route,
    loading,
    memoryBudget,
    models,
    all: {
      peakRssBytes: sumOf(models.map(({ peakRssBytes }) => peakRssBytes)),
      // Of requests that are handed out one at a time no two rates are of the same time.
      tokensPerSecond: route === 'all' ? sumOf(models.map(({ tokensPerSecond }) => tokensPerSecond.together)) : null,
      threads: sumOf(models.map(({ threads }) => threads)),
    },
    slowdowns: runs.flatMap(slowdownOf),
    switches: runs.flatMap(switchesOf),
    missing: [...(missing ?? [])],
  }
}

function modelRecord(runs: readonly TogetherRun[]): SeveralModelRecord[] {
  const together = runs.toSorted((one, other) => other.together.beside.length - one.together.beside.length)[0]
  if (together === undefined) return []
  const alone = runs.find((run) => run !== together && run.together.beside.length === 0) ?? null
  const both = (figure: (run: RunRecord) => number | null): AloneTogether => ({
    alone: alone === null ? null : figure(alone),
    together: figure(together),
  })
  const { target, provenance, loadTimeMs, memory, id } = together
  return [
    {
      model: together.together.model,
      run: id,
      provenance,
      device: target.device,
      threads: target.threads,
      loadTimeMs,
      peakRssBytes: memory.peakRssBytes,
      vramBytes: memory.vramBytes,
      declaredBytes: memory.declared?.bytes ?? null,
      latencyMs: both(({ metrics }) => metrics.latency.p50),
      tokensPerSecond: both((run) => outputRate(run)?.value ?? null),
      usdPerRequest: both(({ cost }) => cost?.usdPerRequest ?? null),
      scores: mainScores(together).map(({ name }) => {
        const means = both((run) => scoreOf(run, name)?.mean ?? null)
        return { name, alone: means.alone, together: means.together }
      }),
    },
  ]
}

function slowdownOf({ together, versus }: TogetherRun): SlowdownRecord[] {
  if (versus === null || together.beside.length === 0) return []
  const { metric, ratio, interval, doubts } = versus
  return [{ model: together.model, beside: together.beside, metric, ratio, interval, doubts: [...doubts] }]
}

function switchesOf({ together, switches }: TogetherRun): SwitchSummary[] {
  if (switches.length === 0) return []
  const totals = Float64Array.from(switches, ({ totalMs }) => totalMs ?? Number.POSITIVE_INFINITY).toSorted()
  const at = (p: number): number | null => {
    const value = quantileSorted(totals, p)
    return Number.isFinite(value) ? value : null
  }
  return [
    {
      model: together.model,
      count: switches.length,
      failed: switches.filter(({ totalMs }) => totalMs === null).length,
      evictMs: meanOf(switches.map(({ evictMs }) => evictMs)),
      loadMs: meanOf(switches.map(({ loadMs }) => loadMs)),
      firstTokenMs: meanOf(switches.map(({ firstTokenMs }) => firstTokenMs)),
      p50Ms: at(0.5),
      p95Ms: at(0.95),
    },
  ]
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

/** Memory of a model in a table: that which was seen, else its server's word for it, which is marked. */
export function memoryText({ peakRssBytes, declaredBytes }: SeveralModelRecord): string {
  if (peakRssBytes !== null || declaredBytes === null) return formatBinaryBytes(peakRssBytes)
  return `${formatBinaryBytes(declaredBytes)} (declared)`
}

/** The scores of a model in a table, alone → together: `chrf 0.412 → 0.412`; none where nothing was scored. */
export function qualityText(model: SeveralModelRecord): string {
  const told = scoresOf(model).map(({ name, alone, together }) => {
    const both = alone === null ? '' : `${formatNumber(alone)} → `
    return `${plainName(name)} ${both}${formatNumber(together)}`
  })
  return told.join(', ') || none
}

/** Whether answers of one of the models were scored. */
export function areScored(models: readonly SeveralModelRecord[]): boolean {
  return models.some((model) => scoresOf(model).length > 0)
}

function scoresOf({ scores }: Partial<SeveralModelRecord>): readonly SeveralScoreRecord[] {
  // Reports of earlier versions have none.
  return scores ?? []
}

/** The sum of figures; null where one of them is not known. */
function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0)
}
