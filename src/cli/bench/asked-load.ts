import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { numberOf, wholeOf } from '../number-of.ts'
import type { AskedBench } from './asked-bench.ts'

const call = 'llm-bench run'
const mostClients = 1024

/** Options of the load, as they were written. */
export interface WrittenLoad {
  readonly concurrency?: string | undefined
  readonly rate?: string | undefined
  readonly levels?: string | undefined
  /** Area that alone is measured; null for all that were asked for. */
  readonly only: 'latency' | 'cost' | 'throughput' | null
}

/** Levels of a throughput run that names none. */
const usualLevels = [1, 4, 16]

/**
 * The load of the one run, and the levels of a sweep: where levels are named they are all, unless one load is too.
 * @throws LlmBenchError `invalid-option`
 */
export function askedLoad({ concurrency, rate, levels, only }: WrittenLoad): Pick<AskedBench, 'load' | 'levels'> {
  if (concurrency !== undefined && rate !== undefined) {
    throw notAllowed(
      `${call} --rate`,
      'it beside --concurrency',
      'one of them: clients wait for answers, a rate does not',
    )
  }
  if (levels !== undefined && (only === 'latency' || only === 'cost')) {
    throw notAllowed(`${call} --${only}-only`, 'it beside --concurrent-levels', 'one of them')
  }
  const one = concurrency !== undefined || rate !== undefined
  if (one && only === 'throughput') {
    throw notAllowed(`${call} --throughput-only`, 'it beside one load', '--concurrent-levels 10 25 50 100')
  }
  const asked = levels === undefined ? (only === 'throughput' ? usualLevels : []) : levelsOf(levels)
  return { load: one || asked.length === 0 ? loadOf(concurrency, rate) : null, levels: asked }
}

function loadOf(concurrency: string | undefined, rate: string | undefined): NonNullable<AskedBench['load']> {
  if (rate === undefined) return { clients: clientsOf(concurrency ?? '1', '--concurrency') }
  const perSecond = numberOf(rate)
  if (perSecond > 0 && Number.isFinite(perSecond)) return { perSecond }
  throw notAllowed(`${call} --rate`, shown(rate), 'requests per second above 0, such as 5')
}

function levelsOf(text: string): number[] {
  return text.split(/[\s,]+/u).map((level) => clientsOf(level, '--concurrent-levels'))
}

function clientsOf(text: string, option: string): number {
  const clients = wholeOf(text)
  if (clients !== null && clients <= mostClients) return clients
  throw notAllowed(`${call} ${option}`, shown(text), `a whole number of clients from 1 to ${mostClients}`)
}
