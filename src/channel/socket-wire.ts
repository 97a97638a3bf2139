import type { Socket } from 'node:net'
import { deserialize, serialize } from 'node:v8'
import type { Wire } from './wire.ts'

const headerBytes = 4

/**
 * Frames over a local socket: each a 32-bit length and a v8-serialized value, which carries float arrays
 * without a detour through text.
 */
export class SocketWire implements Wire {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)

  constructor(socket: Socket) {
    this.#socket = socket
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed
  }

  open(onFrame: (frame: unknown) => void, onClose: () => void): void {
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk, onFrame))
    this.#socket.on('error', () => this.#socket.destroy())
    this.#socket.once('close', onClose)
  }

  send(frame: unknown): void {
    const body = serialize(frame)
    const header = Buffer.allocUnsafe(headerBytes)
    header.writeUInt32LE(body.length)
    this.#socket.cork()
    this.#socket.write(header)
    this.#socket.write(body)
    this.#socket.uncork()
  }

  hold(on: boolean): void {
    if (on) this.#socket.ref()
    else this.#socket.unref()
  }

  close(): void {
    this.#socket.destroy()
  }

  #read(chunk: Buffer, onFrame: (frame: unknown) => void): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    let offset = 0
    while (this.#received.length - offset >= headerBytes) {
      const length = this.#received.readUInt32LE(offset)
      const start = offset + headerBytes
      if (this.#received.length - start < length) break
      offset = start + length
      onFrame(deserialize(this.#received.subarray(start, offset)))
    }
    this.#received = this.#received.subarray(offset)
  }
}
