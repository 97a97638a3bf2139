import { formatBytes, formatCount, formatNumber } from '../../src/figures.ts'
import type { CoreLevelRecord, GpuRecord, MachineFacts, SheetFigure } from '../../src/record/machine/facts.ts'
import { plainName } from '../../src/plain-text.ts'

/** Facts of a machine as rows of a name and its words; what nobody could tell is left out. */
export function machineRows(machine: MachineFacts): [string, string][] {
  const { chip, power, limits, swap } = machine
  const rows: [string, string | null][] = [
    ['Chip', chip.name === null ? null : plainName(chip.name)],
    ['Core levels', levelsText(machine.coreLevels)],
    ...(machine.gpus ?? []).map((gpu): [string, string] => ['Graphics', gpuText(gpu)]),
    ['Graphics', machine.gpus?.length === 0 ? 'none found' : null],
    ['Memory', memoryText(machine)],
    ['Memory bandwidth', figureText(machine.bandwidthGBs, 'GB/s')],
    ['Metal', machine.metalFamily],
    ['Neural Engine', machine.neuralEngineTops === null ? null : neuralText(machine.neuralEngineTops)],
    ['System', systemText(machine)],
    ['Swap in use', swap === null ? null : `${formatBytes(swap.usedBytes)} of ${formatBytes(swap.totalBytes)}`],
    ['Power', powerText(power)],
    ['Thermal pressure', machine.thermalPressure === null ? null : `level ${machine.thermalPressure} of 4`],
    ['Container', textUnlessNone(machine.container)],
    ['Virtual machine', textUnlessNone(machine.virtualMachine)],
    ['Limits of the control group', limitsText(limits)],
  ]
  return rows.filter((row): row is [string, string] => row[1] !== null)
}

/** Levels of cores in one text, `8 Performance + 4 Efficiency`; null where none are known. */
export function levelsText(levels: readonly CoreLevelRecord[]): string | null {
  if (levels.length === 0) return null
  if (levels.length === 1 && levels[0]?.name === null) return `${formatCount(levels[0].cores)} alike`
  return levels
    .map(({ name, cores }) => `${formatCount(cores)} ${name === null ? 'unnamed' : plainName(name)}`)
    .join(' + ')
}

/** Probes that had no answer, with how they ended; null where all had one. What is not there is no failure. */
export function unansweredText({ probes }: MachineFacts): string | null {
  const open = probes.filter(({ state }) => state !== 'answered' && state !== 'missing')
  return open.length === 0 ? null : open.map(({ name, state }) => `${name} (${state})`).join(', ')
}

function gpuText({ name, cores, memoryBytes, driver, bandwidthGBs, peakTflops }: GpuRecord): string {
  const parts = [
    cores === null ? null : `${formatCount(cores)} cores`,
    memoryBytes === null ? null : formatBytes(memoryBytes),
    driver === null ? null : `driver ${plainName(driver)}`,
    figureText(bandwidthGBs, 'GB/s'),
    peakTflops === null ? null : figureText(peakTflops, 'TFLOPS of 16 bits'),
  ].filter((part) => part !== null)
  return [name === null ? 'unnamed' : plainName(name), ...parts].join(', ')
}

function figureText(figure: SheetFigure | null, unit: string): string | null {
  return figure === null ? null : `${formatNumber(figure.value)} ${unit} (${figure.source})`
}

function neuralText({ value }: SheetFigure): string {
  return `${formatNumber(value)} TOPS, not used by llama.cpp`
}

function memoryText({ memoryBytes, unifiedMemory }: MachineFacts): string | null {
  if (memoryBytes === null) return null
  return `${formatBytes(memoryBytes)}${unifiedMemory === true ? ', shared by processor and graphics' : ''}`
}

function systemText({ os: { name, version } }: MachineFacts): string | null {
  return name === null ? null : plainName(version === null ? name : `${name} ${version}`)
}

function powerText({ onBattery, lowPower, governor }: MachineFacts['power']): string | null {
  const parts = [
    onBattery === null ? null : onBattery ? 'on battery' : 'mains',
    lowPower === null ? null : lowPower ? 'saves power' : 'does not save power',
    governor === null ? null : `governor ${governor}`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(', ')
}

function limitsText({ cores, memoryBytes }: MachineFacts['limits']): string | null {
  const parts = [
    cores === null ? null : `${formatNumber(cores)} cores`,
    memoryBytes === null ? null : formatBytes(memoryBytes),
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(', ')
}

function textUnlessNone(kind: string | null): string | null {
  return kind === null || kind === 'none' ? null : plainName(kind)
}
