import { ggmlTypesById, tensorBytes } from './ggml-types.ts'
import { aligned, GGUF_ALIGNMENT, ggufValueTypes } from './gguf-format.ts'
import type { GgufCursor, GgufScalar } from './gguf-cursor.ts'

/** A tensor as the header lists it. */
export interface GgufTensorInfo {
  readonly name: string
  readonly dimensions: readonly number[]
  readonly typeId: number
  /** Offset in bytes from the start of the tensor data. */
  readonly offset: number
}

/** The parts of a GGUF header in the terms of the file format. */
export interface GgufContents {
  readonly values: ReadonlyMap<string, GgufScalar>
  readonly arrayLengths: ReadonlyMap<string, number>
  /** Values of the arrays that hold few numbers or booleans, as those with one for each layer. */
  readonly arrays: ReadonlyMap<string, readonly GgufScalar[]>
  readonly tensors: readonly GgufTensorInfo[]
  /** Bytes stored in each type, by its name. */
  readonly bytesByType: ReadonlyMap<string, number>
  /** Offset of the end of the last tensor, in bytes; tensors of a type not known count as empty. */
  readonly tensorDataEnd: number
}

/** Reads the parts of the header after the version: counts, metadata, tensor infos. */
export function readContents(cursor: GgufCursor): GgufContents {
  const tensorCount = cursor.uint64()
  const valueCount = cursor.uint64()
  const values = new Map<string, GgufScalar>()
  const arrayLengths = new Map<string, number>()
  const arrays = new Map<string, readonly GgufScalar[]>()
  for (let index = 0; index < valueCount; index++) {
    const key = cursor.string()
    const type = cursor.uint32()
    if (type === ggufValueTypes.array) {
      const array = cursor.array()
      arrayLengths.set(key, array.length)
      if (array.values !== null) arrays.set(key, array.values)
    } else values.set(key, cursor.scalar(type))
  }
  const tensors: GgufTensorInfo[] = []
  for (let index = 0; index < tensorCount; index++) tensors.push(readTensorInfo(cursor))
  const alignment = values.get('general.alignment')
  const dataStart = aligned(
    cursor.position,
    typeof alignment === 'number' && alignment > 0 ? alignment : GGUF_ALIGNMENT,
  )
  return { values, arrayLengths, arrays, tensors, ...measure(tensors, dataStart) }
}

function readTensorInfo(cursor: GgufCursor): GgufTensorInfo {
  const name = cursor.string()
  const rank = cursor.uint32()
  const dimensions: number[] = []
  for (let axis = 0; axis < rank; axis++) dimensions.push(cursor.uint64())
  return { name, dimensions, typeId: cursor.uint32(), offset: cursor.uint64() }
}

function measure(
  tensors: readonly GgufTensorInfo[],
  dataStart: number,
): Pick<GgufContents, 'bytesByType' | 'tensorDataEnd'> {
  const bytesByType = new Map<string, number>()
  let tensorDataEnd = tensors.length === 0 ? 0 : dataStart
  for (const { dimensions, typeId, offset } of tensors) {
    const type = ggmlTypesById.get(typeId)
    const name = type?.name ?? `type ${typeId}`
    const bytes = type === undefined ? 0 : tensorBytes(type, dimensions)
    bytesByType.set(name, (bytesByType.get(name) ?? 0) + bytes)
    tensorDataEnd = Math.max(tensorDataEnd, dataStart + offset + bytes)
  }
  return { bytesByType, tensorDataEnd }
}

/** Name of the type most bytes of a model's parts are stored in. */
export function commonestType(parts: readonly Pick<GgufContents, 'bytesByType'>[]): string {
  const total = new Map<string, number>()
  for (const { bytesByType } of parts)
    for (const [name, bytes] of bytesByType) total.set(name, (total.get(name) ?? 0) + bytes)
  const [commonest] = [...total].toSorted(([, left], [, right]) => right - left)
  return commonest?.[0] ?? 'unknown'
}
