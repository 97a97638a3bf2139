/**
 * A figure for a message: three to four significant digits, no exponent for the sizes that occur, no
 * digits that a clock cannot give.
 */
export function figure(value: number): string {
  return figureWith(value, 0)
}

/**
 * A figure beside its limit: with as many more digits as it takes for the two to read differently,
 * so that no message says "expected below 50.0, observed 50.0".
 */
export function figureBeside(value: number, limit: number): string {
  const shown = String(limit)
  for (let extra = 0; extra < 6; extra++) {
    const text = figureWith(value, extra)
    if (value === limit || Number(text) !== Number(shown)) return text
  }
  return String(value)
}

function figureWith(value: number, extra: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'infinite'
  const size = Math.abs(value)
  if (size !== 0 && size < 0.1) return decimal(value, 3 + extra)
  if (size >= 1000) return value.toFixed(extra)
  if (size >= 10) return value.toFixed(1 + extra)
  return value.toFixed((size >= 1 ? 2 : 3) + extra)
}

/** Significant digits without an exponent, down to a billionth of a billionth. */
function decimal(value: number, digits: number): string {
  const leading = Math.ceil(-Math.log10(Math.abs(value)))
  return value.toFixed(Math.min(20, leading + digits - 1))
}

/** US dollars, for example `$0.0000017`. */
export function dollars(usd: number): string {
  const size = Math.abs(usd)
  const text = size === 0 ? '0' : size < 1 ? decimal(size, 2 + (size < 0.01 ? 1 : 0)) : size.toFixed(2)
  return `${usd < 0 ? '-' : ''}$${text}`
}

/** A share as per cent, for example `41.2 %`. */
export function percent(share: number): string {
  return `${figure(share * 100)} %`
}

/** A confidence or a declared share as per cent, without digits nobody asked for: `90 %`. */
export function exactPercent(share: number): string {
  return `${Number((share * 100).toFixed(10))} %`
}

/** A confidence as per cent with at most two decimals: `95 %`, `98.33 %`. */
export function confidencePercent(confidence: number): string {
  return `${Number((confidence * 100).toFixed(2))} %`
}
