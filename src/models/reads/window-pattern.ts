import type { HeaderValues } from './header-values.ts'

/** Layers that look back no further than a window. */
export interface WindowPattern {
  readonly window: number
  readonly chunked: boolean
  readonly hasWindow: (layer: number) => boolean
}

/** The pattern where files do not say: of so many layers the last has no window, or the first. */
interface UsualPattern {
  readonly every: number
  readonly globalFirst?: true
  /** Window where the file names none. */
  readonly window?: number
  readonly chunked?: true
  /** Only models of so many layers have windows. */
  readonly layers?: number
}

/** As `src/models/*.cpp` of llama.cpp v0.5.0 have them. It takes no notice of a window of any other architecture. */
const usualPatterns: Readonly<Record<string, UsualPattern>> = {
  afmoe: { every: 4 },
  cohere2: { every: 4 },
  cohere2moe: { every: 4, globalFirst: true },
  exaone4: { every: 4, window: 4096, layers: 64 },
  'exaone-moe': { every: 4, window: 128 },
  gemma2: { every: 2, window: 4096 },
  gemma3: { every: 6 },
  gemma3n: { every: 5 },
  'gpt-oss': { every: 2 },
  laguna: { every: 4, globalFirst: true },
  llama4: { every: 4, window: 8192, chunked: true },
  mellum: { every: 4 },
  'muse-glimmer': { every: 4 },
  olmo2: { every: 4 },
  plamo3: { every: 8 },
  smallthinker: { every: 4, globalFirst: true },
}

/** Architectures whose files always say which layers have a window. */
const listed: ReadonlySet<string> = new Set([
  'gemma4',
  'granite_swa',
  'maple',
  'mimo2',
  'spark2_5',
  'step35',
  ...Object.keys(usualPatterns),
])

/** Which layers of a model have a sliding window; null where none has. */
export function windowPattern(header: HeaderValues, layers: number): WindowPattern | null {
  const { architecture } = header
  if (!listed.has(architecture)) return null
  const usual = Object.hasOwn(usualPatterns, architecture) ? usualPatterns[architecture] : undefined
  if (usual?.layers !== undefined && usual.layers !== layers) return null
  const window = header.number('attention.sliding_window') ?? usual?.window ?? 0
  if (window === 0) return null
  const base = { window, chunked: usual?.chunked === true }
  const list = header.list('attention.sliding_window_pattern')
  if (list !== null) return { ...base, hasWindow: (layer) => (list[layer] ?? 0) > 0 }
  const every = header.number('attention.sliding_window_pattern') ?? usual?.every
  if (every === undefined) return null
  if (every === 0) return { ...base, hasWindow: () => true }
  const global = usual?.globalFirst === true ? 0 : every - 1
  return { ...base, hasWindow: (layer) => layer % every !== global }
}
