import { plainText } from '../../src/plain-text.ts'

/** What stands where there is no figure. */
export const none = '–'

type Figure = number | null | undefined

function isFigure(value: Figure): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.')
  const groups = whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, ',')
  return fraction === undefined ? groups : `${groups}.${fraction}`
}

/** Digits after the point that leave `digits` significant ones. */
function decimals(value: number, digits: number): number {
  const magnitude = Math.floor(Math.log10(Math.abs(value)))
  const rounded = Number(value.toPrecision(digits))
  const carried = Math.floor(Math.log10(Math.abs(rounded)))
  return Math.min(20, Math.max(0, digits - 1 - Math.max(magnitude, carried)))
}

/** A number with so many significant digits; whole digits are never dropped: 0.862, 12.3, 12,346. */
export function formatNumber(value: Figure, digits = 3): string {
  if (!isFigure(value)) return none
  if (value === 0) return '0'
  return grouped(value.toFixed(decimals(value, digits)))
}

/** A whole number: 12,346. */
export function formatCount(value: Figure): string {
  return isFigure(value) ? grouped(Math.round(value).toString()) : none
}

/** Milliseconds in the unit a person would say: 0.862 ms, 1.36 s, 2 min 5 s. */
export function formatDuration(milliseconds: Figure): string {
  if (!isFigure(milliseconds)) return none
  if (Math.abs(milliseconds) < 1000) return `${formatNumber(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 59.95) return `${formatNumber(seconds)} s`
  const whole = Math.round(seconds)
  return `${formatCount(Math.floor(whole / 60))} min ${whole % 60} s`
}

/** A share of one in per cent: 99.5 %. What is below one is never rounded up to 100. */
export function formatShare(share: Figure): string {
  if (!isFigure(share)) return none
  const percent = share * 100
  const text = `${Number(percent.toFixed(percent > 99 ? 2 : 1))} %`
  return share < 1 && text === '100 %' ? '>99.99 %' : text
}

function scaled(value: number, base: number, units: readonly string[]): string {
  let power = 0
  while (power < units.length - 1 && Math.abs(value) >= base ** (power + 1)) power++
  if (power === 0) return `${formatCount(value)} ${units[0]}`
  return `${formatNumber(value / base ** power)} ${units[power]}`
}

/** Bytes in decimal units: 1 GB is 10^9 bytes. */
export function formatBytes(bytes: Figure): string {
  return isFigure(bytes) ? scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB']) : none
}

/** Bytes in binary units: 1 GiB is 2^30 bytes. */
export function formatBinaryBytes(bytes: Figure): string {
  return isFigure(bytes) ? scaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']) : none
}

/** US dollars without an exponent: $0.0000017, $0.62, $1,234.50. */
export function formatUsd(usd: Figure): string {
  if (!isFigure(usd)) return none
  if (usd === 0) return '$0'
  const sign = usd < 0 ? '-' : ''
  const size = Math.abs(usd)
  if (size >= 0.1) return `${sign}$${grouped(size.toFixed(2))}`
  return `${sign}$${size.toFixed(decimals(size, 3)).replace(/0+$/u, '')}`
}

/** A figure that may be a declared one: 50 and 0.15 stay so, what has more digits is rounded. */
function formatGiven(value: number): string {
  return Number(value.toPrecision(3)) === value && Math.abs(value) >= 1e-6
    ? grouped(String(value))
    : formatNumber(value)
}

/** A number with its unit; a text as it is, on one line. */
export function formatQuantity(value: Figure | string, unit: string): string {
  if (typeof value === 'string') return plainText(value)
  if (!isFigure(value)) return none
  switch (unit) {
    case 'USD':
    case 'usd':
      return formatUsd(value)
    case 'bytes':
      return formatBytes(value)
    case 'share':
      return formatShare(value)
    case '':
    case 'ratio':
      return formatGiven(value)
    default:
      return `${formatGiven(value)} ${plainText(unit)}`
  }
}
