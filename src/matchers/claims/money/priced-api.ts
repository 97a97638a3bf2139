import { type MeanCost, meanCost } from '../../../cost/mean-cost.ts'
import type { Price } from '../../../cost/priced.ts'
import { formatCount, formatGiven } from '../../../figures.ts'
import { pairedCostInterval } from '../../../cost/task/paired-cost.ts'
import { notAllowed } from '../../../option-check/sentences.ts'
import { shown } from '../../../option-check/shown.ts'
import { plainName } from '../../../plain-text.ts'
import type { Subject } from '../../../runs/subject.ts'
import { estimatesTokens } from '../../../verdicts/estimated-tokens.ts'
import { notMeasured } from '../measured-run.ts'
import type { ApiCost } from './api-cost.ts'
import { apiSide, countedIn } from './api-side.ts'
import { taskDoubts } from './cost-doubts.ts'

/**
 * The cost of the same requests at a price, each priced by itself.
 * @param argument the call with the price, as a message writes it
 * @throws LlmBenchError `not-measured` where no request completed, or nobody counted tokens; `invalid-option` for a
 * price of nothing
 */
export function pricedApi(price: Price, subject: Subject, matcher: string, argument: string): ApiCost {
  const { record, measured, accepted } = subject
  const isTask = record.target.kind === 'task'
  const api = meanCost(price, measured.columns, new Date(record.startedAt), isTask)
  if (api === null) throw notMeasured(matcher, 'no request completed, so none has a cost')
  assertCounted(subject, api, matcher)
  if (!(api.usd > 0)) {
    throw notAllowed(argument, `${shown(api.label)}, where a request costs nothing,`, 'one that can be saved on')
  }
  // A declared price of tokens that were counted is a fact; executions of a task differ in how many they take.
  const succeeded = measured.columns.failed.map((failed) => 1 - failed)
  const interval = isTask ? pairedCostInterval(api.each, succeeded) : null
  const ownUsd = isTask ? measured.taskUsd?.() : undefined
  const estimatedIsFine = accepted.includes('estimated')
  return {
    usd: api.usd,
    interval,
    ...(ownUsd === undefined ? {} : { ownShare: pairedCostInterval(ownUsd, api.each) }),
    what: plainName(api.label),
    against: '',
    provenances: [api.provenance, ...(api.uncounted > 0 ? (['estimated'] as const) : [])],
    side: apiSide(api, interval),
    ownTokens: countedIn(api),
    words: apiWords(subject, api),
    disputed: api,
    doubts: (_judged, own) =>
      estimatedIsFine ? [] : [...uncountedDoubts(api), ...(isTask ? taskDoubts(own, api) : [])],
  }
}

/**
 * Refuses a run whose tokens nobody counted: of vectors and scores those of the texts, as none is generated.
 * @throws LlmBenchError `not-measured`
 */
function assertCounted(
  { record: { items, target } }: Subject,
  { outputTokens, uncounted, completed }: MeanCost,
  matcher: string,
): void {
  const makesText = items === null || items === undefined
  if (makesText ? outputTokens > 0 : uncounted < completed) return
  if (target.kind === 'task') {
    throw notMeasured(
      matcher,
      'nobody counted the tokens of its calls: have the task report them, with model() or usage()',
    )
  }
  const whose = makesText ? 'answers' : 'texts'
  throw notMeasured(matcher, `nobody counted the tokens of its ${whose}: have the server send usage`)
}

/** Reason why unknown input leaves a cost open; none where all of it was counted. */
function uncountedDoubts({ uncounted, completed }: MeanCost): string[] {
  if (uncounted === 0) return []
  return [
    `the input tokens of ${formatCount(uncounted)} of ${formatCount(completed)} answers are unknown, ` +
      'and in neither cost: ' +
      "have the server send usage, or accept this with { accept: ['estimated'] }",
  ]
}

function apiWords({ record }: Subject, api: MeanCost): string {
  const estimated = record.tokens.source === 'estimated' || estimatesTokens(record) ? ' (estimated)' : ''
  const { uncounted, completed } = api
  const input = uncounted === completed ? 'unknown input' : `${formatGiven(api.inputTokens)} input`
  const output =
    record.items === null || record.items === undefined ? ` and ${formatGiven(api.outputTokens)} output` : ''
  const asked = `${input}${output} tokens`
  const { tiered } = api
  const long = tiered === 0 ? '' : `, ${formatCount(tiered)} of ${formatCount(completed)} at the price of long ones`
  return `API: ${asked} a request${estimated}${long}, ${api.source}`
}
