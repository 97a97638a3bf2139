import { now, pause } from '../../../clock.ts'
import type { DeviceSeries, DeviceState, ReadingForm } from './contract/series.ts'
import { onOneClock } from './contract/on-one-clock.ts'
import type { MeterReadings } from './contract/window-energy.ts'

/** One reading of a device. */
export interface MeterEntry {
  readonly device: string
  /** When it came, in milliseconds of the one clock. */
  readonly at: number
  /** When the meter says that it was taken, in milliseconds of a clock of its own; left out where it does not say. */
  readonly stamp?: number
  /** Watts or joules; null where the device does not know. */
  readonly value: number | null
  readonly activity?: number | null
  readonly limitWatts?: number | null
  readonly state?: DeviceState
}

interface Page {
  readonly at: number[]
  readonly stamps: (number | null)[]
  readonly values: (number | null)[]
  readonly activity: (number | null)[]
  readonly states: DeviceState[]
  limitWatts: number | null
}

const lookMs = 20

/** Readings of a meter's devices, as they come in. */
export class MeterBook {
  readonly #form: ReadingForm
  readonly #pages = new Map<string, Page>()
  #expected: readonly string[] = []
  #ended: MeterReadings['ended'] = null

  constructor(form: ReadingForm) {
    this.#form = form
  }

  /** Devices that must be among the readings. */
  expect(devices: readonly string[]): void {
    this.#expected = devices
  }

  add({ device, at, stamp, value, activity, limitWatts, state }: MeterEntry): void {
    const page = this.#pages.get(device) ?? {
      at: [],
      stamps: [],
      values: [],
      activity: [],
      states: [],
      limitWatts: null,
    }
    this.#pages.set(device, page)
    page.at.push(at)
    page.stamps.push(stamp ?? null)
    page.values.push(value)
    page.activity.push(activity ?? null)
    if (state !== undefined) page.states.push(state)
    page.limitWatts = limitWatts ?? page.limitWatts
  }

  /** Says that no more will come. */
  end(reason: string): void {
    this.#ended ??= { at: now(), reason }
  }

  get devices(): string[] {
    return [...this.#pages.keys()]
  }

  get ended(): MeterReadings['ended'] {
    return this.#ended
  }

  get series(): DeviceSeries[] {
    return [...this.#pages].map(([device, { at, stamps, values, activity, limitWatts, states }]) => ({
      device,
      form: this.#form,
      at: onOneClock(at, stamps),
      values: [...values],
      limitWatts,
      activity: activity.every((share) => share === null) ? null : [...activity],
      states: states.length === at.length ? [...states] : null,
    }))
  }

  get readings(): MeterReadings {
    return { series: this.series, counters: [], expected: this.#expected, ended: this.#ended }
  }

  /** Resolves once every device told something after a moment, after so long, or when no more will come. */
  async after(moment: number, patienceMs: number): Promise<void> {
    const until = now() + patienceMs
    while (!this.#hasAllAfter(moment) && this.#ended === null && now() < until) {
      // oxlint-disable-next-line no-await-in-loop -- it waits for what comes
      await pause(lookMs)
    }
  }

  #hasAllAfter(moment: number): boolean {
    const devices = this.series
    return (
      devices.length > 0 &&
      devices.every(({ at, values }) => at.some((when, index) => when >= moment && (values[index] ?? 0) > 0))
    )
  }
}
