import { formatQuantity } from '../figures.ts'
import type { CheckRecord } from '../record/check.ts'
import type { CostPart } from '../record/cost.ts'
import type { RunRecord } from '../record/run.ts'
import type { Acceptable } from './acceptable.ts'
import { directionOf } from './directions.ts'
import { plainName } from '../plain-text.ts'
import { restOnEstimate } from './estimated-tokens.ts'

/** Names a check may protect a metric under, beside the metric's own. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  tokenThroughput: ['throughput', 'rates'],
  itemThroughput: ['throughput', 'rates'],
  inputTokenThroughput: ['throughput', 'rates'],
  taskThroughput: ['throughput', 'rates'],
  decodeSpeed: ['tpot'],
  prefillSpeed: ['ttft'],
  // What makes other times of the run longer makes those of loads longer, too.
  switch: ['ttft'],
}

/** The checks that protect any of these metrics. */
export function checksOf(checks: readonly CheckRecord[], metrics: readonly string[]): CheckRecord[] {
  const names = new Set(['all', ...metrics, ...metrics.flatMap((metric) => otherNames[metric] ?? [])])
  return checks.filter(({ protects }) => protects.some((name) => names.has(name)))
}

const eventsWords =
  'output tokens are estimated: of answers whose tokens the server did not count each event stands for one; ' +
  'have it send usage'

const recountedWords =
  'output tokens are estimated: another tokenizer counted them again in the text; ' +
  'have the tool take the count of the server'

const inSumWords =
  "cached tokens are known of all requests together only, by the server's counters, so that prefillSpeed has one " +
  'value and no spread: judge ttft, or have the answers tell them (vLLM: --enable-prompt-tokens-details)'

/** Whether a claim asks for the spread of a figure that is known in sum only. */
function isKnownInSum({ tokens }: Pick<RunRecord, 'tokens'>, metrics: readonly string[]): boolean {
  return metrics.includes('prefillSpeed') && tokens.cachedSource === 'server' && (tokens.cached ?? 0) > 0
}

/**
 * Reasons why this run can settle no claim about these metrics, whichever way, in words; empty where it can.
 * A run that ended early settles nothing, nor does one whose figures an invalid check found false, nor one
 * whose tokens are an estimate, unless that is accepted, nor one that knows a figure in sum only. A check that
 * can only have moved times one way is no such reason: whether it may have made a verdict is asked of each.
 *
 * @param accepting.accepted grounds that whoever claims it accepts by name
 * @param accepting.how how an estimate is accepted there, as a person writes it
 */
export function doubtsAbout(
  run: Pick<RunRecord, 'state' | 'error' | 'checks' | 'tokens' | 'requests'>,
  metrics: readonly string[],
  accepting: { readonly accepted?: readonly Acceptable[]; readonly how?: string } = {},
): string[] {
  const { state, error, checks } = run
  const { accepted = [], how = "{ accept: ['estimated'] }" } = accepting
  const broken = checksOf(checks, metrics).filter(
    ({ id, status }) => status === 'invalid' && directionOf(id, metrics) === 'falsifies',
  )
  const estimateWords = run.tokens.source === 'tokenizer' ? recountedWords : eventsWords
  const isOpen = restOnEstimate(run, metrics) && !accepted.includes('estimated')
  return [
    ...(state === 'partial' ? [`the run ended early${error === null ? '' : `: ${error}`}`] : []),
    ...broken.map(checkWords),
    ...(isOpen ? [`${estimateWords}, or accept this with ${how}`] : []),
    ...(isKnownInSum(run, metrics) ? [inSumWords] : []),
  ]
}

/** A doubt about another run than the one that is claimed about. */
export function inRun(name: string, doubt: string): string {
  return `in "${plainName(name)}" ${doubt}`
}

/** A doubt about the run that a baseline was saved from. */
export function inBaseline(doubt: string): string {
  return `in the baseline ${doubt}`
}

/**
 * Reasons why a cost that rests on inputs nobody declared can settle no claim, with the ways out; empty
 * where none is assumed.
 */
export function assumedDoubts(parts: readonly CostPart[]): string[] {
  // A figure that follows from an assumed input is assumed too; only the inputs themselves can be declared.
  const inputs = parts.flatMap(({ value, unit, provenance, derived }) =>
    provenance === 'assumed' && !derived ? [formatQuantity(value, unit)] : [],
  )
  if (inputs.length === 0) return []
  return [
    `${inputs.join(' and ')} ${inputs.length === 1 ? 'is' : 'are'} assumed: ` +
      'declare your own with llmBench({ power: { watts }, electricity: { usdPerKwh } }), ' +
      "or accept this with { accept: ['assumed'] }",
  ]
}

/** An invalid check in words. */
export function checkWords({ id, message }: CheckRecord): string {
  return `the check ${id} is invalid: ${message}`
}
