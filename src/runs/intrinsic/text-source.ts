import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { formatBinaryBytes } from '../../figures.ts'
import type { Call } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { IntrinsicRecord } from '../../record/intrinsic/intrinsic.ts'
import { textBlocks } from '../../workload/files/text-blocks.ts'

/** A text to score: itself, or a file with nothing but text in it, relative to the project's root. */
export type TextSource = string | { readonly file: string }

/** A text that was read. */
export interface SourceText {
  readonly text: string
  readonly record: Omit<IntrinsicRecord['text'], 'tokens'>
}

/** Characters of the longest text: more would take days. */
const longest = 64 * 2 ** 20

/**
 * Reads a text, without the newline at its end, as llama.cpp's programs do.
 * @throws LlmBenchError `invalid-option` for a file that cannot be read, or is empty or too long
 */
export function sourceText(source: TextSource, root: string, call: Call): SourceText {
  const whole = typeof source === 'string' ? source : fileText(source.file, root, call)
  const text = whole.replace(/\r?\n$/u, '')
  if (text === '') throw notAllowed(call('text'), shown(source), 'a text of at least one character')
  const sha256 = createHash('sha256').update(text).digest('hex')
  return {
    text,
    record: { name: typeof source === 'string' ? null : source.file, bytes: Buffer.byteLength(text), sha256 },
  }
}

function fileText(file: string, root: string, call: Call): string {
  const path = resolve(root, file)
  let text = ''
  try {
    for (const block of textBlocks(path)) {
      text += block
      if (text.length > longest) break
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw notAllowed(call('text'), shown({ file }), `a text file that can be read (${reason})`, { cause: error })
  }
  if (text.length <= longest) return text
  throw notAllowed(call('text'), shown({ file }), `a file of at most ${formatBinaryBytes(longest)}`)
}
