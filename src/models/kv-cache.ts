/** Types that the keys and values of a context can be kept in, most exact first. */
export const kvCacheTypes = ['F32', 'F16', 'BF16', 'Q8_0', 'Q5_1', 'Q5_0', 'Q4_1', 'IQ4_NL', 'Q4_0'] as const

/** Type of the numbers in a KV cache. */
export type KvCacheType = (typeof kvCacheTypes)[number]

/** Types of a KV cache: one for both, or one for the keys and one for the values. */
export type KvCache = KvCacheType | { readonly key: KvCacheType; readonly value: KvCacheType }

/** The types of keys and values; null where the engine chooses them. */
export function kvTypesOf(option: KvCache | 'auto'): { readonly key: KvCacheType; readonly value: KvCacheType } | null {
  if (option === 'auto') return null
  return typeof option === 'string' ? { key: option, value: option } : option
}

/** A KV cache in a word: `auto`, `Q8_0`, or `Q8_0/Q4_0` for keys and values of two types. */
export function kvCacheName(option: KvCache | 'auto'): string {
  if (typeof option === 'string') return option
  return option.key === option.value ? option.key : `${option.key}/${option.value}`
}

/** The types that {@link kvCacheName} names; `auto` for a text that names none. */
export function parseKvCache(name: string): KvCache | 'auto' {
  const [key, value] = name.split('/').map((part) => kvCacheTypes.find((type) => type === part) ?? null)
  if (key === undefined || key === null || value === null) return 'auto'
  return { key, value: value ?? key }
}

/** Whether a type keeps blocks of numbers with a scale each, which attention must unpack. */
export function isQuantizedCache(type: KvCacheType): boolean {
  return !type.endsWith('F32') && !type.endsWith('F16')
}
