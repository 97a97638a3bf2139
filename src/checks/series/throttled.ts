import { formatCount, formatShare } from '../../figures.ts'
import { medianOf } from '../../stats/quantiles/median.ts'
import type { DeviceRecord } from '../../record/energy.ts'
import type { Check } from '../evidence/check.ts'

/** Share by which a clock falls from the first third of a run to its last one, of a device that stays busy. */
const mostDrop = 0.1
const busyShare = 0.5
/** Readings of a third, at least. */
const fewest = 5

/** A device whose clock fell while it was at work: too hot, or out of power. */
export const throttled: Check = ({ end: { energy } }) => {
  const drops = (energy?.devices ?? []).flatMap((device) => dropOf(device) ?? [])
  const [worst] = drops.toSorted((one, other) => other.share - one.share)
  if (worst === undefined) return null
  const base = { id: 'throttled', protects: ['all'] }
  const words = `the clock of ${worst.device} went from ${formatCount(worst.before)} to ${formatCount(worst.after)} MHz`
  if (worst.share <= mostDrop) return { ...base, status: 'ok', message: words }
  return {
    ...base,
    status: 'warning',
    message:
      `${words} (${formatShare(worst.share)} less) while it was at work: cool it, raise its limit, or ` +
      'warm up longer',
  }
}

interface ClockDrop {
  readonly device: string
  readonly before: number
  readonly after: number
  readonly share: number
}

function dropOf({ device, clockMhz, utilization }: DeviceRecord): ClockDrop | null {
  const busy = clockMhz.filter((clock, index) => clock !== null && (utilization[index] ?? 0) >= busyShare) as number[]
  const third = Math.floor(busy.length / 3)
  if (third < fewest) return null
  const before = median(busy.slice(0, third))
  const after = median(busy.slice(-third))
  return before > 0 ? { device, before, after, share: 1 - after / before } : null
}

function median(values: readonly number[]): number {
  return medianOf(Float64Array.from(values))
}
