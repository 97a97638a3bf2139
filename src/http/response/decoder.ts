import zlib, { type BrotliDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib'

/** Bytes handed out at a time: fewer would keep the process busy with the many of a large body. */
const chunkSize = 64 * 1024

/** A stream that undoes a coding; null for one that is not known here. */
export function decoderOf(coding: string, body: Buffer): Gunzip | BrotliDecompress | ZstdDecompress | null {
  const { constants } = zlib
  const options = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH, chunkSize }
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip(options)
    case 'deflate':
      // Some servers send the bare stream without its zlib header.
      return ((body[0] ?? 0) & 15) === 8 ? zlib.createInflate(options) : zlib.createInflateRaw(options)
    case 'br': {
      const { BROTLI_OPERATION_FLUSH: flush } = constants
      return zlib.createBrotliDecompress({ flush, finishFlush: flush, chunkSize })
    }
    case 'zstd': {
      // Node has it from 22.15 on.
      if (!('createZstdDecompress' in zlib)) return null
      const { ZSTD_e_flush: flush } = constants
      return zlib.createZstdDecompress({ flush, finishFlush: flush, chunkSize })
    }
    default:
      return null
  }
}
