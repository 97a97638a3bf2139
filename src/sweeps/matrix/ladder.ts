import type { KvCache } from '../../models/kv-cache.ts'
import { kvCacheName } from '../../models/kv-cache.ts'
import type { Backend } from '../../record/target.ts'
import type { AxisRecord } from '../../record/sweep.ts'
import type { ModelLoadOptions } from '../../models/model-options.ts'
import type { Cell } from './cells.ts'
import { quantizedSpec } from './quantized-spec.ts'

/** Options of a ladder; all have defaults. */
export interface LadderOptions {
  /** Quantizations of the rungs, the first also that of the processor alone. Default F32, F16, BF16, Q8_0, Q4_0. */
  quantizations?: readonly string[] | undefined
  /** Backend of the GPU. Default `auto`: the one that works here. */
  gpu?: 'auto' | Exclude<Backend, 'cpu'> | undefined
  /** Engine threads of all rungs but the last, whose are calibrated. Default `auto`: calibrated too. */
  threads?: number | 'auto' | undefined
  /** Types of the KV cache among which the last rung is looked for. Default F16, Q8_0. */
  kvCache?: readonly KvCache[] | undefined
}

/** A ladder of configurations of one model, from the processor alone to the best of a small search. Plain data. */
export interface Ladder {
  readonly kind: 'ladder'
  readonly model: string
  readonly options: LadderOptions
}

/** The GPU that a ladder's rungs run on; `reason` says why there is none. */
export type LadderGpu =
  | { readonly backend: Exclude<Backend, 'cpu'>; readonly reason: null }
  | { readonly backend: null; readonly reason: string }

/** Name of the axis that a ladder is climbed on. */
const rungAxis = 'rung'

const usualQuantizations = ['F32', 'F16', 'BF16', 'Q8_0', 'Q4_0'] as const
const usualKvCaches: readonly KvCache[] = ['F16', 'Q8_0']

/**
 * The cells of a ladder: the processor alone, the GPU in each quantization, and the candidates of the last rung, which
 * have the last quantization, each KV cache type with flash attention and F16 without, and calibrated threads. Without
 * a GPU its rungs are unsupported, and the same ones follow on the processor.
 * @param names models by the names of the registry
 */
export function rungsOf({ model, options }: Ladder, gpu: LadderGpu, names: object = {}): Cell[] {
  const { quantizations = usualQuantizations, threads = 'auto', kvCache = usualKvCaches } = options
  const [first = 'F32', ...others] = quantizations
  const last = quantizations.at(-1) ?? first
  const rung = (name: string, quantization: string, chosen: ModelLoadOptions, unsupported: string | null): Cell => {
    const all: ModelLoadOptions = { threads, ...chosen }
    return {
      name,
      axes: axesOf(name, quantization, all),
      spec: quantizedSpec(model, quantization, names),
      options: all,
      depth: null,
      unsupported,
    }
  }
  const onCpu = (quantization: string): Cell => rung(`CPU ${quantization}`, quantization, { backend: 'cpu' }, null)
  const onGpu = quantizations.map((quantization) =>
    rung(`GPU ${quantization}`, quantization, gpu.backend === null ? {} : { backend: gpu.backend }, gpu.reason),
  )
  const place = gpu.backend ?? 'cpu'
  const candidates: readonly (readonly [KvCache, boolean])[] = [
    ...(kvCache.includes('F16') ? ([['F16', false]] as const) : []),
    ...kvCache.map((type) => [type, true] as const),
  ]
  const tuned = candidates.map(([type, flashAttention]) => {
    const name = `KV ${kvCacheName(type)}, flash attention ${flashAttention ? 'on' : 'off'}`
    const chosen: ModelLoadOptions = { backend: place, kvCache: type, flashAttention, threads: 'auto' }
    return rung(`${place === 'cpu' ? 'CPU' : 'GPU'} ${last}, ${name}`, last, chosen, null)
  })
  return [onCpu(first), ...onGpu, ...(gpu.backend === null ? others.map(onCpu) : []), ...tuned]
}

function axesOf(name: string, quantization: string, options: ModelLoadOptions): AxisRecord[] {
  const { backend, kvCache, flashAttention } = options
  const values = {
    [rungAxis]: name,
    quantization,
    backend: backend ?? 'gpu',
    kvCache: kvCache === undefined ? null : kvCacheName(kvCache),
    flashAttention: flashAttention === undefined ? null : flashAttention,
  }
  return Object.entries(values).map(([axis, value]) => ({
    name: axis,
    value: value as AxisRecord['value'],
    unit: null,
  }))
}
