import type { SheetFigure } from '../../../record/machine/facts.ts'

/** Name of a card, its bandwidth in GB/s, and its peak in TFLOPS; null where the source does not state it so. */
type Row = readonly [name: string, gbPerSecond: number, tflops: number | null]

/**
 * NVIDIA's cards by the name that its driver gives them, without "NVIDIA " and "GeForce ", under the document that
 * states their bandwidth and peak: of FP16 on the tensor cores, accumulated in FP32, without sparsity (the documents
 * print the doubled figure beside it). Where one name was sold with several memories it is listed with the GiB of
 * each. Cards for laptops have other names and are not listed: their bandwidth depends on the maker.
 */
const documents: Readonly<Record<string, readonly Row[]>> = {
  "NVIDIA's V100 data sheet": [
    ['Tesla V100-SXM2-16GB', 900, 125],
    ['Tesla V100-SXM2-32GB', 900, 125],
    ['Tesla V100-PCIE-16GB', 900, 112],
    ['Tesla V100-PCIE-32GB', 900, 112],
  ],
  "NVIDIA's T4 data sheet": [['Tesla T4', 320, 65]],
  "NVIDIA's Turing whitepaper": [
    ['RTX 2070', 448, null],
    ['RTX 2080', 448, null],
    ['RTX 2080 Ti', 616, null],
  ],
  "NVIDIA's A100 data sheet": [
    ['A100-SXM4-40GB', 1555, 312],
    ['A100-PCIE-40GB', 1555, 312],
    ['A100-SXM4-80GB', 2039, 312],
    ['A100 80GB PCIe', 1935, 312],
  ],
  "NVIDIA's A10 data sheet": [['A10', 600, 125]],
  "NVIDIA's A30 data sheet": [['A30', 933, 165]],
  "NVIDIA's A40 data sheet": [['A40', 696, 149.7]],
  "NVIDIA's Ampere GA102 whitepaper": [
    ['RTX A6000', 768, 154.8],
    ['RTX 3070', 448, null],
    ['RTX 3080, 10', 760, 59.5],
    ['RTX 3090', 936, 71],
    ['RTX 3090 Ti', 1008, 80],
  ],
  "NVIDIA's H100 data sheet": [
    ['H100 80GB HBM3', 3350, 989],
    ['H100 PCIe', 2000, 756],
  ],
  "NVIDIA's H200 data sheet": [['H200', 4800, 989]],
  "NVIDIA's L4 data sheet": [['L4', 300, 121]],
  "NVIDIA's L40 data sheet": [['L40', 864, 181]],
  "NVIDIA's L40S data sheet": [['L40S', 864, 362]],
  "NVIDIA's Ada whitepaper": [
    ['RTX 6000 Ada Generation', 960, 364],
    ['RTX 4080', 717, 97.5],
    ['RTX 4090', 1008, 165.2],
  ],
  "NVIDIA's RTX Blackwell whitepaper": [
    ['RTX 5080', 960, null],
    ['RTX 5090', 1792, 209.5],
  ],
  "width and rate of the memory on NVIDIA's product page": [
    ['RTX 3070 Ti', 608, null],
    ['RTX 3080, 12', 912, null],
    ['RTX 4070 Ti', 504, null],
    ['RTX 4080 SUPER', 736, null],
    ['RTX 5070 Ti', 896, null],
  ],
}

interface Card {
  readonly bandwidthGBs: SheetFigure
  readonly peakTflops: SheetFigure | null
}

const cards: ReadonlyMap<string, Card> = new Map(
  Object.entries(documents).flatMap(([source, rows]) =>
    rows.map(([name, gbPerSecond, tflops]): [string, Card] => [
      name,
      {
        bandwidthGBs: { value: gbPerSecond, source },
        peakTflops: tflops === null ? null : { value: tflops, source },
      },
    ]),
  ),
)

/** Bandwidth and peak of a card by its name; null each for one that is not listed. */
export function nvidiaCard(
  name: string,
  memoryBytes: number | null,
): { bandwidthGBs: SheetFigure | null; peakTflops: SheetFigure | null } {
  const short = name.replace(/^NVIDIA /u, '').replace(/^GeForce /u, '')
  const gibibytes = memoryBytes === null ? '' : String(Math.round(memoryBytes / 2 ** 30))
  return cards.get(short) ?? cards.get(`${short}, ${gibibytes}`) ?? { bandwidthGBs: null, peakTflops: null }
}
