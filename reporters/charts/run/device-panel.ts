import type { DeviceRecord } from '../../../src/record/energy.ts'
import { formatBytes, formatCount, formatDuration, formatNumber, formatShare } from '../../../src/figures.ts'
import { plainName } from '../../../src/plain-text.ts'
import { bottomAxis, leftAxis, roundTicks, type Tick } from '../kit/axis.ts'
import { colors } from '../kit/colors.ts'
import type { PanelArea } from '../kit/panel-area.ts'
import { linearScale, type Scale } from '../kit/scale.ts'
import { px, textAt } from '../kit/svg.ts'

const shades = [colors.p50, colors.p95, colors.p99] as const
/** Devices that are drawn: more lines than these nobody tells apart. */
const mostDevices = shades.length
const inset = 44
const titleRoom = 24

/** Room that the panel needs for these devices, in pixels; 0 for none. */
export function deviceRoom(devices: readonly DeviceRecord[]): number {
  return drawn(devices).length === 0 ? 0 : titleRoom + 96 + 16 * drawn(devices).length
}

/** Power of the devices over the time of the run, with a line in words for each: how busy, how hot, how fast. */
export function devicePanel(devices: readonly DeviceRecord[], area: Omit<PanelArea, 'height'>): string[] {
  const lines = drawn(devices)
  if (lines.length === 0) return []
  const most = Math.max(...lines.flatMap(({ watts }) => known(watts)))
  const last = Math.max(1, ...lines.flatMap(({ at }) => at))
  const plot = { left: area.left + inset, top: area.top + titleRoom, width: area.width - inset, height: 70 }
  const x = linearScale(0, last, plot.left + 3, plot.left + plot.width - 3)
  const y = linearScale(0, most * 1.05, plot.top + plot.height, plot.top)
  return [
    textAt(area.left, area.top + 8, 'Power of the devices over time, W', { bold: true, size: 12 }),
    ...leftAxis(plot, y, roundTicks(y, 3)),
    ...lines.map((device, place) => lineOf(device, shades[place] ?? colors.p50, x, y)),
    ...bottomAxis(plot, x, timeTicks(last), { inside: true }),
    ...lines.map((device, place) =>
      textAt(area.left + inset, plot.top + plot.height + 34 + 16 * place, deviceWords(device), {
        fill: shades[place] ?? colors.p50,
        size: 11,
        width: plot.width,
      }),
    ),
  ]
}

function drawn(devices: readonly DeviceRecord[]): readonly DeviceRecord[] {
  return devices.filter(({ watts }) => known(watts).length > 1).slice(0, mostDevices)
}

function lineOf({ at, watts }: DeviceRecord, color: string, x: Scale, y: Scale): string {
  let path = ''
  for (const [index, moment] of at.entries()) {
    const value = watts[index] ?? null
    if (value !== null) path += `${path === '' ? 'M' : 'L'}${px(x.at(moment))} ${px(y.at(value))}`
  }
  return `<path d="${path}" stroke="${color}" stroke-width="1.6" fill="none" stroke-linejoin="round"/>`
}

function timeTicks(last: number): Tick[] {
  return [0, last / 2, last].map((value) => ({ value, label: formatDuration(value) }))
}

/** A device in words: `GPU 0: 287 W, 97 % busy, 1,755 MHz, at most 61 °C, 34.8 GB`. */
export function deviceWords({ device, watts, utilization, memoryBytes, clockMhz, celsius }: DeviceRecord): string {
  const facts = [
    [meanOf(watts), (value: number) => `${formatNumber(value)} W`],
    [meanOf(utilization), (value: number) => `${formatShare(value)} busy`],
    [meanOf(clockMhz), (value: number) => `${formatCount(value)} MHz`],
    [mostOf(celsius), (value: number) => `at most ${formatCount(value)} °C`],
    [mostOf(memoryBytes), (value: number) => formatBytes(value)],
  ] as const
  const told = facts.flatMap(([value, words]) => (value === null ? [] : [words(value)]))
  return `${plainName(device)}: ${told.join(', ')}`
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null)
}

function meanOf(values: readonly (number | null)[]): number | null {
  const all = known(values)
  return all.length === 0 ? null : all.reduce((sum, value) => sum + value, 0) / all.length
}

function mostOf(values: readonly (number | null)[]): number | null {
  const all = known(values)
  return all.length === 0 ? null : Math.max(...all)
}
