import type { Price } from '../cost/priced.ts'
import { type MeanCost, meanCost } from '../cost/mean-cost.ts'
import { priceOfModel } from '../cost/model-price.ts'
import { weakest } from '../cost/provenance.ts'
import { LlmBenchError } from '../errors.ts'
import { isLanguageModel, type LanguageModel } from '../requesters/ai-sdk/language-model.ts'
import type { CostBasis, CostPart, CostRecord } from '../record/cost.ts'
import type { Subject } from '../runs/subject.ts'
import { assumedDoubts } from '../verdicts/doubts.ts'
import { estimatesTokens } from '../verdicts/estimated-tokens.ts'
import { judgeFact } from '../verdicts/fact.ts'
import { estimatedEnergyDoubts } from '../verdicts/energy/estimated-energy.ts'
import { judgeMeterAbove } from '../verdicts/energy/meter-figure.ts'
import { doubted, type Judgement } from '../verdicts/judgement.ts'
import { attemptsOf } from '../worker/attempts.ts'
import type { EnergyRecord } from '../record/energy.ts'
import type { IntervalRecord } from '../record/figure.ts'
import { acceptedOf } from './claims/accept.ts'
import type { AcceptOption } from './claims/accept-option.ts'
import * as v from 'valibot'
import { optionsOf } from '../option-check/call.ts'
import { checkValue } from '../option-check/check-value.ts'
import { noMore } from '../option-check/no-more.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import { disputeDoubts, disputeWords } from './claims/money/disputed-price.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { formatCount, formatGiven, formatGivenShare, formatQuantity, formatUsd, shareBeside } from '../figures.ts'
import { measuredRun, notMeasured } from './claims/measured-run.ts'
import { plainName } from '../plain-text.ts'

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
     * `'simulated'` makes it on a simulated target.
     * @throws LlmBenchError `not-measured` when the value is no run, `power-unknown` when nothing
     * tells what its target draws, `.not` included; `invalid-option` for wrong arguments.
     * @example
     * expect(run).toSaveCostVs(openai, 0.6)
     * expect(run).toSaveCostVs(openai, 0.6, { accept: ['assumed'] })
     */
    toSaveCostVs: (price: Price | LanguageModel, fraction: number, options?: AcceptOption) => R
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
export const toSaveCostVs: Matcher<[price: Price | LanguageModel, fraction: number, options?: AcceptOption]> =
  function judge(received, asked, fraction, options, ...more) {
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
    const accepted = acceptedOf(options, call)
    const subject = measuredRun(received, matcher, accepted)
    const { cost, provenance } = subject.record
    const isTask = subject.record.target.kind === 'task'
    const api = meanCost(price, subject.measured.columns, new Date(subject.record.startedAt), isTask)
    if (api === null) throw notMeasured(matcher, 'no request completed, so none has a cost')
    if (cost === null) throw powerUnknown(subject)
    const { uncounted } = api
    assertCounted(subject, api)
    if (!(api.usd > 0)) {
      throw notAllowed(
        `${matcher}(price)`,
        `${shown(api.label)}, where a request costs nothing,`,
        'one that can be saved on',
      )
    }
    const saving = 1 - cost.usdPerRequest / api.usd
    const { alpha } = attemptsOf(this.task)
    const assumedIsFine = accepted.includes('assumed')
    const judged = judgeSaving(cost, api.usd, fraction, subject.record.energy, alpha)
    const doubts = [
      ...disputeDoubts(api, judged, (usd) => judgeSaving(cost, usd, fraction, subject.record.energy, alpha)),
      ...(assumedIsFine ? [] : assumedDoubts(cost.parts)),
      ...(accepted.includes('estimated') ? [] : uncountedDoubts(api)),
      ...(isTask && !accepted.includes('estimated') ? taskDoubts(cost, api) : []),
      ...(accepted.includes('estimated') || cost.basis !== 'energy'
        ? []
        : estimatedEnergyDoubts(subject.record.energy)),
      // A cost that is only higher can make less of a saving, never more.
      ...(accepted.includes('estimated') || judged.verdict !== 'pass' ? [] : partialDoubts(cost)),
    ]
    return conclude(this, {
      matcher,
      subject,
      metric: 'cost',
      parts: cost.parts,
      unit: '%',
      what: `cost saving against ${plainName(api.label)}`,
      relation: `at least ${formatGivenShare(fraction)}`,
      threshold: Number((fraction * 100).toFixed(10)),
      judgement: doubted(judged, doubts),
      observed:
        `${shareBeside(saving, fraction)}: ` +
        `${formatUsd(cost.usdPerRequest)} against ${formatUsd(api.usd)} a request`,
      provenance: weakest([cost.kind, api.provenance, provenance, ...(uncounted > 0 ? (['estimated'] as const) : [])]),
      counted: cost.basis === 'energy' ? 'readings' : 'runs',
      details: () => [
        localWords(cost),
        apiWords(subject, api),
        ...disputeWords(api),
        ...(assumedIsFine ? assumedWords(cost) : []),
      ],
    })
  }

