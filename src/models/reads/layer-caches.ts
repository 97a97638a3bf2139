import type { HeaderValues } from './header-values.ts'
import type { LayerCache } from './model-reads.ts'
import { windowPattern } from './window-pattern.ts'

/**
 * Architectures that keep a state instead of keys and values, or an index beside them, as llama.cpp v0.5.0 lists them.
 */
const otherwise: ReadonlySet<string> = new Set(
  [
    'mamba mamba2 rwkv6 rwkv6qwen2 rwkv7 arwkv7 jamba falcon-h1 plamo2 granitehybrid lfm2 lfm2moe',
    'nemotron_h nemotron_h_moe qwen3next kimi-linear kimi-k3 bailingmoe3 qwen35 qwen35moe qwen4exp',
    'deepseek4 minimax-01 minimax-m3 glm-dsa deepseek32 hy_v4 dots3note dflash eagle3 t5 gemma4-assistant',
  ].flatMap((names) => names.split(' ')),
)
/** Beginnings of keys that only such models have. */
const otherKeys = ['ssm.', 'wkv.', 'shortconv.', 'kda.', 'attention.indexer.']

/** Caches of keys and values of a model, by kind of layer; null where it keeps anything else, or does not say. */
export function layerCaches(header: HeaderValues, all: number): LayerCache[] | null {
  if (otherwise.has(header.architecture) || otherKeys.some((key) => header.hasAny(key))) return null
  const read = all - (header.number('nextn_predict_layers') ?? 0)
  const owners = all - sharing(header, all)
  const kinds = new Map<string, LayerCache>()
  for (let layer = 0; layer < all; layer++) {
    const found = cacheOf(header, layer, all)
    if (found === null) return null
    const key = JSON.stringify(found)
    const { layers, kept } = kinds.get(key) ?? { layers: 0, kept: 0 }
    kinds.set(key, { ...found, layers: layers + Number(layer < read), kept: kept + Number(layer < owners) })
  }
  return [...kinds.values()].filter(({ keys }) => keys > 0)
}

/** Last layers that read the cache of earlier ones. */
function sharing(header: HeaderValues, layers: number): number {
  // llama.cpp has it so for every Gemma 3n.
  if (header.architecture === 'gemma3n') return Math.max(0, layers - 20)
  return Math.min(layers, header.number('attention.shared_kv_layers') ?? 0)
}

function cacheOf(header: HeaderValues, layer: number, layers: number): Omit<LayerCache, 'layers' | 'kept'> | null {
  const heads = header.ofLayer('attention.head_count', layer)
  const firstHeads = header.ofLayer('attention.head_count', 0)
  const embedding = header.number('embedding_length')
  if (heads === null || embedding === null || firstHeads === null) return null
  const keyHeads = header.ofLayer('attention.head_count_kv', layer) ?? heads
  const pattern = windowPattern(header, layers)
  const hasWindow = pattern !== null && pattern.hasWindow(layer)
  const width = (kind: 'key' | 'value'): number | null =>
    (hasWindow ? header.number(`attention.${kind}_length_swa`) : null) ??
    header.number(`attention.${kind}_length`) ??
    (firstHeads === 0 ? null : embedding / firstHeads)
  const [key, value] = [width('key'), width('value')]
  if (key === null || value === null) return null
  // Multi-head latent attention keeps one latent a token, of which its values are a part.
  const isLatent = header.number('attention.key_length_mla') !== null
  return {
    heads,
    keys: keyHeads * key,
    values: isLatent ? 0 : keyHeads * value,
    queries: keyHeads === 0 ? 0 : heads * (key + value),
    window: hasWindow ? pattern.window : null,
    chunked: hasWindow && pattern.chunked,
  }
}
