import { believedWatts } from './most-watts.ts'

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

/** Figures above which a card has none, but its line is damaged. */
const [mostIndex, mostMebibytes, mostMhz, mostCelsius] = [1023, 2 ** 24, 20_000, 200]

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
  if (index === null || !Number.isInteger(index) || index < 0 || index > mostIndex) return null
  const within = (field: string, least: number, most: number): number | null => {
    const value = number(field)
    return value !== null && value >= least && value <= most ? value : null
  }
  const percent = within('utilization.gpu', 0, 100)
  const mebibytes = within('memory.used', 0, mostMebibytes)
  return {
    index,
    stamp: stampOf(cells[fields.indexOf('timestamp')] ?? ''),
    watts: believedWatts(number('power.draw.instant')) ?? believedWatts(number('power.draw')),
    limitWatts: aboveZero(believedWatts(number('enforced.power.limit'))),
    utilization: percent === null ? null : percent / 100,
    memoryBytes: mebibytes === null ? null : mebibytes * 2 ** 20,
    clockMhz: within('clocks.sm', 0, mostMhz),
    celsius: within('temperature.gpu', -50, mostCelsius),
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
  // A thirteenth month would be taken for one of the next year.
  const isDay = new Date(at).getUTCMonth() === month - 1 && new Date(at).getUTCHours() === hour
  return Number.isFinite(at) && isDay ? at : null
}
