import { volumeOf } from '../../cost/declared/costing.ts'
import { weakest } from '../../cost/provenance.ts'
import { formatCount, formatLimit, formatUsd } from '../../figures.ts'
import { monthWords, timesInterval } from '../../money/projection.ts'
import { usdBeside } from '../../money/readable-usd.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { checkValue } from '../../option-check/check-value.ts'
import { noMore } from '../../option-check/no-more.ts'
import type { IntervalRecord } from '../../record/figure.ts'
import type { VolumeRecord } from '../../record/money/volume.ts'
import type { Subject } from '../../runs/subject.ts'
import { judgeMeterBelow } from '../../verdicts/energy/meter-figure.ts'
import { doubted } from '../../verdicts/judgement.ts'
import { attemptsOf } from '../../worker/attempts.ts'
import { limitSchema } from '../claims/arguments-schema.ts'
import { conclude, type Matcher } from '../claims/claim.ts'
import { measuredRun, notMeasured } from '../claims/measured-run.ts'
import { costDegrees } from '../claims/money/cost-degrees.ts'
import { assumedWords, costDoubts, unknownDoubts } from '../claims/money/cost-doubts.ts'
import type { CostLimitOption, CostPer } from '../claims/money/cost-option.ts'
import { costLimitSchema } from '../claims/money/cost-schema.ts'
import { meanTokens } from '../claims/money/mean-tokens.ts'
import { kindWords, ownCost, ownSide } from '../claims/money/own-cost.ts'
import { volumeWords } from '../claims/money/volume-words.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a run costs less than so many US dollars: a request, a million of its tokens (input and output), or
     * a month of its requests. Of a local run it is the electricity, or with `cost: 'full'` the hardware and idle power
     * too; of an endpoint the price of its tokens. The interval of the measurement is carried into the money.
     *
     * @param usd - US dollars above 0.
     * @param options - `per: 'request'` (default), `'1M tokens'` or `'month'`, of `requestsPerDay` (1,000) for 30
     * days or `month: '365/12 days'`; `cost: 'full'`; `accept` as in `toSaveCostVs`.
     * @throws LlmBenchError `not-measured` when the value is no run, or nobody counted tokens of a claim per token;
     * `power-unknown` when nothing tells its cost, `.not` included; `invalid-option` for wrong arguments.
     * @example
     * expect(run).toCostLessThan(0.00001)
     * expect(run).toCostLessThan(0.2, { per: '1M tokens' })
     * expect(run).toCostLessThan(50, { per: 'month', requestsPerDay: 30_000, cost: 'full' })
     */
    toCostLessThan: (usd: number, options?: CostLimitOption) => R
  }
}

const matcher = 'toCostLessThan'
const limits = limitSchema('US dollars')

/** The matcher `expect(run).toCostLessThan(usd, { per })`. */
export const toCostLessThan: Matcher<[usd: number, options?: CostLimitOption]> = function judge(
  received,
  usd,
  options = {},
  ...more
) {
  const call = optionsOf(matcher, 'usd')
  noMore(call(''), more)
  const limit = checkValue(limits, usd, `${matcher}(usd)`)
  const checked = checkOptions(costLimitSchema, options, { call })
  const { accept: accepted, per } = checked
  const subject = measuredRun(received, matcher, accepted)
  const { record } = subject
  const own = ownCost(matcher, subject, checked.cost)
  const volume = volumeOf(checked, record.cost?.volume)
  const factor = factorOf(per, subject, volume)
  const value = own.usd * factor
  const interval: IntervalRecord | null = timesInterval(own.interval, factor)
  const readings = own.basis === 'energy' ? (record.energy?.readings ?? 1) : record.requests.succeeded
  const degrees = costDegrees([{ subject, basis: own.basis }])
  const judged = judgeMeterBelow({ value, interval, readings, degrees }, limit, attemptsOf(this.task).alpha)
  const doubts = [
    ...costDoubts(own, record, accepted),
    // A cost that is only higher can lie above the limit, never below it.
    ...(judged.verdict === 'pass' ? unknownDoubts(own, accepted) : []),
  ]
  const atLeast = own.unknown.length === 0 ? '' : 'at least '
  return conclude(this, {
    matcher,
    subject,
    metric: 'cost',
    parts: own.parts,
    unit: 'USD',
    what: `${kindWords(own)}cost of ${perWords(per, volume)}`,
    relation: `below ${formatLimit(limit, 'USD')}`,
    threshold: limit,
    judgement: doubted(judged, doubts),
    observed: `${atLeast}${usdBeside(value, limit)}`,
    end: (end) => formatUsd(end).replace('$', ''),
    provenance: weakest([own.kind, record.provenance]),
    counted: own.basis === 'energy' ? 'readings' : own.interval === null ? 'runs' : 'requests',
    money: { own: ownSide(subject, own, meanTokens(subject)), api: null, dispute: null, volume },
    details: () => [
      own.words,
      ...(record.cost?.basis === 'tokens' && record.cost.price !== undefined ? [priceWords(subject)] : []),
      volumeWords(own.usd, volume),
      ...(accepted.includes('assumed') ? assumedWords(own.parts) : []),
    ],
  })
}

/** Factor from the cost of a request to the cost that the limit is of. */
function factorOf(per: CostPer, subject: Subject, { requestsPerDay, daysInMonth }: VolumeRecord): number {
  if (per === 'request') return 1
  if (per === 'month') return requestsPerDay * daysInMonth
  const { inputTokens, outputTokens } = meanTokens(subject)
  // Of texts that are read alone nobody counts output.
  const isRead = subject.record.items !== null && subject.record.items !== undefined
  const tokens = inputTokens === null || (outputTokens === null && !isRead) ? null : inputTokens + (outputTokens ?? 0)
  if (tokens === null || tokens <= 0) {
    const isTask = subject.record.target.kind === 'task'
    throw notMeasured(
      matcher,
      isTask
        ? 'nobody counted the tokens of its calls: have the task report them, with model() or usage(), ' +
            'or claim per: "request"'
        : 'nobody counted the tokens of its requests: have the server send usage, or claim per: "request"',
    )
  }
  return 1e6 / tokens
}

function perWords(per: CostPer, { requestsPerDay, daysInMonth }: VolumeRecord): string {
  if (per === 'request') return 'a request'
  if (per === '1M tokens') return 'a million tokens, input and output'
  return `${formatCount(requestsPerDay)} requests a day in ${monthWords(daysInMonth)}`
}

function priceWords({ record: { cost } }: Subject): string {
  const { provider, model, date, list, version } = cost?.price ?? {}
  const told = [provider, model, date, list === null ? 'declared' : list, version]
  return `price: ${told.filter((part) => part !== null && part !== undefined).join(', ')}`
}
