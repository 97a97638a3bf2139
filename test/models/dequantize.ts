import type { WritableTypeName } from '../../src/models/gguf/ggml-types.ts'

/** Values of blocks as llama.cpp's reference code reads them (ggml-quants.c, dequantize_row_*). */
export function dequantize(type: WritableTypeName, bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const byte = (offset: number): number => view.getUint8(offset)
  const half = (offset: number): number => halfValue(view.getUint16(offset, true))
  const values: number[] = []
  const blocks = (blockBytes: number, read: (offset: number) => void): void => {
    for (let offset = 0; offset < bytes.length; offset += blockBytes) read(offset)
  }
  switch (type) {
    case 'F32':
      blocks(4, (offset) => values.push(view.getFloat32(offset, true)))
      break
    case 'F16':
      blocks(2, (offset) => values.push(half(offset)))
      break
    case 'BF16':
      blocks(2, (offset) => {
        const single = new DataView(new ArrayBuffer(4))
        single.setUint16(0, view.getUint16(offset, true))
        values.push(single.getFloat32(0))
      })
      break
    case 'Q8_0':
      blocks(34, (offset) => {
        for (let index = 0; index < 32; index++) values.push(view.getInt8(offset + 2 + index) * half(offset))
      })
      break
    case 'Q5_0':
      blocks(22, (offset) => {
        const high = view.getUint32(offset + 2, true)
        for (let index = 0; index < 32; index++) {
          const packed = byte(offset + 6 + (index % 16))
          const low = index < 16 ? packed & 15 : packed >> 4
          values.push(((low | (((high >>> index) & 1) << 4)) - 16) * half(offset))
        }
      })
      break
    case 'Q4_0':
      blocks(18, (offset) => {
        for (let index = 0; index < 32; index++) {
          const packed = byte(offset + 2 + (index % 16))
          values.push(((index < 16 ? packed & 15 : packed >> 4) - 8) * half(offset))
        }
      })
      break
    case 'Q4_K':
      blocks(144, (offset) => {
        for (let index = 0; index < 256; index++) {
          const group = Math.floor(index / 32)
          const { scale, minimum } = groupScale(byte, offset + 4, group)
          const packed = byte(offset + 16 + Math.floor(group / 2) * 32 + (index % 32))
          const quant = group % 2 === 0 ? packed & 15 : packed >> 4
          values.push(half(offset) * scale * quant - half(offset + 2) * minimum)
        }
      })
      break
    case 'Q6_K':
      blocks(210, (offset) => {
        for (let index = 0; index < 256; index++) {
          const inHalf = index % 128
          const section = Math.floor(inHalf / 32)
          const first = index < 128 ? 0 : 1
          const low = byte(offset + first * 64 + (inHalf % 64))
          const high = byte(offset + 128 + first * 32 + (inHalf % 32))
          const quant = ((section < 2 ? low & 15 : low >> 4) | (((high >> (2 * section)) & 3) << 4)) - 32
          const scale = view.getInt8(offset + 192 + Math.floor(index / 16))
          values.push(half(offset + 208) * scale * quant)
        }
      })
      break
  }
  return values
}

function groupScale(
  byte: (offset: number) => number,
  offset: number,
  group: number,
): { scale: number; minimum: number } {
  if (group < 4) return { scale: byte(offset + group) & 63, minimum: byte(offset + group + 4) & 63 }
  const packed = byte(offset + group + 4)
  return {
    scale: (packed & 15) | ((byte(offset + group - 4) >> 6) << 4),
    minimum: (packed >> 4) | ((byte(offset + group) >> 6) << 4),
  }
}

function halfValue(bits: number): number {
  const sign = bits & 0x80_00 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 0x3_ff
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
