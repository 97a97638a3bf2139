import type { WritableType, WritableTypeName } from '../gguf/ggml-types.ts'

/** Standard deviation of the random weights: that of a freshly initialised transformer (GPT-2, 2019). */
const WEIGHT_DEVIATION = 0.02

const bitView = new DataView(new ArrayBuffer(4))

/** Writes one block of `type` at `offset` of `target`: finite noise around `center`. */
type BlockFill = (target: DataView, offset: number, random: () => number, center: number) => void

/**
 * A pool of `blocks` random blocks of a type: finite, noise-like weights around `center` (0 for
 * weights, 1 for norms) with a standard deviation of about 0.02. The bytes depend only on `random`,
 * on no platform: nothing but IEEE 754 sums and products is used. Quantized types ignore `center`.
 */
export function randomBlocks(type: WritableType, blocks: number, random: () => number, center = 0): Uint8Array {
  const pool = new Uint8Array(blocks * type.blockBytes)
  const view = new DataView(pool.buffer)
  const fill = fills[type.name]
  for (let offset = 0; offset < pool.length; offset += type.blockBytes) fill(view, offset, random, center)
  return pool
}

const fills: Readonly<Record<WritableTypeName, BlockFill>> = {
  F32: (target, offset, random, center) => {
    target.setFloat32(offset, center + uniformWeight(random), true)
  },
  F16: (target, offset, random, center) => {
    target.setUint16(offset, halfBits(center + uniformWeight(random)), true)
  },
  BF16: (target, offset, random, center) => {
    target.setUint16(offset, singleBits(center + uniformWeight(random)) >>> 16, true)
  },
  Q8_0: (target, offset, random) => {
    target.setUint16(offset, halfBits(scale(random, 73.9)), true)
    noise(target, offset + 2, 32, random)
  },
  Q5_0: (target, offset, random) => {
    target.setUint16(offset, halfBits(scale(random, 9.23)), true)
    noise(target, offset + 2, 20, random)
  },
  Q4_0: (target, offset, random) => {
    target.setUint16(offset, halfBits(scale(random, 4.61)), true)
    noise(target, offset + 2, 16, random)
  },
  Q4_K: (target, offset, random) => {
    // Each of the 8 groups stores value * scale - minimum * factor, nibbles 0..15: a factor of 7.5
    // scales and equal scales and minimums put the mean at zero.
    const size = scale(random, 4.61 * 48)
    target.setUint16(offset, halfBits(size), true)
    target.setUint16(offset + 2, halfBits(7.5 * size), true)
    for (let group = 0; group < 4; group++) {
      const low = 32 + Math.floor(random() * 32)
      const high = 32 + Math.floor(random() * 32)
      const packed = low | ((high >> 4) << 6)
      target.setUint8(offset + 4 + group, packed)
      target.setUint8(offset + 8 + group, packed)
      target.setUint8(offset + 12 + group, (high & 15) | ((high & 15) << 4))
    }
    noise(target, offset + 16, 128, random)
  },
  Q6_K: (target, offset, random) => {
    noise(target, offset, 192, random)
    for (let group = 0; group < 16; group++) target.setInt8(offset + 192 + group, 8 + Math.floor(random() * 8))
    target.setUint16(offset + 208, halfBits(scale(random, 18.5 * 11.5)), true)
  },
}

function uniformWeight(random: () => number): number {
  return (2 * random() - 1) * WEIGHT_DEVIATION * 1.732
}

/** A block's scale, up to a quarter off, where its stored integers have this standard deviation. */
function scale(random: () => number, deviation: number): number {
  return ((0.75 + random() / 2) * WEIGHT_DEVIATION) / deviation
}

function noise(target: DataView, offset: number, bytes: number, random: () => number): void {
  for (let index = 0; index < bytes; index += 4) target.setUint32(offset + index, random() * 4_294_967_296, true)
}

function singleBits(value: number): number {
  bitView.setFloat32(0, value)
  return bitView.getUint32(0)
}

/** IEEE 754 half precision, rounded towards zero; smaller than its least normal number becomes zero. */
function halfBits(value: number): number {
  const bits = singleBits(value)
  const sign = (bits >>> 16) & 0x80_00
  const exponent = ((bits >>> 23) & 0xff) - 112
  return exponent <= 0 ? sign : sign | (exponent << 10) | ((bits >>> 13) & 0x3_ff)
}
