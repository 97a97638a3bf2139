import { closeSync, openSync, writeSync } from 'node:fs'

/** A tensor with its values, row by row. */
export interface Tensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** Writes tensors as a safetensors file, in bfloat16. */
export function writeSafetensors(path: string, tensors: readonly Tensor[]): void {
  let offset = 0
  const entries = tensors.map(({ name, shape, values }) => {
    const from = offset
    offset += values.length * 2
    return [name, { dtype: 'BF16', shape, data_offsets: [from, offset] }] as const
  })
  const text = JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) })
  // The data begins at a multiple of eight.
  const header = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  const file = openSync(path, 'w')
  try {
    for (const part of [length, header]) writeSync(file, part)
    for (const { values } of tensors) writeSync(file, bfloat16(values))
  } finally {
    closeSync(file)
  }
}

/** The upper half of each number, rounded to the nearest even one. */
function bfloat16(values: Float32Array): Buffer {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const short = Uint16Array.from(bits, (whole) => (whole + 0x7f_ff + ((whole >>> 16) & 1)) >>> 16)
  return Buffer.from(short.buffer)
}
