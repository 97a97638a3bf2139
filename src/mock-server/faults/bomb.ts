import zlib from 'node:zlib'
import type { Fault } from './faults.ts'

type Coding = NonNullable<Fault['coding']>

/** More than a client should keep of one answer. */
const unpackedBytes = 300 * 2 ** 20

const pack: Readonly<Record<Coding, (bytes: Buffer) => Buffer>> = {
  br: (bytes) => zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
  gzip: (bytes) => zlib.gzipSync(bytes, { level: 1 }),
  deflate: (bytes) => zlib.deflateSync(bytes, { level: 1 }),
  zstd: (bytes) => zlib.zstdCompressSync(bytes),
}

const made = new Map<Coding, Buffer>()

/** A small body that unpacks to 300 MiB. */
export function bombOf(coding: Coding = 'br'): Buffer {
  const known = made.get(coding) ?? pack[coding](Buffer.alloc(unpackedBytes))
  made.set(coding, known)
  return known
}
