import type { DeviceRecord } from '../../../src/record/energy.ts'
import { colors } from '../kit/colors.ts'
import type { PanelArea } from '../kit/panel-area.ts'
import { type SeriesDomain, seriesDomain, sortedValues } from '../kit/series.ts'
import { textAt } from '../kit/svg.ts'
import { type CounterRow, counterRows, known } from './counter-rows.ts'
import { deviceWords } from './device-words.ts'
import { curve, dots, rowHeight, timeAxis, timeRow } from './time-row.ts'

const shades = [colors.p50, colors.p95, colors.p99] as const
/** Devices that are drawn: more lines than these nobody tells apart. */
const mostDevices = shades.length
const titleRoom = 24
const axisRoom = 34
const wordsHeight = 16

/** Times of the requests, to stand above the counters on the same axis. */
export interface TimedLatencies {
  readonly title: string
  /** Milliseconds from the first send. */
  readonly starts: Float64Array
  /** Milliseconds; not finite where a request failed. */
  readonly values: Float64Array
}

/** Room that the panel needs for these devices, in pixels; 0 for none. */
export function deviceRoom(devices: readonly DeviceRecord[]): number {
  const shown = drawn(devices)
  if (shown.length === 0) return 0
  return titleRoom + rowHeight * (1 + counterRows(shown).length) + axisRoom + wordsHeight * shown.length
}

/**
 * The requests' times and, below them on the same time axis, a row for each counter of the devices: power, how busy,
 * memory, clock and temperature, as far as they were told; then each device in words.
 */
export function devicePanel(
  devices: readonly DeviceRecord[],
  latencies: TimedLatencies,
  area: Omit<PanelArea, 'height'>,
): string[] {
  const shown = drawn(devices)
  if (shown.length === 0) return []
  const last = Math.max(1, ...shown.flatMap(({ at }) => at))
  const top = (row: number): number => area.top + titleRoom + row * rowHeight
  const { low, high } = domainOf(latencies.values)
  const first = timeRow({ title: latencies.title, low, high }, last, { ...area, top: top(0) })
  const rows = counterRows(shown)
  const drawnRows = rows.map((row, place) => counterPanel(row, shown, last, { ...area, top: top(place + 1) }))
  const wordsTop = top(rows.length + 1) + axisRoom - 10
  return [
    textAt(area.left, area.top + 8, 'Requests and devices over the time of the run', { bold: true, size: 12 }),
    ...first.frame,
    dots(latencies.starts, latencies.values, first),
    ...drawnRows.flatMap(({ shapes }) => shapes),
    ...timeAxis(drawnRows.at(-1)?.row ?? first),
    ...shown.map((device, place) =>
      textAt(area.left, wordsTop + wordsHeight * place, deviceWords(device), {
        fill: shades[place] ?? colors.p50,
        size: 11,
        width: area.width,
      }),
    ),
  ]
}

interface CounterPanel {
  readonly row: ReturnType<typeof timeRow>
  readonly shapes: string[]
}

function counterPanel(
  { title, valuesOf, low, high }: CounterRow,
  devices: readonly DeviceRecord[],
  last: number,
  area: Omit<PanelArea, 'height'>,
): CounterPanel {
  const domain = domainOf(Float64Array.from(devices.flatMap((device) => known(valuesOf(device)))))
  const row = timeRow({ title, low: low ?? domain.low, high: high ?? domain.high }, last, area)
  const curves = devices.map((device, place) => curve(device.at, valuesOf(device), shades[place] ?? colors.p50, row))
  return { row, shapes: [...row.frame, ...curves] }
}

function domainOf(values: Float64Array): SeriesDomain {
  const domain = seriesDomain(sortedValues(values))
  return domain.high > domain.low ? domain : { ...domain, high: domain.low + 1 }
}

/** Devices with a counter that makes a curve. */
function drawn(devices: readonly DeviceRecord[]): readonly DeviceRecord[] {
  return devices.filter((device) => counterRows([device]).length > 0).slice(0, mostDevices)
}