/** Judges a saving in per cent by the interval of the energy it rests on; without one it is a fact. */
function judgeSaving(
  { usdPerRequest, interval }: CostRecord,
  apiUsd: number,
  fraction: number,
  energy: EnergyRecord | null,
  alpha: number,
): Judgement {
  const saved = (usd: number): number => (1 - usd / apiUsd) * 100
  const saving = saved(usdPerRequest)
  // A record of an older release has no interval.
  if (interval === null || interval === undefined) return judgeFact(saving, 1 - usdPerRequest / apiUsd >= fraction)
  const between: IntervalRecord = {
    low: interval.high === null ? null : saved(interval.high),
    high: interval.low === null ? null : saved(interval.low),
    confidence: interval.confidence,
  }
  const figure = { value: saving, interval: between, readings: energy?.readings ?? 1 }
  return judgeMeterAbove(figure, fraction * 100, alpha)
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

/** Reasons why the calls of a task leave a saving open: some have no price, or the tokens of each are not known. */
function taskDoubts({ basis, unknown }: CostRecord, { tiered }: MeanCost): string[] {
  const wayOut = "or accept this with { accept: ['estimated'] }"
  return [
    ...(basis === 'tokens' && unknown.length > 0
      ? [`${unknown.join(' and ')} are in no cost: give task() the option price, ${wayOut}`]
      : []),
    ...(tiered > 0
      ? [
          'a tier of the price is reached by a call, and the tokens of its calls are known together only: ' +
            `take a price without tiers, ${wayOut}`,
        ]
      : []),
  ]
}

/** Reason why the energy of a part of the machine leaves a saving open; none where a meter saw all of it. */
function partialDoubts({ basis, unknown }: CostRecord): string[] {
  if (basis !== 'energy' || unknown.length === 0) return []
  return [
    `${unknown.join(' and ')} is unknown, and not in the cost: take a meter of the whole machine, declare its watts ` +
      "(energy: { watts }), or accept this with { accept: ['estimated'] }",
  ]
}

function powerUnknown({ record: { target } }: Subject): LlmBenchError {
  const model = plainName(target.model)
  return new LlmBenchError(
    'power-unknown',
    target.kind === 'model' || target.kind === 'server'
      ? `${matcher}: nothing tells what power ${model} draws; ` +
          'declare it: llmBench({ power: { watts } }) in vitest.config.ts'
      : target.kind === 'task'
        ? `${matcher}: no call of ${model} has a price; report them, context.model(model) or context.usage(usage), ` +
          'and give task() the option price where no list has one'
        : `${matcher}: nobody said what a token of ${model} costs; ` +
          'give its target the option price: price({ inputPerMTok, outputPerMTok })',
  )
}

const basisWords: Readonly<Record<CostBasis, string>> = {
  energy: 'local, energy only',
  electricity: 'local, electricity only',
  tokens: 'this target, its tokens only',
}

function localWords({ basis, parts, unknown }: CostRecord): string {
  return `${basisWords[basis]}: ${[...parts.map(partWords), ...unknown.map((what) => `${what} unknown`)].join(', ')}`
}

function partWords({ label, value, unit, provenance }: CostPart): string {
  const origin = provenance === 'measured' ? '' : ` ${provenance}`
  // "completed requests 200", not "completed requests 200 requests".
  return `${label} ${formatQuantity(value, label.endsWith(unit) ? '' : unit)}${origin}`
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

function assumedWords({ parts }: CostRecord): string[] {
  if (!parts.some(({ provenance }) => provenance === 'assumed')) return []
  return ['what is assumed is declared by llmBench({ power: { watts }, electricity: { usdPerKwh } })']
}
