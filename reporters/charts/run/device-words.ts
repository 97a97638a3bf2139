import type { DeviceRecord } from '../../../src/record/energy.ts'
import { formatBytes, formatCount, formatNumber, formatShare } from '../../../src/figures.ts'
import { plainName } from '../../../src/plain-text.ts'
import { known } from './counter-rows.ts'

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

function meanOf(values: readonly (number | null)[]): number | null {
  const all = known(values)
  return all.length === 0 ? null : all.reduce((sum, value) => sum + value, 0) / all.length
}

function mostOf(values: readonly (number | null)[]): number | null {
  const all = known(values)
  return all.length === 0 ? null : Math.max(...all)
}
