import type { SheetFigure } from '../../../record/machine/facts.ts'

/** Bandwidth in GB/s of a chip; where GPUs of several sizes have several, by the number of GPU cores. */
type Bandwidth = number | ReadonlyMap<number, number>

/**
 * Bandwidth of Apple's unified memory, GB/s, by chip: apple.com/newsroom and the technical specifications of each
 * machine (support.apple.com/specs). The Max of a generation comes with two widths of memory, told apart by its
 * GPU cores: M3 Max 30 or 40, M4 Max 32 or 40, M5 Max 32 or 40.
 */
const bandwidths: ReadonlyMap<string, Bandwidth> = new Map<string, Bandwidth>([
  ['Apple M1', 68],
  ['Apple M1 Pro', 200],
  ['Apple M1 Max', 400],
  ['Apple M1 Ultra', 800],
  ['Apple M2', 100],
  ['Apple M2 Pro', 200],
  ['Apple M2 Max', 400],
  ['Apple M2 Ultra', 800],
  ['Apple M3', 100],
  ['Apple M3 Pro', 150],
  [
    'Apple M3 Max',
    new Map([
      [30, 300],
      [40, 400],
    ]),
  ],
  ['Apple M3 Ultra', 819],
  ['Apple M4', 120],
  ['Apple M4 Pro', 273],
  [
    'Apple M4 Max',
    new Map([
      [32, 410],
      [40, 546],
    ]),
  ],
  ['Apple M5', 153],
  ['Apple M5 Pro', 307],
  [
    'Apple M5 Max',
    new Map([
      [32, 460],
      [40, 614],
    ]),
  ],
])

/** Trillions of operations a second of the Neural Engine, by generation: the announcements on apple.com/newsroom. */
const neuralEngines: ReadonlyMap<string, number> = new Map([
  ['Apple M1', 11],
  ['Apple M2', 15.8],
  ['Apple M3', 18],
  ['Apple M4', 38],
])

const published = "Apple's technical specifications"

/** Bandwidth of the memory of an Apple chip; null for one that is not listed, or whose GPU cores have to be known. */
export function appleBandwidth(chip: string, gpuCores: number | null): SheetFigure | null {
  const listed = bandwidths.get(chip)
  const value = typeof listed === 'number' ? listed : gpuCores === null ? undefined : listed?.get(gpuCores)
  return value === undefined ? null : { value, source: published }
}

/** Neural Engine of an Apple chip; null where it is not listed. An Ultra, which has two, is not. */
export function neuralEngine(chip: string): SheetFigure | null {
  const value = chip.endsWith(' Ultra') ? undefined : neuralEngines.get(appleFamily(chip) ?? '')
  return value === undefined ? null : { value, source: published }
}

/** Family of an Apple chip: `Apple M4` of an `Apple M4 Max`. Null for any other. */
export function appleFamily(chip: string): string | null {
  return /^Apple [A-Z]\d{1,3}\b/u.exec(chip)?.[0] ?? null
}
