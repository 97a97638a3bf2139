import type { MoneyRecord } from '../../src/record/money/money.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { sampleClaim, sampleRun, sampleSeries } from './sample-report.ts'

export const price = {
  provider: 'OpenAI',
  model: 'gpt-4o-mini',
  date: '2026-11-22',
  since: null,
  list: '@pydantic/genai-prices',
  version: '0.1.8',
  service: 'standard',
  factor: null,
} as const
export const money: MoneyRecord = {
  own: {
    label: 'tiny',
    cost: 'marginal',
    usdPerRequest: 0.0000017,
    interval: { low: 0.0000016, high: 0.0000019, confidence: 0.9 },
    kind: 'declared',
    inputTokens: 600,
    outputTokens: 100,
    source: 'local, electricity only: power 30 W declared',
    price: null,
    unknown: [],
  },
  api: {
    label: 'OpenAI gpt-4o-mini',
    cost: 'price',
    usdPerRequest: 0.00015,
    interval: null,
    kind: 'declared',
    inputTokens: 600,
    outputTokens: 100,
    source: 'price of 2026-11-22, @pydantic/genai-prices 0.1.8',
    price,
    unknown: [],
  },
  dispute: null,
  volume: { requestsPerDay: 1000, daysInMonth: 30 },
}
export const cost: NonNullable<RunRecord['cost']> = {
  basis: 'electricity',
  usdPerRequest: 0.0000017,
  interval: money.own.interval,
  kind: 'declared',
  parts: [],
  unknown: [],
  volume: money.volume,
}
export const full = {
  usdPerRequest: 0.0000451,
  interval: null,
  kind: 'declared',
  split: { electricity: 0.0000017, idle: 0.0000003, hardware: 0.0000431 },
  owned: { usd: 2000, years: 4, utilization: 0.5, idleWatts: 10, usdPerKwh: 0.15 },
  secondsPerRequest: 1.36,
  parts: [],
  unknown: [],
} as const

export function runWith(of: MoneyRecord, more: Partial<RunRecord> = {}): RunRecord {
  const claims = [sampleClaim({ matcher: 'toSaveCostVs', metric: 'cost', money: of })]
  return sampleRun(sampleSeries(10, 1360), { name: 'reference', title: 'reference', cost, claims, ...more })
}
