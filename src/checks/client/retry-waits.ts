import { formatCount, formatNumber, formatShare } from '../../figures.ts'
import { waitsRecord } from '../../plan/waits-record.ts'
import type { Check } from '../evidence/check.ts'

/** Share of the clients' time up to which the load is still the one that was asked for. */
const usualShare = 0.01

/** Clients that wait because a refusal told them to make no load: it was made by fewer than were asked for. */
export const retryWaits: Check = ({ header, samples, end }) => {
  const clients = header.plan.concurrency
  const waits = waitsRecord(clients, end.waits)
  if (waits === null) return null
  const { share, concurrency } = waits
  const told = samples.filter(({ state, http }) => state === 'failed' && (http?.retryAfterSeconds ?? 0) > 0).length
  const base = { id: 'retry-waits', protects: ['latency', 'ttft', 'throughput'] }
  const found = `clients waited ${formatShare(share)} of the time because they were told to (Retry-After)`
  if (share <= usualShare) return { ...base, status: 'ok', message: found }
  return {
    ...base,
    status: 'warning',
    message:
      `${found}, after ${formatCount(told)} refused requests: of ${formatCount(clients)} clients ` +
      `${formatNumber(concurrency)} were at work on average: read the figures as those of so many, or ` +
      'ask for fewer clients',
  }
}
