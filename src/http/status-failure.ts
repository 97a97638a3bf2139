import { errorText } from './error-text.ts'
import { serverText, type HttpFailure, type Redact } from './failure.ts'
import type { ResponseReader } from './socket/response-reader.ts'

/** The failure of an answer whose status is no success: never retried, never followed. */
export function statusFailure(
  { status, reason, headers }: ResponseReader,
  body: Buffer,
  url: URL,
  redact: Redact,
): HttpFailure {
  const location = headers.get('location')
  if (status !== null && status < 400 && location !== undefined) {
    const origin = URL.parse(location, url.href)?.origin ?? 'an address that cannot be read'
    return {
      class: 'http-status',
      message: `status ${status}: redirected to ${serverText(origin, redact)}; name the final address as url`,
    }
  }
  const text = body.toString('utf8', 0, 16_384)
  const said = serverText(jsonError(text) ?? (/^\s*</.test(text) ? 'an HTML page' : text), redact)
  const what = said === '' ? serverText(reason, redact) : said
  return { class: 'http-status', message: `status ${status}${what === '' ? '' : `: ${what}`}` }
}

function jsonError(text: string): string | null {
  try {
    return errorText(JSON.parse(text))
  } catch {
    return null
  }
}
