/** The first four bytes of every GGUF file: `GGUF` as a little-endian number. */
export const GGUF_MAGIC = 0x46_55_47_47

/** The version written; versions 2 and 3 share one layout and are both read. */
export const GGUF_VERSION = 3

/** Tensor data starts on a multiple of this many bytes unless `general.alignment` says otherwise. */
export const GGUF_ALIGNMENT = 32

/** Key that marks a file as written by this package with random weights. */
export const SYNTHETIC_KEY = 'vitest-llm-bench.synthetic'

/** Metadata value types and their numbers in the file; source: docs/gguf.md of ggml. */
export const ggufValueTypes = {
  uint8: 0,
  int8: 1,
  uint16: 2,
  int16: 3,
  uint32: 4,
  int32: 5,
  float32: 6,
  bool: 7,
  string: 8,
  array: 9,
  uint64: 10,
  int64: 11,
  float64: 12,
} as const

/** `offset` rounded up to a multiple of `alignment`. */
export function aligned(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment
}
