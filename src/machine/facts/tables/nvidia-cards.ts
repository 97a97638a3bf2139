import type { SheetFigure } from '../../../record/machine/facts.ts'

interface Card {
  readonly gbPerSecond: number
  /** TFLOPS of FP16 with FP32 accumulation on the tensor cores, without sparsity; null where it was not looked up. */
  readonly tflops: number | null
}

/**
 * NVIDIA's cards by the name that its driver gives them, without "NVIDIA " and "GeForce ": memory bandwidth and
 * peak, from the data sheets and architecture whitepapers on nvidia.com (V100, Turing, A100, Ampere GA102, Ada,
 * H100, H200, Blackwell). Where one name was sold with several memories it is listed with the GiB of each. Cards for
 * laptops have other names and are not listed: their bandwidth depends on the maker.
 */
const cards: ReadonlyMap<string, Card> = new Map<string, Card>([
  ['Tesla V100-SXM2-16GB', { gbPerSecond: 900, tflops: 125 }],
  ['Tesla V100-SXM2-32GB', { gbPerSecond: 900, tflops: 125 }],
  ['Tesla V100-PCIE-16GB', { gbPerSecond: 900, tflops: 112 }],
  ['Tesla V100-PCIE-32GB', { gbPerSecond: 900, tflops: 112 }],
  ['Tesla T4', { gbPerSecond: 320, tflops: 65 }],
  ['A10', { gbPerSecond: 600, tflops: 125 }],
  ['A10G', { gbPerSecond: 600, tflops: null }],
  ['A30', { gbPerSecond: 933, tflops: 165 }],
  ['A40', { gbPerSecond: 696, tflops: 150 }],
  ['A100-SXM4-40GB', { gbPerSecond: 1555, tflops: 312 }],
  ['A100-PCIE-40GB', { gbPerSecond: 1555, tflops: 312 }],
  ['A100-SXM4-80GB', { gbPerSecond: 2039, tflops: 312 }],
  ['A100 80GB PCIe', { gbPerSecond: 1935, tflops: 312 }],
  ['H100 80GB HBM3', { gbPerSecond: 3350, tflops: 989 }],
  ['H100 PCIe', { gbPerSecond: 2000, tflops: 756 }],
  ['H200', { gbPerSecond: 4800, tflops: 989 }],
  ['L4', { gbPerSecond: 300, tflops: 121 }],
  ['L40', { gbPerSecond: 864, tflops: 181 }],
  ['L40S', { gbPerSecond: 864, tflops: 362 }],
  ['RTX A6000', { gbPerSecond: 768, tflops: 155 }],
  ['RTX 6000 Ada Generation', { gbPerSecond: 960, tflops: 364 }],
  ['RTX 2070', { gbPerSecond: 448, tflops: null }],
  ['RTX 2080', { gbPerSecond: 448, tflops: null }],
  ['RTX 2080 Ti', { gbPerSecond: 616, tflops: null }],
  ['RTX 3070', { gbPerSecond: 448, tflops: null }],
  ['RTX 3070 Ti', { gbPerSecond: 608, tflops: null }],
  ['RTX 3080, 10', { gbPerSecond: 760, tflops: 59.5 }],
  ['RTX 3080, 12', { gbPerSecond: 912, tflops: null }],
  ['RTX 3090', { gbPerSecond: 936, tflops: 71 }],
  ['RTX 3090 Ti', { gbPerSecond: 1008, tflops: 80 }],
  ['RTX 4070 Ti', { gbPerSecond: 504, tflops: null }],
  ['RTX 4080', { gbPerSecond: 717, tflops: 97.5 }],
  ['RTX 4080 SUPER', { gbPerSecond: 736, tflops: null }],
  ['RTX 4090', { gbPerSecond: 1008, tflops: 165.2 }],
  ['RTX 5070 Ti', { gbPerSecond: 896, tflops: null }],
  ['RTX 5080', { gbPerSecond: 960, tflops: null }],
  ['RTX 5090', { gbPerSecond: 1792, tflops: 209.5 }],
])

const published = "NVIDIA's data sheets"

/** Bandwidth and peak of a card by its name; null each for one that is not listed. */
export function nvidiaCard(
  name: string,
  memoryBytes: number | null,
): { bandwidthGBs: SheetFigure | null; peakTflops: SheetFigure | null } {
  const short = name.replace(/^NVIDIA /u, '').replace(/^GeForce /u, '')
  const gibibytes = memoryBytes === null ? '' : String(Math.round(memoryBytes / 2 ** 30))
  const card = cards.get(short) ?? cards.get(`${short}, ${gibibytes}`)
  if (card === undefined) return { bandwidthGBs: null, peakTflops: null }
  return {
    bandwidthGBs: { value: card.gbPerSecond, source: published },
    peakTflops: card.tflops === null ? null : { value: card.tflops, source: published },
  }
}
