import * as v from 'valibot'
import { volumeOf } from '../cost/declared/costing.ts'
import { type MeanCost, meanCost } from '../cost/mean-cost.ts'
import { priceOfModel } from '../cost/model-price.ts'
import type { Price } from '../cost/priced.ts'
import { weakest } from '../cost/provenance.ts'
import { formatCount, formatGiven, formatGivenShare, formatUsd, shareBeside } from '../figures.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { checkValue } from '../option-check/check-value.ts'
import { noMore } from '../option-check/no-more.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import { plainName } from '../plain-text.ts'
import type { IntervalRecord } from '../record/figure.ts'
import { isLanguageModel, type LanguageModel } from '../requesters/ai-sdk/language-model.ts'
import type { Subject } from '../runs/subject.ts'
import { judgeMeterAbove } from '../verdicts/energy/meter-figure.ts'
import { estimatesTokens } from '../verdicts/estimated-tokens.ts'
import { judgeFact } from '../verdicts/fact.ts'
import { doubted, type Judgement } from '../verdicts/judgement.ts'
import { attemptsOf } from '../worker/attempts.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { measuredRun, notMeasured } from './claims/measured-run.ts'
import { assumedWords, costDoubts, taskDoubts, unknownDoubts } from './claims/money/cost-doubts.ts'
import type { CostClaimOption } from './claims/money/cost-option.ts'
import { costClaimSchema } from './claims/money/cost-schema.ts'
import { apiSide, countedIn } from './claims/money/api-side.ts'
import { disputeDoubts, disputeWords } from './claims/money/disputed-price.ts'
import { kindWords, type OwnCost, ownCost, ownSide } from './claims/money/own-cost.ts'
import { savingWords } from './claims/money/volume-words.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that a request costs at least so much less than the same one at an API: 1 - its cost /
     * mean API price of its requests, each priced by itself. Its cost is the electricity per completed
     * request, or of an endpoint its tokens at the option `price`. Electricity is marginal cost: no hardware, no idle
     * time. Where a meter saw the energy, it is that, with its interval: the claim is then settled by the
     * ends. Watts and the price of a kWh are assumed until `llmBench({ power, electricity })` declares
     * them, and a claim that rests on an assumed one is inconclusive.
     *
     * @param price - `openai`, `anthropic`, `google`, one of their models (`openai('gpt-4o')`), or
     * `price({ inputPerMTok, outputPerMTok })`, or a language model of the AI SDK, whose provider and
     * name say the price.
     * @param fraction - 0 to 1: `0.6` claims that at least 60 % are saved.
     * @param options - `accept: ['assumed']` decides the claim although watts or the price of a kWh
     * are assumed; it stays labelled. `'estimated'` does where the server counted no tokens: what is
     * unknown then is in neither cost; and where a meter saw a part of the machine only, or estimates it.
     * `'simulated'` makes it on a simulated target. `cost: 'full'` claims the full cost, hardware and idle power
     * included; `requestsPerDay` and `month` say which volume the line of a year is for.
     * @throws LlmBenchError `not-measured` when the value is no run, `power-unknown` when nothing
     * tells what its target draws, `.not` included; `invalid-option` for wrong arguments.
     * @example
     * expect(run).toSaveCostVs(openai, 0.6)
     * expect(run).toSaveCostVs(openai, 0.6, { accept: ['assumed'] })
     */
    toSaveCostVs: (price: Price | LanguageModel, fraction: number, options?: CostClaimOption) => R
  }
}

const matcher = 'toSaveCostVs'
const fractionSchema = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(1),
  v.description('a share from 0 to 1: 60 % is 0.6'),
)

