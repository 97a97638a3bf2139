import { readSync } from 'node:fs'
import { LlmBenchError } from '../../errors.ts'
import { ggufValueTypes } from './gguf-format.ts'

/** A single metadata value as JavaScript has it; whole numbers beyond 2^53 lose their last digits. */
export type GgufScalar = number | boolean | string

const WINDOW_BYTES = 262_144
/** Longest array whose values are kept: one value for each layer of a model, of which llama.cpp allows 512. */
const MOST_VALUES = 512

const scalarBytes: ReadonlyMap<number, number> = new Map([
  [ggufValueTypes.uint8, 1],
  [ggufValueTypes.int8, 1],
  [ggufValueTypes.bool, 1],
  [ggufValueTypes.uint16, 2],
  [ggufValueTypes.int16, 2],
  [ggufValueTypes.uint32, 4],
  [ggufValueTypes.int32, 4],
  [ggufValueTypes.float32, 4],
  [ggufValueTypes.uint64, 8],
  [ggufValueTypes.int64, 8],
  [ggufValueTypes.float64, 8],
])

/**
 * Reads a GGUF header from front to back through a window of 256 KiB; large arrays are passed over.
 * Every read throws `model-invalid` where the file ends or cannot be understood. Reads are
 * synchronous: a header holds some hundred thousand strings, and waiting for each would take longer
 * than reading them.
 */
export class GgufCursor {
  readonly #descriptor: number
  readonly #fileBytes: number
  readonly #path: string
  #window: Buffer = Buffer.alloc(0)
  #windowStart = 0
  /** Offset of the next byte to read, in bytes from the file's start. */
  position = 0

  constructor(descriptor: number, fileBytes: number, path: string) {
    this.#descriptor = descriptor
    this.#fileBytes = fileBytes
    this.#path = path
  }

  uint32(): number {
    return this.#take(4).readUInt32LE()
  }

  uint64(): number {
    return Number(this.#take(8).readBigUInt64LE())
  }

  string(): string {
    return this.#take(this.uint64()).toString('utf8')
  }

  skip(bytes: number): void {
    this.#assertInside(bytes)
    this.position += bytes
  }

  scalar(type: number): GgufScalar {
    switch (type) {
      case ggufValueTypes.string:
        return this.string()
      case ggufValueTypes.bool:
        return this.#take(1).readUInt8() !== 0
      case ggufValueTypes.uint8:
        return this.#take(1).readUInt8()
      case ggufValueTypes.int8:
        return this.#take(1).readInt8()
      case ggufValueTypes.uint16:
        return this.#take(2).readUInt16LE()
      case ggufValueTypes.int16:
        return this.#take(2).readInt16LE()
      case ggufValueTypes.uint32:
        return this.uint32()
      case ggufValueTypes.int32:
        return this.#take(4).readInt32LE()
      case ggufValueTypes.float32:
        return this.#take(4).readFloatLE()
      case ggufValueTypes.uint64:
        return this.uint64()
      case ggufValueTypes.int64:
        return Number(this.#take(8).readBigInt64LE())
      case ggufValueTypes.float64:
        return this.#take(8).readDoubleLE()
      default:
        throw this.#damaged(`has a value of unknown type ${type} at byte ${this.position}`)
    }
  }

  /** Reads an array whose type has been read: its length, and its values where they are few numbers or booleans. */
  array(): { readonly length: number; readonly values: readonly GgufScalar[] | null } {
    const itemType = this.uint32()
    const length = this.uint64()
    const itemBytes = scalarBytes.get(itemType)
    if (itemBytes !== undefined && length <= MOST_VALUES) {
      return { length, values: Array.from({ length }, () => this.scalar(itemType)) }
    }
    if (itemBytes !== undefined) this.skip(length * itemBytes)
    else if (itemType === ggufValueTypes.string) for (let item = 0; item < length; item++) this.skip(this.uint64())
    else throw this.#damaged(`has an array of unknown type ${itemType} at byte ${this.position}`)
    return { length, values: null }
  }

  #take(bytes: number): Buffer {
    this.#assertInside(bytes)
    const start = this.position - this.#windowStart
    if (start + bytes > this.#window.length) {
      this.#refill(bytes)
      return this.#take(bytes)
    }
    this.position += bytes
    return this.#window.subarray(start, start + bytes)
  }

  #refill(bytes: number): void {
    const wanted = Math.min(Math.max(WINDOW_BYTES, bytes), this.#fileBytes - this.position)
    const window = Buffer.alloc(wanted)
    let read = 0
    while (read < wanted) {
      const more = readSync(this.#descriptor, window, read, wanted - read, this.position + read)
      if (more === 0) throw this.#damaged('became shorter while it was read')
      read += more
    }
    this.#window = window
    this.#windowStart = this.position
  }

  #assertInside(bytes: number): void {
    if (bytes > this.#fileBytes - this.position)
      throw this.#damaged(
        `ends inside its header: byte ${this.position + bytes} is needed, the file has ${this.#fileBytes}`,
      )
  }

  #damaged(what: string): LlmBenchError {
    return new LlmBenchError(
      'model-invalid',
      `model file "${this.#path}" ${what}; it is cut short or damaged: download or copy it again`,
    )
  }
}
