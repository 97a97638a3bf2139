/** A ggml tensor type, by which values are stored: rows are cut in blocks of `blockSize` values. */
export interface GgmlType {
  readonly name: string
  /** Number of the type in a tensor info of a GGUF file (`enum ggml_type`). */
  readonly id: number
  /** Values in one block; a row's length must be a multiple of it. */
  readonly blockSize: number
  /** Bytes one block takes. */
  readonly blockBytes: number
}

/** Rows of name, id, values per block, bytes per block; source: ggml.h and ggml-common.h of llama.cpp. */
const rows: readonly (readonly [string, number, number, number])[] = [
  ['F32', 0, 1, 4],
  ['F16', 1, 1, 2],
  ['Q4_0', 2, 32, 18],
  ['Q4_1', 3, 32, 20],
  ['Q5_0', 6, 32, 22],
  ['Q5_1', 7, 32, 24],
  ['Q8_0', 8, 32, 34],
  ['Q8_1', 9, 32, 36],
  ['Q2_K', 10, 256, 84],
  ['Q3_K', 11, 256, 110],
  ['Q4_K', 12, 256, 144],
  ['Q5_K', 13, 256, 176],
  ['Q6_K', 14, 256, 210],
  ['Q8_K', 15, 256, 292],
  ['IQ2_XXS', 16, 256, 66],
  ['IQ2_XS', 17, 256, 74],
  ['IQ3_XXS', 18, 256, 98],
  ['IQ1_S', 19, 256, 50],
  ['IQ4_NL', 20, 32, 18],
  ['IQ3_S', 21, 256, 110],
  ['IQ2_S', 22, 256, 82],
  ['IQ4_XS', 23, 256, 136],
  ['I8', 24, 1, 1],
  ['I16', 25, 1, 2],
  ['I32', 26, 1, 4],
  ['I64', 27, 1, 8],
  ['F64', 28, 1, 8],
  ['IQ1_M', 29, 256, 56],
  ['BF16', 30, 1, 2],
  ['TQ1_0', 34, 256, 54],
  ['TQ2_0', 35, 256, 66],
  ['MXFP4', 39, 32, 17],
  ['NVFP4', 40, 64, 36],
  ['Q1_0', 41, 128, 18],
  ['Q2_0', 42, 64, 18],
]

/** Every tensor type llama.cpp v0.5.0 knows, by its id. */
export const ggmlTypesById: ReadonlyMap<number, GgmlType> = new Map(
  rows.map(([name, id, blockSize, blockBytes]) => [id, { name, id, blockSize, blockBytes }]),
)

/** Names of the tensor types a synthetic model is written in. */
export type WritableTypeName = 'F32' | 'F16' | 'BF16' | 'Q8_0' | 'Q5_0' | 'Q4_0' | 'Q4_K' | 'Q6_K'

/** A tensor type a synthetic model is written in. */
export interface WritableType extends GgmlType {
  readonly name: WritableTypeName
}

/** The tensor types a synthetic model is written in, by name. */
export const writableTypes: Readonly<Record<WritableTypeName, WritableType>> = {
  F32: writable('F32'),
  F16: writable('F16'),
  BF16: writable('BF16'),
  Q8_0: writable('Q8_0'),
  Q5_0: writable('Q5_0'),
  Q4_0: writable('Q4_0'),
  Q4_K: writable('Q4_K'),
  Q6_K: writable('Q6_K'),
}

/** Values in a tensor of these dimensions. */
export function elementCount(dimensions: readonly number[]): number {
  return dimensions.reduce((product, length) => product * length, 1)
}

/** Bytes of a tensor of these dimensions; its row length must be a multiple of the type's block. */
export function tensorBytes(type: GgmlType, dimensions: readonly number[]): number {
  return (elementCount(dimensions) / type.blockSize) * type.blockBytes
}

function writable(name: WritableTypeName): WritableType {
  const row = rows.find(([candidate]) => candidate === name)
  if (row === undefined) throw new RangeError(`no ggml type ${name}`)
  const [, id, blockSize, blockBytes] = row
  return { name, id, blockSize, blockBytes }
}