/** The matcher `expect(run).toSaveCostVs(price, fraction)`. */
export const toSaveCostVs: Matcher<[price: Price | LanguageModel, fraction: number, options?: CostClaimOption]> =
  function judge(received, asked, fraction, options = {}, ...more) {
    const call = optionsOf(matcher, 'price', 'fraction')
    noMore(call(''), more)
    const price = isLanguageModel(asked) ? priceOfModel(asked) : asked
    if (typeof (price as Price | undefined)?.costOf !== 'function') {
      throw notAllowed(
        `${matcher}(price)`,
        shown(price),
        'a price such as openai or price({ inputPerMTok, outputPerMTok }); beside @ai-sdk/openai it is prices.openai',
      )
    }
    checkValue(fractionSchema, fraction, `${matcher}(fraction)`)
    const checked = checkOptions(costClaimSchema, options, { call })
    const { accept: accepted } = checked
    const subject = measuredRun(received, matcher, accepted)
    const { record, measured } = subject
    const isTask = record.target.kind === 'task'
    const api = meanCost(price, measured.columns, new Date(record.startedAt), isTask)
    if (api === null) throw notMeasured(matcher, 'no request completed, so none has a cost')
    const own = ownCost(matcher, subject, checked.cost)
    const { uncounted } = api
    assertCounted(subject, api)
    if (!(api.usd > 0)) {
      throw notAllowed(
        `${matcher}(price)`,
        `${shown(api.label)}, where a request costs nothing,`,
        'one that can be saved on',
      )
    }
    const saving = 1 - own.usd / api.usd
    const volume = volumeOf(checked, record.cost?.volume)
    const { alpha } = attemptsOf(this.task)
    const judgeBy = (usd: number): Judgement => judgeSaving(own, usd, fraction, { subject, alpha })
    const judged = judgeBy(api.usd)
    const estimatedIsFine = accepted.includes('estimated')
    const doubts = [
      ...disputeDoubts(api, judged, judgeBy),
      ...costDoubts(own, record, accepted),
      ...(estimatedIsFine ? [] : uncountedDoubts(api)),
      ...(isTask && !estimatedIsFine ? taskDoubts(own, api) : []),
      // A cost that is only higher can make less of a saving, never more; tokens nobody counted are in neither cost.
      ...(judged.verdict !== 'pass' || own.basis === 'tokens' ? [] : unknownDoubts(own, accepted)),
    ]
    return conclude(this, {
      matcher,
      subject,
      metric: 'cost',
      parts: own.parts,
      unit: '%',
      what: `${kindWords(own)}cost saving against ${plainName(api.label)}`,
      relation: `at least ${formatGivenShare(fraction)}`,
      threshold: Number((fraction * 100).toFixed(10)),
      judgement: doubted(judged, doubts),
      observed: `${shareBeside(saving, fraction)}: ${formatUsd(own.usd)} against ${formatUsd(api.usd)} a request`,
      provenance: weakest([
        own.kind,
        api.provenance,
        record.provenance,
        ...(uncounted > 0 ? (['estimated'] as const) : []),
      ]),
      counted: own.basis === 'energy' ? 'readings' : own.interval === null ? 'runs' : 'requests',
      money: { own: ownSide(subject, own, countedIn(api)), api: apiSide(api), dispute: api.dispute ?? null, volume },
      details: () => [
        own.words,
        apiWords(subject, api),
        savingWords(own.usd, api.usd, volume),
        ...disputeWords(api),
        ...(accepted.includes('assumed') ? assumedWords(own.parts) : []),
      ],
    })
  }

interface Judging {
  readonly subject: Subject
  readonly alpha: number
}

/** Judges a saving in per cent by the interval of its own cost; without one it is a fact. */
function judgeSaving({ usd, interval, basis }: OwnCost, apiUsd: number, fraction: number, judging: Judging): Judgement {
  const { record } = judging.subject
  const saved = (of: number): number => (1 - of / apiUsd) * 100
  if (interval === null) return judgeFact(saved(usd), 1 - usd / apiUsd >= fraction)
  const between: IntervalRecord = {
    low: interval.high === null ? null : saved(interval.high),
    high: interval.low === null ? null : saved(interval.low),
    confidence: interval.confidence,
  }
  const readings = basis === 'energy' ? (record.energy?.readings ?? 1) : record.requests.succeeded
  return judgeMeterAbove({ value: saved(usd), interval: between, readings }, fraction * 100, judging.alpha)
}

/**
 * Refuses a run whose tokens nobody counted: of vectors and scores those of the texts, as none is generated.
 * @throws LlmBenchError `not-measured`
 */
function assertCounted({ record: { items } }: Subject, { outputTokens, uncounted, completed }: MeanCost): void {
  const makesText = items === null || items === undefined
  if (makesText ? outputTokens > 0 : uncounted < completed) return
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
