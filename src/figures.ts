import { plainText } from './plain-text.ts'

/** Words behind the name of a figure in which failed requests count: it is another one than that of the answered. */
export const withFailures = ' incl. failures'

/** Dash that stands in the place of a missing figure. */
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

/** Significant digits of a figure: no more than a clock can give. */
const usualDigits = 3

/** A number with so many significant digits; whole digits are never dropped: 0.862, 12.3, 12,346. */
export function formatNumber(value: Figure, digits: number = usualDigits): string {
  if (!isFigure(value)) return none
  if (value === 0) return '0'
  return grouped(value.toFixed(decimals(value, digits)))
}

/** A whole number: 12,346. */
export function formatCount(value: Figure): string {
  return isFigure(value) ? grouped(Math.round(value).toString()) : none
}

/** A figure that a request without an end may have made infinite: 12.3, infinite. */
export function formatObserved(value: number, digits: number = usualDigits): string {
  return value === Number.POSITIVE_INFINITY ? 'infinite' : formatNumber(value, digits)
}

/** A figure that may be a declared one: 50 and 0.15 stay so, one of more digits is rounded. */
export function formatGiven(value: number): string {
  return Number(value.toPrecision(usualDigits)) === value && Math.abs(value) >= 1e-6
    ? grouped(String(value))
    : formatNumber(value)
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

/** Milliseconds that are only guessed, to one digit: 400 ms, 9 s, 20 s, 3 min, 2 h. */
export function formatRoughly(milliseconds: number): string {
  const [unit, size] =
    milliseconds < 950
      ? (['ms', 1] as const)
      : milliseconds < 55_000
        ? (['s', 1000] as const)
        : milliseconds < 55 * 60_000
          ? (['min', 60_000] as const)
          : (['h', 3_600_000] as const)
  return `${formatCount(Number((milliseconds / size).toPrecision(1)))} ${unit}`
}

/** A share of one in per cent: 99.5 %. A share below one is never rounded up to 100. */
export function formatShare(share: Figure, extra = 0): string {
  if (!isFigure(share)) return none
  const percent = share * 100
  const digits = (percent > 99 ? 2 : 1) + extra
  const text = grouped(String(Number(percent.toFixed(digits))))
  return share < 1 && text === '100' ? `>99.${'9'.repeat(digits)} %` : `${text} %`
}

/** A declared share in per cent, with the digits that it was declared with: 90 %, 99.95 %. */
export function formatGivenShare(share: number): string {
  return `${Number((share * 100).toFixed(10))} %`
}

/** A confidence in per cent, with at most two decimals: 95 %, 98.33 %. */
export function formatConfidence(confidence: number): string {
  return `${Number((confidence * 100).toFixed(2))} %`
}

/** A p-value as it stands in a sentence: p = 0.012, p < 0.001. */
export function formatPValue(pValue: number): string {
  return pValue < 0.001 ? 'p < 0.001' : `p = ${pValue.toFixed(3)}`
}

interface ByteUnits {
  readonly base: number
  readonly names: readonly string[]
}

const decimalUnits: ByteUnits = { base: 1000, names: ['B', 'kB', 'MB', 'GB', 'TB'] }
const binaryUnits: ByteUnits = { base: 1024, names: ['B', 'KiB', 'MiB', 'GiB', 'TiB'] }

function scaled(bytes: number, { base, names }: ByteUnits, format: (value: number) => string): string {
  let power = 0
  while (power < names.length - 1 && Math.abs(bytes) >= base ** (power + 1)) power++
  return `${power === 0 ? formatCount(bytes) : format(bytes / base ** power)} ${names[power]}`
}

/** Bytes in decimal units: 1 GB is 10^9 bytes. */
export function formatBytes(bytes: Figure, digits: number = usualDigits): string {
  return isFigure(bytes) ? scaled(bytes, decimalUnits, (value) => formatNumber(value, digits)) : none
}

/** Bytes in binary units: 1 GiB is 2^30 bytes. */
export function formatBinaryBytes(bytes: Figure): string {
  return isFigure(bytes) ? scaled(bytes, binaryUnits, formatNumber) : none
}

/** US dollars without an exponent: $0.0000017, $0.62, $1,234.50. */
export function formatUsd(usd: Figure): string {
  if (!isFigure(usd)) return none
  if (usd === 0) return '$0'
  const sign = usd < 0 ? '-' : ''
  const size = Math.abs(usd)
  if (size >= 0.1) return `${sign}$${grouped(size.toFixed(2))}`
  return `${sign}$${size.toFixed(decimals(size, usualDigits)).replace(/0+$/u, '')}`
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

/** Every digit of a declared number, without an exponent. */
function inFull(value: number): string {
  return grouped(Math.abs(value) < 1e-6 ? value.toFixed(20).replace(/\.?0+$/u, '') : String(value))
}

/** A declared limit with its unit, in every digit that it was declared with: 50 ms, 1,500 ms, $0.125, 2 GB. */
export function formatLimit(limit: number, unit: string): string {
  if (unit === 'USD') return `$${inFull(limit)}`
  return unit === 'bytes' ? scaled(limit, decimalUnits, inFull) : `${inFull(limit)} ${unit}`
}

/** Most further digits: more than a float64 tells apart. */
const mostExtra = 18

/** The value in the fewest digits beyond the usual ones in which it does not read as its limit does. */
function beside(value: number, limit: number, format: (value: number, extra: number) => string): string {
  if (value === limit) return format(value, 0)
  for (let extra = 0; extra < mostExtra; extra++) {
    const text = format(value, extra)
    if (text !== format(limit, extra)) return text
  }
  return String(value)
}

/**
 * A figure beside its limit: with as many more digits as it takes for the two to read differently,
 * so that no message says "expected below 50, observed 50.0".
 */
export function figureBeside(value: number, limit: number): string {
  return beside(value, limit, (each, extra) => formatObserved(each, usualDigits + extra))
}

/** {@link figureBeside} of shares, in per cent. */
export function shareBeside(share: number, limit: number): string {
  return beside(share, limit, formatShare)
}

/** {@link figureBeside} of bytes, in decimal units. */
export function bytesBeside(bytes: number, limit: number): string {
  return beside(bytes, limit, (each, extra) => formatBytes(each, usualDigits + extra))
}
