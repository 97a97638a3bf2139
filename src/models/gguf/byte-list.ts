/** Little-endian values appended to a buffer that grows. */
export class ByteList {
  #buffer = Buffer.alloc(65_536)
  #length = 0

  uint8(value: number): void {
    this.#length = this.#room(1).writeUInt8(value, this.#length)
  }

  uint32(value: number): void {
    this.#length = this.#room(4).writeUInt32LE(value, this.#length)
  }

  int32(value: number): void {
    this.#length = this.#room(4).writeInt32LE(value, this.#length)
  }

  /** Appends a whole number up to 2^53. */
  uint64(value: number): void {
    this.#length = this.#room(8).writeBigUInt64LE(BigInt(value), this.#length)
  }

  float32(value: number): void {
    this.#length = this.#room(4).writeFloatLE(value, this.#length)
  }

  /** Appends UTF-8, its length in bytes first, as GGUF stores text. */
  string(text: string): void {
    const bytes = Buffer.byteLength(text)
    this.uint64(bytes)
    this.#length += this.#room(bytes).write(text, this.#length)
  }

  /** Appends zeros up to the next multiple of `alignment`. */
  pad(alignment: number): void {
    while (this.#length % alignment !== 0) this.uint8(0)
  }

  toBytes(): Uint8Array {
    return new Uint8Array(this.#buffer.subarray(0, this.#length))
  }

  #room(bytes: number): Buffer {
    if (this.#length + bytes > this.#buffer.length) {
      const larger = Buffer.alloc(Math.max(2 * this.#buffer.length, this.#length + bytes))
      this.#buffer.copy(larger)
      this.#buffer = larger
    }
    return this.#buffer
  }
}
