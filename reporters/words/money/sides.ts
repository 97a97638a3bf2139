import { type BreakEven, breakEven } from '../../../src/money/break-even.ts'
import { projected, type Projection, tokensPerDollar, usdPerMillion } from '../../../src/money/projection.ts'
import type { MoneyRecord, MoneySideRecord } from '../../../src/record/money/money.ts'
import type { RunRecord } from '../../../src/record/run.ts'

/** A run beside the API that it was held against, at one kind of cost. */
export interface Sides {
  readonly run: RunRecord
  readonly money: MoneyRecord
  readonly own: MoneySideRecord
  readonly api: MoneySideRecord
  /** Share that is saved; negative where it costs more. */
  readonly saving: number
}

/** Every run beside each API that a claim held it against, once for each kind of cost. */
export function sidesOf(runs: readonly RunRecord[]): Sides[] {
  const found = new Map<string, Sides>()
  for (const run of runs) {
    for (const { money } of run.claims) {
      if (money === undefined || money.api === null) continue
      const { own, api } = money
      const key = JSON.stringify([run.id, own.cost, api.label, api.source])
      if (!found.has(key)) found.set(key, { run, money, own, api, saving: 1 - own.usdPerRequest / api.usdPerRequest })
    }
  }
  return [...found.values()]
}

/** Figures of one side that follow from its cost of a request. */
export interface SideFigures extends Projection {
  /** US dollars of a million tokens, input and output; null where nobody counted them. */
  readonly perMillion: number | null
  readonly tokensPerDollar: number | null
}

/** A side's cost over its tokens and over a volume of requests. */
export function figuresOf(side: MoneySideRecord, { volume }: MoneyRecord): SideFigures {
  const { usdPerRequest, inputTokens, outputTokens } = side
  const tokens = inputTokens === null ? null : inputTokens + (outputTokens ?? 0)
  return {
    ...projected(usdPerRequest, volume),
    perMillion: usdPerMillion(usdPerRequest, tokens),
    tokensPerDollar: tokensPerDollar(usdPerRequest, tokens),
  }
}

/** The use from which the run's machine costs less than the API; `unknown` where nobody declared the machine. */
export function breakEvenOf({ run, api }: Sides): BreakEven | 'unknown' | null {
  const full = run.cost?.full
  if (full === undefined) return 'unknown'
  return breakEven(full.owned, {
    marginalUsd: full.split.electricity,
    seconds: full.secondsPerRequest,
    apiUsd: api.usdPerRequest,
  })
}
