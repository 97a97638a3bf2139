import { timesInterval } from '../../../money/projection.ts'
import { LlmBenchError } from '../../../errors.ts'
import { notAllowed } from '../../../option-check/sentences.ts'
import { plainName } from '../../../plain-text.ts'
import type { CostBasis, CostPart, CostRecord } from '../../../record/cost.ts'
import type { IntervalRecord, Provenance } from '../../../record/figure.ts'
import type { CostKind, MoneySideRecord } from '../../../record/money/money.ts'
import type { Subject } from '../../../runs/subject.ts'
import { formatQuantity, formatUsd } from '../../../figures.ts'

/** The cost of a request of a run that a claim is about. */
export interface OwnCost {
  readonly basis: CostBasis
  readonly cost: CostKind
  readonly usd: number
  readonly interval: IntervalRecord | null
  readonly kind: Provenance
  readonly parts: readonly CostPart[]
  readonly unknown: readonly string[]
  /** The parts in words, on a line. */
  readonly words: string
}

/**
 * The cost of a request of a run: marginal or full of a local one, the price of its tokens of any other.
 * @throws LlmBenchError `power-unknown` where nothing tells its cost; `invalid-option` for a full cost of a run whose
 * hardware nobody declared
 */
export function ownCost(matcher: string, subject: Subject, asked: 'marginal' | 'full'): OwnCost {
  const { cost } = subject.record
  if (cost === null) throw powerUnknown(matcher, subject)
  const { basis, usdPerRequest, kind, parts, unknown, full } = cost
  if (basis === 'tokens' || asked === 'marginal') {
    return {
      basis,
      cost: basis === 'tokens' ? 'price' : 'marginal',
      usd: usdPerRequest,
      // A record of an older release has none.
      interval: timesInterval(cost.interval, 1),
      kind,
      parts,
      unknown,
      words: `${basisWords[basis]}: ${partsWords(parts, unknown)}`,
    }
  }
  if (full === undefined) {
    throw notAllowed(
      `${matcher}({ cost })`,
      '"full" where nobody declared the hardware',
      'it in vitest.config.ts: llmBench({ hardware: { usd, years, utilization } }), or cost: "marginal"',
    )
  }
  const all = [...parts, ...full.parts]
  return {
    basis,
    cost: 'full',
    usd: full.usdPerRequest,
    interval: full.interval,
    kind: full.kind,
    parts: all,
    unknown: full.unknown,
    words: `local, full cost: ${splitWords(full.split)}; ${partsWords(all, full.unknown)}`,
  }
}

/** The side of a run in a record of both. */
export function ownSide({ record }: Subject, own: OwnCost, tokens: MeanTokens): MoneySideRecord {
  return {
    label: record.target.model,
    cost: own.cost,
    usdPerRequest: own.usd,
    interval: own.interval,
    kind: own.kind,
    ...tokens,
    source: own.words,
    price: record.cost?.price ?? null,
    unknown: [...own.unknown],
  }
}

/** Mean tokens of a request; null where nobody counted them. */
export interface MeanTokens {
  readonly inputTokens: number | null
  readonly outputTokens: number | null
}

/** The kind of a local cost before the word for it: a marginal one is never held against a full one unnamed. */
export function kindWords({ cost }: Pick<OwnCost, 'cost'>): string {
  return cost === 'price' ? '' : `${cost} `
}

const basisWords: Readonly<Record<CostBasis, string>> = {
  energy: 'local, energy only',
  electricity: 'local, electricity only',
  tokens: 'this target, its tokens only',
}

function splitWords({ electricity, idle, hardware }: NonNullable<CostRecord['full']>['split']): string {
  return `electricity ${formatUsd(electricity)}, idle power ${formatUsd(idle)}, hardware ${formatUsd(hardware)}`
}

function partsWords(parts: readonly CostPart[], unknown: readonly string[]): string {
  return [...parts.map(partWords), ...unknown.map((what) => `${what} unknown`)].join(', ')
}

function partWords({ label, value, unit, provenance }: CostPart): string {
  const origin = provenance === 'measured' ? '' : ` ${provenance}`
  // "completed requests 200", not "completed requests 200 requests".
  return `${label} ${formatQuantity(value, label.endsWith(unit) ? '' : unit)}${origin}`
}

function powerUnknown(matcher: string, { record: { target } }: Subject): LlmBenchError {
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
