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
  /** The pieces in which the next frames have come so far. */
  #received: Buffer[] = []
  #bytes = 0
  /** Bytes without which the next frame is not whole. */
  #needed = headerBytes

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
    this.#received.push(chunk)
    this.#bytes += chunk.length
    // Put together once a frame is whole: a long one comes in thousands of pieces.
    if (this.#bytes < this.#needed) return
    const received = this.#received.length === 1 ? chunk : Buffer.concat(this.#received)
    let offset = 0
    this.#needed = headerBytes
    while (received.length - offset >= headerBytes) {
      const start = offset + headerBytes
      const end = start + received.readUInt32LE(offset)
      if (received.length < end) {
        this.#needed = end - offset
        break
      }
      offset = end
      onFrame(deserialize(received.subarray(start, end)))
    }
    const rest = received.subarray(offset)
    this.#received = rest.length === 0 ? [] : [rest]
    this.#bytes = rest.length
  }
}
