/** The most that the machine can do, as the user declares it: bandwidths in GB/s, peaks in TFLOPS. */
export interface DeclaredCeilings {
  /** Bandwidth of the processor's memory, or `'measure'` to read it for a second after each run. */
  cpuGBs?: number | 'measure' | undefined
  /** Bandwidth of the GPU's memory. */
  gpuGBs?: number | undefined
  /** Peak of the processor for the numbers that the model is computed in. */
  cpuTflops?: number | undefined
  /** Peak of the GPU's matrix units. */
  gpuTflops?: number | undefined
}

/** Option `roofline`, of the plugin and of a bench. */
export type RooflineOption = 'off' | 'table' | 'measure' | DeclaredCeilings

/** The wish in plain data. */
export type RooflineWish = { readonly kind: 'off' } | WantedCeilings

/** Figures that are declared, or to be measured; null for what comes from the tables. */
export interface WantedCeilings {
  readonly kind: 'on'
  readonly cpuGBs: number | 'measure' | null
  readonly gpuGBs: number | null
  readonly cpuTflops: number | null
  readonly gpuTflops: number | null
}

/** The wish of whoever says nothing: what is published. */
export const tableRoofline: WantedCeilings = {
  kind: 'on',
  cpuGBs: null,
  gpuGBs: null,
  cpuTflops: null,
  gpuTflops: null,
}

/** The wish of an option; that of the configuration where it is left out. */
export function rooflineWish(option: RooflineOption | undefined, configured: RooflineWish): RooflineWish {
  if (option === undefined) return configured
  if (option === 'off') return { kind: 'off' }
  if (option === 'table') return tableRoofline
  if (option === 'measure') return { ...tableRoofline, cpuGBs: 'measure' }
  const { cpuGBs = null, gpuGBs = null, cpuTflops = null, gpuTflops = null } = option
  return { kind: 'on', cpuGBs, gpuGBs, cpuTflops, gpuTflops }
}
