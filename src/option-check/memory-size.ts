/** Unit of a memory size: GB is 10^9 bytes, GiB is 2^30. */
type MemoryUnit = 'B' | 'KB' | 'MB' | 'GB' | 'TB' | 'KiB' | 'MiB' | 'GiB' | 'TiB'

const units: Readonly<Record<MemoryUnit, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
}

/** A memory size: bytes, or a number with a unit. */
export type MemorySize = number | `${number} ${MemoryUnit}` | `${number}${MemoryUnit}`

/** Words for what {@link bytesOfSize} takes. */
export const memorySizeWords: string = [
  `bytes above 0, or a number with one of ${Object.keys(units).join(', ')}`,
  'such as "2 GB" or "1.5 GiB"',
].join(', ')

/** Bytes of a memory size; null for a value that is none. */
export function bytesOfSize(size: unknown): number | null {
  const bytes = typeof size === 'string' ? parsed(size) : size
  return typeof bytes === 'number' && Number.isFinite(bytes) && bytes > 0 ? bytes : null
}

function parsed(size: string): number {
  const { amount, unit } = /^(?<amount>\d+(?:\.\d+)?) ?(?<unit>[A-Za-z]+)$/u.exec(size)?.groups ?? {}
  if (amount === undefined || unit === undefined || !isUnit(unit)) return Number.NaN
  return Number(amount) * units[unit]
}

function isUnit(name: string): name is MemoryUnit {
  return Object.hasOwn(units, name)
}
