import { errorText } from './error-text.ts'
import { serverText, type HttpFailure } from './failure.ts'
import { isProxysOwn, refusalOfProxy } from './proxy/refusal.ts'
import type { RequestWay } from './socket/request.ts'
import { keepsMethod, shownRedirect } from './socket/redirects.ts'
import type { ResponseReader } from './socket/response-reader.ts'

/** A request's way, and where it ended. */
interface EndedWay extends RequestWay {
  /** Path and query that the answer came from. */
  readonly target: string
  readonly hops: number
}

/** The failure of an answer whose status is no success: never retried, and not followed any further. */
export function statusFailure(
  { status, reason, headers }: Pick<ResponseReader, 'status' | 'reason' | 'headers'>,
  body: Buffer,
  way: EndedWay,
): HttpFailure {
  const { url, proxy, redact } = way
  // What a proxy is asked through is encrypted where the server is, and no proxy can answer in its place.
  const isPassedOn = proxy !== null && url.protocol === 'http:'
  if (isPassedOn && status !== null && isProxysOwn(status, headers))
    return refusalOfProxy(proxy, status, serverText(reason, redact))
  const location = headers.get('location')
  if (status !== null && status < 400 && location !== undefined)
    return { class: 'http-status', message: `status ${status}: ${redirection(status, location, way)}` }
  const text = body.toString('utf8', 0, 16_384)
  const said = serverText(jsonError(text) ?? (/^\s*</.test(text) ? 'an HTML page' : text), redact)
  const what = said === '' ? serverText(reason, redact) : said
  const by = isPassedOn && status !== null && status >= 500 ? ` (by the server or by the proxy ${proxy.url})` : ''
  return { class: 'http-status', message: `status ${status}${what === '' ? '' : `: ${what}`}${by}` }
}

/** Words about a redirect that was not followed: where to, and why not. */
function redirection(status: number, location: string, { url, request, target, hops, redact }: EndedWay): string {
  const to = URL.parse(location, new URL(target, url).href)
  if (to === null) return 'redirected to an address that cannot be read'
  const isElsewhere = to.origin !== url.origin
  const where = serverText(shownRedirect(to, true), redact)
  if (isElsewhere)
    return `redirected to ${where}, another origin, to which nothing is sent; name the final address as url`
  const wayOut = 'name the final path with the option paths'
  if (!keepsMethod(request, status))
    return `redirected to ${where}; a POST that follows a ${status} becomes a GET: ${wayOut}`
  const last = hops === 0 ? 'where it was sent already' : `the last of ${hops + 1} redirects`
  return `redirected to ${where}, ${last}; ${wayOut}`
}

function jsonError(text: string): string | null {
  try {
    return errorText(JSON.parse(text))
  } catch {
    return null
  }
}
