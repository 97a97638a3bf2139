import { formatCount, formatGiven, formatNumber } from '../../../../src/figures.ts'
import { breakEven, breakEvenInterval } from '../../../../src/money/break-even.ts'
import { mostRequestsPerDay, payback, paybackInterval, powerPerMonth } from '../../../../src/money/payback.ts'
import type { IntervalRecord } from '../../../../src/record/figure.ts'
import type { Ends, PaymentLines } from './lines-panel.ts'
import type { OwnedSides } from './owned-sides.ts'

const monthsInYear = 12

/** Whether one machine answers the volume that costs are projected to. */
export function isEnough({ money, request }: OwnedSides): boolean {
  return money.volume.requestsPerDay <= mostRequestsPerDay(request)
}

/** The sum that is paid, month after month: the machine at the start and then its power, or the API. */
export function overMonths(sides: OwnedSides): PaymentLines {
  const { full, request, electricity, money } = sides
  const { powerUsd, apiUsd, months } = payback(full.owned, request, money.volume)
  const interval = paybackInterval(full.owned, request, money.volume, electricity)
  const life = full.owned.years * monthsInYear
  const isWithin = months !== null && months <= life
  // Up to twice the break-even, so that it stands in the middle.
  const end = isWithin ? Math.min(life, Math.max(2 * months, 1.2 * (interval?.high ?? 0))) : life
  const paid = (perMonth: number): Ends => [full.owned.usd, full.owned.usd + perMonth * end]
  const at = (marginalUsd: number | null): Ends =>
    paid(powerPerMonth(full.owned, { ...request, marginalUsd: marginalUsd ?? request.marginalUsd }, money.volume))
  return {
    title: `Paid in all at ${formatCount(money.volume.requestsPerDay)} requests a day`,
    axis: `months, of a life of ${formatGiven(life)}`,
    end,
    own: paid(powerUsd),
    band: electricity === null ? null : { low: at(electricity.low), high: at(electricity.high) },
    api: [0, apiUsd * end],
    even: isWithin ? { at: months, interval, words: `${formatNumber(months)} months${rangeOf(interval)}` } : null,
    mark: null,
  }
}

/** The cost of a month against requests a day: the machine with its hardware and power, or the API. */
export function overRequests(sides: OwnedSides): PaymentLines {
  const { full, request, electricity, money } = sides
  const { requestsPerDay, daysInMonth } = money.volume
  const even = breakEven(full.owned, request)?.requestsPerDay ?? null
  const interval = breakEvenInterval(full.owned, request, electricity)
  const most = mostRequestsPerDay(request)
  const end = Math.min(most, 1.3 * Math.max(requestsPerDay, even ?? 0, interval?.high ?? 0))
  const hardware = full.owned.usd / (full.owned.years * monthsInYear)
  const monthly = (marginalUsd: number): Ends => {
    const at = (volume: number): number =>
      hardware + powerPerMonth(full.owned, { ...request, marginalUsd }, { requestsPerDay: volume, daysInMonth })
    return [at(0), at(end)]
  }
  return {
    title: 'A month, hardware over its life',
    axis: `requests a day, of at most ${formatCount(most)}`,
    end,
    own: monthly(request.marginalUsd),
    band:
      electricity === null
        ? null
        : {
            low: monthly(electricity.low ?? request.marginalUsd),
            high: monthly(electricity.high ?? request.marginalUsd),
          },
    api: [0, request.apiUsd * end * daysInMonth],
    even:
      even === null ? null : { at: even, interval, words: `${formatCount(Math.ceil(even))} a day${rangeOf(interval)}` },
    mark: requestsPerDay <= end ? { at: requestsPerDay, words: `${formatCount(requestsPerDay)} a day` } : null,
  }
}

function rangeOf(interval: IntervalRecord | null): string {
  if (interval === null) return ''
  const [low, high] = [endText(interval.low), endText(interval.high)]
  return low === high ? '' : ` [${low}, ${high}]`
}

function endText(value: number | null): string {
  if (value === null) return 'unbounded'
  return value >= 1000 ? formatCount(value) : formatNumber(value)
}
