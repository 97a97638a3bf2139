import { closeSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { assertRegular } from '../../regular-file.ts'

const blockBytes = 1 << 20

/**
 * A text file block by block: recorded traffic and conversations can be larger than one string may
 * be (512 MiB in Node), and often only the beginning is wanted. Characters are never cut in two.
 *
 * @throws the system's error when the file cannot be read
 */
export function* textBlocks(file: string): Generator<string, void, void> {
  assertRegular(file)
  const handle = openSync(file, 'r')
  try {
    const block = Buffer.allocUnsafe(blockBytes)
    const decoder = new StringDecoder('utf8')
    for (let bytes = readSync(handle, block); bytes > 0; bytes = readSync(handle, block)) {
      yield decoder.write(block.subarray(0, bytes))
    }
    yield decoder.end()
  } finally {
    closeSync(handle)
  }
}

/** Lines of a text file, without their ends. */
export function* linesOf(file: string): Generator<string, void, void> {
  let rest = ''
  for (const block of textBlocks(file)) {
    const lines = `${rest}${block}`.split(/\r?\n/)
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}
