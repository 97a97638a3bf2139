/** Fields that nvidia-smi is asked for, in this order. */
export const nvidiaFields: readonly string[] = [
  'timestamp',
  'index',
  'power.draw.instant',
  'power.draw',
  'enforced.power.limit',
  'utilization.gpu',
  'memory.used',
  'clocks.sm',
  'temperature.gpu',
]

/** One reading of one GPU; null where the driver answers N/A. */
export interface NvidiaRow {
  readonly index: number
  /** Milliseconds of the machine's own calendar. */
  readonly stamp: number | null
  readonly watts: number | null
  readonly limitWatts: number | null
  /** 0 to 1. */
  readonly utilization: number | null
  readonly memoryBytes: number | null
  readonly clockMhz: number | null
  readonly celsius: number | null
}

/** A line of `--format=csv,noheader,nounits`; null for what is none of its rows. */
export function nvidiaRow(line: string, fields: readonly string[]): NvidiaRow | null {
  const cells = line.split(',').map((cell) => cell.trim())
  if (cells.length !== fields.length) return null
  const number = (field: string): number | null => {
    const cell = cells[fields.indexOf(field)] ?? ''
    const value = /^-?\d+(?:\.\d+)?$/u.test(cell) ? Number(cell) : Number.NaN
    return Number.isFinite(value) ? value : null
  }
  const index = number('index')
  if (index === null || !Number.isInteger(index) || index < 0) return null
  const percent = number('utilization.gpu')
  const mebibytes = number('memory.used')
  return {
    index,
    stamp: stampOf(cells[fields.indexOf('timestamp')] ?? ''),
    watts: number('power.draw.instant') ?? number('power.draw'),
    limitWatts: aboveZero(number('enforced.power.limit')),
    utilization: percent === null || percent < 0 || percent > 100 ? null : percent / 100,
    memoryBytes: mebibytes === null ? null : mebibytes * 2 ** 20,
    clockMhz: number('clocks.sm'),
    celsius: number('temperature.gpu'),
  }
}

function aboveZero(value: number | null): number | null {
  return value !== null && value > 0 ? value : null
}

/** `2026/11/26 16:43:41.123`, without a time zone, which differences do not need. */
function stampOf(cell: string): number | null {
  const found = /^(\d{4})\/(\d{2})\/(\d{2}) (\d{2}):(\d{2}):(\d{2})\.(\d{3})$/u.exec(cell)
  if (found === null) return null
  const [year = 0, month = 1, day, hour, minute, second, thousandth] = found.slice(1).map(Number)
  const at = Date.UTC(year, month - 1, day, hour, minute, second, thousandth)
  return Number.isFinite(at) ? at : null
}
