/** A way to read the values of one tensor. */
export interface TensorReader {
  /** Bytes that the tensor takes in the file. */
  readonly bytes: number
  readonly read: (raw: Buffer) => Float32Array
}

const block = 32

/**
 * The reader of a tensor by the number of its ggml type: F32, F16, Q4_1 and Q8_0.
 * @throws Error for any other type
 */
export function readerOf(type: number, values: number): TensorReader {
  const blocks = values / block
  switch (type) {
    case 0:
      return {
        bytes: values * 4,
        read: (raw) => Float32Array.from({ length: values }, (_, at) => raw.readFloatLE(at * 4)),
      }
    case 1:
      return { bytes: values * 2, read: (raw) => Float32Array.from({ length: values }, (_, at) => half(raw, at * 2)) }
    case 3:
      return { bytes: blocks * 20, read: (raw) => ofBlocks(raw, values, 20, fourBits) }
    case 8:
      return { bytes: blocks * 34, read: (raw) => ofBlocks(raw, values, 34, eightBits) }
    default:
      throw new Error(`tensors of the ggml type ${type} are not read here`)
  }
}

type ReadBlock = (raw: Buffer, at: number, into: Float32Array) => void

function ofBlocks(raw: Buffer, values: number, bytes: number, read: ReadBlock): Float32Array {
  const all = new Float32Array(values)
  for (let at = 0; at < values / block; at++) read(raw, at * bytes, all.subarray(at * block, (at + 1) * block))
  return all
}

/** Q4_1: a scale, a least value, and 32 numbers of four bits, the first half of them in the low ones. */
function fourBits(raw: Buffer, at: number, into: Float32Array): void {
  const [scale, least] = [half(raw, at), half(raw, at + 2)]
  for (let index = 0; index < block / 2; index++) {
    const pair = raw.readUInt8(at + 4 + index)
    into[index] = scale * (pair & 15) + least
    into[index + block / 2] = scale * (pair >> 4) + least
  }
}

/** Q8_0: a scale and 32 numbers of eight bits with a sign. */
function eightBits(raw: Buffer, at: number, into: Float32Array): void {
  const scale = half(raw, at)
  for (let index = 0; index < block; index++) into[index] = scale * raw.readInt8(at + 2 + index)
}

/** A number of half precision. */
function half(raw: Buffer, at: number): number {
  const bits = raw.readUInt16LE(at)
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023]
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15)
  return bits >> 15 === 1 ? -size : size
}
