import { errorText } from '../error-text.ts'
import { plainError } from '../plain-error.ts'

/**
 * Words of an error in a line that stands between the events of a stream; null where it speaks of none. In an
 * answer that was finished plain text is no error: it may be a remark of a proxy.
 */
export function strayError(stray: string, isFinished: boolean): string | null {
  if (!stray.startsWith('{')) return isFinished ? null : plainError(stray.startsWith('<') ? stray : upToEvent(stray))
  const end = stray.search(/[\r\n]/)
  try {
    return errorText(JSON.parse(end < 0 ? stray : stray.slice(0, end)))
  } catch {
    return null
  }
}

/** A text without the events that follow it. */
function upToEvent(text: string): string {
  return text.split(/[\r\n]+(?:data|event):/, 1)[0] ?? text
}
