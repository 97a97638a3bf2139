import type { FileHandle } from 'node:fs/promises'
import { ByteList } from './byte-list.ts'
import { type GgmlType, tensorBytes } from './ggml-types.ts'
import { aligned, GGUF_ALIGNMENT, GGUF_MAGIC, GGUF_VERSION, ggufValueTypes } from './gguf-format.ts'

/** A metadata value of a GGUF file with its stored type. */
export type GgufValue =
  | { readonly type: 'uint32' | 'float32'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'string[]'; readonly value: readonly string[] }
  | { readonly type: 'int32[]' | 'float32[]'; readonly value: readonly number[] }

/** Metadata in the order it is written; no key twice. */
export type GgufMetadata = readonly (readonly [key: string, value: GgufValue])[]

/** A tensor to write; `dimensions[0]` is the row length and a multiple of the type's block. */
export interface GgufTensor {
  readonly name: string
  readonly dimensions: readonly number[]
  readonly type: GgmlType
}

/** A GGUF file without its tensor data: the header, and the size of the whole. */
export interface GgufLayout {
  /** Everything before the tensor data, padding included. */
  readonly header: Uint8Array
  /** Size of the whole file, in bytes. */
  readonly fileBytes: number
}

/** Lays a GGUF file out (version 3, little-endian, 32-byte alignment) without any tensor data. */
export function layoutGguf(metadata: GgufMetadata, tensors: readonly GgufTensor[]): GgufLayout {
  const bytes = new ByteList()
  bytes.uint32(GGUF_MAGIC)
  bytes.uint32(GGUF_VERSION)
  bytes.uint64(tensors.length)
  bytes.uint64(metadata.length)
  for (const [key, value] of metadata) {
    bytes.string(key)
    writeValue(bytes, value)
  }
  let offset = 0
  for (const { name, dimensions, type } of tensors) {
    bytes.string(name)
    bytes.uint32(dimensions.length)
    for (const length of dimensions) bytes.uint64(length)
    bytes.uint32(type.id)
    bytes.uint64(offset)
    offset += aligned(tensorBytes(type, dimensions), GGUF_ALIGNMENT)
  }
  bytes.pad(GGUF_ALIGNMENT)
  const header = bytes.toBytes()
  return { header, fileBytes: header.length + offset }
}

/**
 * Writes a laid-out GGUF file from the handle's position on. `data` yields a tensor's bytes in
 * pieces, so that no more than a piece is held in memory.
 *
 * @returns The bytes written.
 * @throws {RangeError} Where `data` yields another number of bytes than the tensor has.
 */
export async function writeGguf<Tensor extends GgufTensor>(
  file: FileHandle,
  layout: GgufLayout,
  tensors: readonly Tensor[],
  data: (tensor: Tensor, bytes: number) => Iterable<Uint8Array>,
  onProgress: (writtenBytes: number, totalBytes: number) => void = () => {},
): Promise<number> {
  let written = await writeAll(file, layout.header)
  for (const tensor of tensors) {
    const bytes = tensorBytes(tensor.type, tensor.dimensions)
    const end = written + bytes
    for (const piece of data(tensor, bytes)) written += await writeAll(file, piece)
    if (written !== end) throw new RangeError(`tensor ${tensor.name}: ${written - end + bytes} of ${bytes} bytes`)
    const padding = aligned(bytes, GGUF_ALIGNMENT) - bytes
    if (padding > 0) written += await writeAll(file, new Uint8Array(padding))
    onProgress(written, layout.fileBytes)
  }
  return written
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<number> {
  let done = 0
  while (done < bytes.length) done += (await file.write(bytes, done)).bytesWritten
  return bytes.length
}

function writeValue(bytes: ByteList, item: GgufValue): void {
  switch (item.type) {
    case 'uint32':
      bytes.uint32(ggufValueTypes.uint32)
      bytes.uint32(item.value)
      break
    case 'float32':
      bytes.uint32(ggufValueTypes.float32)
      bytes.float32(item.value)
      break
    case 'bool':
      bytes.uint32(ggufValueTypes.bool)
      bytes.uint8(item.value ? 1 : 0)
      break
    case 'string':
      bytes.uint32(ggufValueTypes.string)
      bytes.string(item.value)
      break
    case 'string[]':
      startArray(bytes, ggufValueTypes.string, item.value.length)
      for (const text of item.value) bytes.string(text)
      break
    case 'int32[]':
      startArray(bytes, ggufValueTypes.int32, item.value.length)
      for (const number of item.value) bytes.int32(number)
      break
    case 'float32[]':
      startArray(bytes, ggufValueTypes.float32, item.value.length)
      for (const number of item.value) bytes.float32(number)
      break
  }
}

function startArray(bytes: ByteList, itemType: number, length: number): void {
  bytes.uint32(ggufValueTypes.array)
  bytes.uint32(itemType)
  bytes.uint64(length)
}
