import { gzipSync } from 'node:zlib'

const lineBreak: Buffer = Buffer.from('\r\n')

/** End of a body in chunked transfer encoding. */
export const lastChunk: Buffer = Buffer.from('0\r\n\r\n')

/** Way in which the text of an answer becomes bytes on the wire. */
export interface Framing {
  /** Bytes of a part of a streamed body, its HTTP chunk header included. */
  part(text: string): Buffer
  /** Bytes of a whole body. */
  body(text: string): Buffer
  /** Header lines that declare the coding. */
  readonly headers: string
}

/**
 * The framing of answers.
 * @param gzip compress; each part is a gzip member of its own, which RFC 1952 allows one after the other
 */
export function framing(gzip: boolean): Framing {
  const body = gzip ? (text: string): Buffer => gzipSync(text) : (text: string): Buffer => Buffer.from(text)
  return { body, part: (text) => httpChunk(body(text)), headers: gzip ? 'content-encoding: gzip\r\n' : '' }
}

/** One chunk of chunked transfer encoding. */
export function httpChunk(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, lineBreak])
}

/**
 * A part in two writes, cut inside its first character of several bytes, or else in its middle.
 * @param asTwoChunks whether the cut is also one between HTTP chunks, or only one between writes
 */
export function cutInTwo(part: Buffer, asTwoChunks: boolean): [Buffer, Buffer] {
  const bodyStart = part.indexOf('\r\n') + 2
  const bodyEnd = part.length - 2
  const wide = part.findIndex((byte, index) => index >= bodyStart && byte >= 0xc0)
  const cut = wide === -1 ? (bodyStart + bodyEnd) >> 1 : wide + 1
  if (asTwoChunks) return [httpChunk(part.subarray(bodyStart, cut)), httpChunk(part.subarray(cut, bodyEnd))]
  return [part.subarray(0, cut), part.subarray(cut)]
}
